/**
 * What holds for every implementation of Cognito's SRP, whatever the input.
 *
 * @module
 */
import fc from 'fast-check';
import { integerHex, nowMs, person, secretBlockBase64, secretHex, text } from './_arbitraries.ts';
import { expectDifferent, expectEqual } from './_check.ts';
import type { CheckClaimInput, ProveInput } from './srp-implementation.ts';
import type { SrpEntryPoints, SrpImplementation, TestApi } from './srp-implementation.ts';

/** Client and server meet, step by step. */
export function registerAgreement(
  { test }: TestApi,
  implementation: SrpImplementation,
  numRuns: number,
): void {
  test(`${implementation.name}: client and server derive the same S`, () => {
    fc.assert(
      fc.property(person, integerHex(32), integerHex(32), (who, secretAHex, secretBHex) => {
        const run = runSteps(implementation, { ...who, secretAHex, secretBHex });
        expectEqual(run.sharedSecretSHex, run.serverSharedSecretSHex, 'S');
      }),
      { numRuns },
    );
  });
}

/** Peers that get one thing wrong must not be mistaken for right ones. */
export function registerDifference(
  { test }: TestApi,
  implementation: SrpImplementation,
  wrongPeer: SrpImplementation,
  numRuns: number,
): void {
  test(`${implementation.name} does not agree with ${wrongPeer.name}`, () => {
    fc.assert(
      fc.property(person, secretHex, secretHex, (who, secretAHex, secretBHex) => {
        // Only salts with a sign byte tell all of the peers apart.
        const saltHex = `f${who.saltHex.length % 2 === 0 ? '0' : ''}${who.saltHex}`;
        const input = { ...who, saltHex, secretAHex, secretBHex };
        const [right, wrong] = [runSteps(implementation, input), runSteps(wrongPeer, input)];
        expectDifferent(right.claimKeyBase64, wrong.claimKeyBase64, 'claim key');
      }),
      { numRuns },
    );
  });
}

/** The entry points: spelling of integers does not matter, every bit of a claim does. */
export function registerClaims({ test }: TestApi, subject: SrpEntryPoints, numRuns: number): void {
  const session = fc.record({
    who: person,
    secretAHex: secretHex,
    secretBHex: secretHex,
    secretBlockBase64,
    nowMs,
  });

  test(`${subject.name}: an honest claim is accepted`, () => {
    fc.assert(
      fc.property(session, (input) => {
        expectEqual(subject.checkClaim(signIn(subject, input).claim), true, 'verdict');
      }),
      { numRuns },
    );
  });

  test(`${subject.name}: leading zeros and case of SRP_B and SALT never change the claim`, () => {
    const spelling = fc.record({ zeros: fc.nat(3), upper: fc.boolean() });
    fc.assert(
      fc.property(session, spelling, spelling, (input, first, second) => {
        const { proveInput, claim } = signIn(subject, input);
        const publicBHex = respell(proveInput.publicBHex, first, 768);
        const saltHex = respell(proveInput.saltHex, second, 128);
        const { signatureBase64 } = subject.prove({ ...proveInput, publicBHex, saltHex });
        expectEqual(signatureBase64, claim.signatureBase64, 'signature');
      }),
      { numRuns },
    );
  });

  test(`${subject.name}: a claim with one bit changed is refused`, () => {
    const member = fc.constantFrom('signatureBase64', 'secretBlockBase64');
    fc.assert(
      fc.property(session, member, fc.nat(), fc.nat(7), (input, name, place, bit) => {
        const { claim } = signIn(subject, input);
        const changed = { ...claim, [name]: flipBit(claim[name], place, bit) };
        expectEqual(subject.checkClaim(changed), false, `verdict after a change in ${name}`);
      }),
      { numRuns },
    );
  });

  test(`${subject.name}: a claim under another name, pool, time or SRP_A is refused`, () => {
    const member = fc.constantFrom('timestamp', 'userIdForSrp', 'poolName', 'publicAHex');
    fc.assert(
      fc.property(session, member, fc.nat(), (input, name, place) => {
        const { claim } = signIn(subject, input);
        const changed = { ...claim, [name]: changeCharacter(claim[name], place) };
        expectEqual(subject.checkClaim(changed), false, `verdict after a change in ${name}`);
      }),
      { numRuns },
    );
  });

  test(`${subject.name}: another password is refused`, () => {
    fc.assert(
      fc.property(session, text, (input, other) => {
        fc.pre(other !== input.who.password);
        const { proveInput, claim } = signIn(subject, input);
        const { signatureBase64 } = subject.prove({ ...proveInput, password: other });
        expectEqual(subject.checkClaim({ ...claim, signatureBase64 }), false, 'verdict');
      }),
      { numRuns },
    );
  });
}

