/**
 * What the suite judges: srp-core, step by step and by its entry points, on either engine; and the
 * reference, right and wrong. No runtime is imported: it runs wherever srp-core does.
 *
 * @module
 */
import { openSrp } from '@countersign/srp-core';
import { createDeviceVerifier } from '@countersign/srp-core/device';
import { useEngine } from '@countersign/srp-core/engine';
import type { EngineName } from '@countersign/srp-core/engine';
import {
  createPasswordVerifier,
  openServerSrp,
  requirePublicA,
} from '@countersign/srp-core/server';
import { deriveClaimKey, derivePrivateX, derivePublicA } from '@countersign/srp-core/steps';
import { derivePublicB, deriveScramblerU } from '@countersign/srp-core/steps';
import { deriveServerSharedSecretS, deriveSharedSecretS } from '@countersign/srp-core/steps';
import { deriveVerifier, signClaim } from '@countersign/srp-core/steps';
import { bytesOfLength, createReference, signedBytes, unsignedBytes } from '../reference/srp.mjs';
import type { ReferenceOptions } from '../reference/srp.mjs';
import { bytesFromHex, hexFromBytes } from '../suite/_bytes.ts';
import { integer } from '../suite/_vectors.ts';
import type { SrpEntryPoints, SrpImplementation } from '../suite/srp-implementation.ts';

const hex = (octets: Uint8Array): string => integer(hexFromBytes(octets));