interface Steps {
  readonly sharedSecretSHex: string;
  readonly serverSharedSecretSHex: string;
  readonly claimKeyBase64: string;
}

interface StepsInput {
  readonly poolName: string;
  readonly userIdForSrp: string;
  readonly password: string;
  readonly saltHex: string;
  readonly secretAHex: string;
  readonly secretBHex: string;
}

function runSteps(implementation: SrpImplementation, input: StepsInput): Steps {
  const { secretAHex, secretBHex } = input;
  const privateXHex = implementation.derivePrivateX(input);
  const verifierHex = implementation.deriveVerifier({ privateXHex });
  const publicAHex = implementation.derivePublicA({ secretAHex });
  const publicBHex = implementation.derivePublicB({ verifierHex, secretBHex });
  const scramblerUHex = implementation.deriveScramblerU({ publicAHex, publicBHex });
  const client = { publicBHex, privateXHex, secretAHex, scramblerUHex };
  const server = { publicAHex, verifierHex, secretBHex, scramblerUHex };
  const sharedSecretSHex = implementation.deriveSharedSecretS(client);
  return {
    sharedSecretSHex,
    serverSharedSecretSHex: implementation.deriveServerSharedSecretS(server),
    claimKeyBase64: implementation.deriveClaimKey({ sharedSecretSHex, scramblerUHex }),
  };
}

interface SessionInput {
  readonly who: Omit<StepsInput, 'secretAHex' | 'secretBHex'>;
  readonly secretAHex: string;
  readonly secretBHex: string;
  readonly secretBlockBase64: string;
  readonly nowMs: number;
}

function signIn(
  subject: SrpEntryPoints,
  input: SessionInput,
): { readonly proveInput: ProveInput; readonly claim: CheckClaimInput } {
  const { who, secretAHex, secretBHex, secretBlockBase64: block } = input;
  const verifierHex = subject.createPasswordVerifier(who);
  const publicBHex = subject.openServer({ verifierHex, secretBHex });
  const proof = { ...who, secretAHex, publicBHex, secretBlockBase64: block, nowMs: input.nowMs };
  const claim = subject.prove(proof);
  return { proveInput: proof, claim: { ...who, ...claim, verifierHex, secretBHex } };
}

function respell(
  hex: string,
  { zeros, upper }: { readonly zeros: number; readonly upper: boolean },
  maximumDigits: number,
): string {
  const longer = hex.padStart(Math.min(hex.length + zeros, maximumDigits), '0');
  return upper ? longer.toUpperCase() : longer;
}

function flipBit(base64: string, place: number, bit: number): string {
  const bytes = Array.from(atob(base64), (character) => character.charCodeAt(0));
  const changed = place % bytes.length;
  const flipped = bytes.map((byte, index) => (index === changed ? byte ^ (1 << bit) : byte));
  return btoa(String.fromCharCode(...flipped));
}

function changeCharacter(whole: string, place: number): string {
  const characters = Array.from(whole);
  const changed = place % characters.length;
  return characters
    .map((character, index) => (index === changed ? (character === '1' ? '2' : '1') : character))
    .join('');
}