function base64(octets: Uint8Array): string {
  return btoa(Array.from(octets, (byte) => String.fromCharCode(byte)).join(''));
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

const element = (text: string): Uint8Array => bytesFromHex(text, 384);
const scalar = (text: string): Uint8Array =>
  bytesFromHex(text, Math.max(32, Math.ceil(text.length / 2)));

const steps: SrpImplementation = {
  name: 'srp-core',
  derivePublicA: ({ secretAHex }) => hex(derivePublicA(scalar(secretAHex))),
  derivePublicB: ({ verifierHex, secretBHex }) =>
    hex(derivePublicB(element(verifierHex), scalar(secretBHex))),
  derivePrivateX: ({ saltHex, ...who }) =>
    hex(derivePrivateX({ ...who, salt: bytesFromHex(saltHex) })),
  deriveVerifier: ({ privateXHex }) => hex(deriveVerifier(scalar(privateXHex))),
  deriveScramblerU: ({ publicAHex, publicBHex }) =>
    hex(deriveScramblerU(element(publicAHex), element(publicBHex))),
  deriveSharedSecretS: (input) =>
    hex(
      deriveSharedSecretS({
        publicB: element(input.publicBHex),
        privateX: scalar(input.privateXHex),
        secretA: scalar(input.secretAHex),
        scramblerU: scalar(input.scramblerUHex),
      }),
    ),
  deriveServerSharedSecretS: (input) =>
    hex(
      deriveServerSharedSecretS({
        publicA: element(input.publicAHex),
        verifier: element(input.verifierHex),
        secretB: scalar(input.secretBHex),
        scramblerU: scalar(input.scramblerUHex),
      }),
    ),
  deriveClaimKey: ({ sharedSecretSHex, scramblerUHex }) =>
    base64(deriveClaimKey(element(sharedSecretSHex), scalar(scramblerUHex))),
  signClaim: ({ claimKeyBase64, secretBlockBase64, ...message }) =>
    base64(
      signClaim(fromBase64(claimKeyBase64), {
        ...message,
        secretBlock: fromBase64(secretBlockBase64),
      }),
    ),
  createDeviceVerifier: ({ saltHex, ...device }) =>
    createDeviceVerifier({ ...device, random: (length) => bytesFromHex(saltHex, length) }),
};

const entryPoints: SrpEntryPoints = {
  name: 'srp-core',
  createPasswordVerifier,
  openServer: ({ verifierHex, secretBHex }) =>
    openServerSrp({ verifierHex, random: (length) => bytesFromHex(secretBHex, length) }).publicBHex,
  prove: ({ secretAHex, ...input }) => {
    const ephemeral = openSrp((length) => bytesFromHex(secretAHex, length));
    return { publicAHex: ephemeral.srpAHex, ...ephemeral.prove(input) };
  },
  checkClaim: ({ verifierHex, secretBHex, ...claim }) =>
    openServerSrp({ verifierHex, random: (length) => bytesFromHex(secretBHex, length) }).checkClaim(
      claim,
    ),
  requirePublicA,
};

/** srp-core, on that engine whatever was used before. */
export function createSrpSubject(engine: EngineName): {
  readonly steps: SrpImplementation;
  readonly entryPoints: SrpEntryPoints;
} {
  return { steps: onEngine(engine, steps), entryPoints: onEngine(engine, entryPoints) };
}

function onEngine<Subject extends { readonly name: string }>(
  engine: EngineName,
  subject: Subject,
): Subject {
  const wrapped = Object.entries(subject).flatMap(([member, operation]: [string, unknown]) => {
    if (typeof operation !== 'function') return [];
    const run = (input: unknown): unknown => {
      useEngine(engine);
      return operation(input) as unknown;
    };
    return [[member, run]];
  });
  return { ...Object.fromEntries(wrapped), name: `${subject.name} (${engine})` } as Subject;
}

/**
 * Peers with one fault each, which nobody may take for a right one: cases 17 and 18 of the negative
 * cases, and another group.
 *
 * @param hash - SHA-256.
 */
export function createWrongPeers(hash: ReferenceOptions['hash']): readonly SrpImplementation[] {
  return [
    createReferenceSubject('a peer that pads as RFC 5054 does', {
      hash,
      bytesOf: (integer) => bytesOfLength(integer, 384),
      saltOf: unsignedBytes,
    }),
    createReferenceSubject('a peer without sign bytes', { hash, bytesOf: unsignedBytes }),
    createReferenceSubject('a peer without a sign byte on the salt', {
      hash,
      saltOf: unsignedBytes,
    }),
    createReferenceSubject('a peer with g = 5', { hash, generator: 5n }),
  ];
}

/** The reference in the suite's clothes; wrong on purpose where the options say so. */
export function createReferenceSubject(name: string, options: ReferenceOptions): SrpImplementation {
  const reference = createReference(options);
  const read = (text: string): bigint => BigInt(`0x${text}`);
  const write = (integer: bigint): string => integer.toString(16);
  const identityOf = (who: { poolName: string; userIdForSrp: string }): string =>
    who.poolName + who.userIdForSrp;
  return {
    name,
    derivePublicA: ({ secretAHex }) => write(reference.publicA(read(secretAHex))),
    derivePublicB: ({ verifierHex, secretBHex }) =>
      write(reference.publicB(read(verifierHex), read(secretBHex))),
    derivePrivateX: ({ saltHex, password, ...who }) =>
      write(reference.privateX(read(saltHex), identityOf(who), password)),
    deriveVerifier: ({ privateXHex }) => write(reference.verifier(read(privateXHex))),
    deriveScramblerU: ({ publicAHex, publicBHex }) =>
      write(reference.scramblerU(read(publicAHex), read(publicBHex))),
    deriveSharedSecretS: (input) =>
      write(
        reference.clientS({
          publicB: read(input.publicBHex),
          x: read(input.privateXHex),
          a: read(input.secretAHex),
          u: read(input.scramblerUHex),
        }),
      ),
    deriveServerSharedSecretS: (input) =>
      write(
        reference.serverS({
          publicA: read(input.publicAHex),
          v: read(input.verifierHex),
          b: read(input.secretBHex),
          u: read(input.scramblerUHex),
        }),
      ),
    deriveClaimKey: ({ sharedSecretSHex, scramblerUHex }) =>
      base64(reference.claimKey(read(sharedSecretSHex), read(scramblerUHex))),
    signClaim: ({ claimKeyBase64, secretBlockBase64, timestamp, ...who }) =>
      base64(
        reference.signature(
          fromBase64(claimKeyBase64),
          identityOf(who),
          fromBase64(secretBlockBase64),
          timestamp,
        ),
      ),
    createDeviceVerifier: ({ deviceGroupKey, deviceKey, devicePassword, saltHex }) => {
      const salt = read(saltHex);
      const x = reference.privateX(salt, deviceGroupKey + deviceKey, devicePassword);
      return {
        saltBase64: base64(signedBytes(salt)),
        passwordVerifierBase64: base64(signedBytes(reference.verifier(x))),
      };
    },
  };
}
