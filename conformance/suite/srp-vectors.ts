/**
 * The vectors: known answers for every intermediate value, and what has to be refused.
 *
 * @module
 */
import cognito from '@countersign/conformance-vectors/cognito-srp.json' with { type: 'json' };
import edges from '@countersign/conformance-vectors/srp-edges.json' with { type: 'json' };
import negative from '@countersign/conformance-vectors/srp-negative.json' with { type: 'json' };
import { describeError, expectEqual } from './_check.ts';
import { base64FromHex, integer } from './_vectors.ts';
import { expand } from './longhand.ts';
import type { ProveInput, SrpEntryPoints } from './srp-implementation.ts';
import type { SrpImplementation, TestApi } from './srp-implementation.ts';

/** One whole handshake, integers as hex of any spelling. */
interface Handshake {
  readonly poolName: string;
  readonly userIdForSrp: string;
  readonly password: string;
  readonly secretBlock: string;
  readonly timestamp: string;
  readonly a: string;
  readonly b: string;
  readonly salt: string;
  readonly A: string;
  readonly B: string;
  readonly x: string;
  readonly u: string;
  readonly verifier: string;
  readonly S: string;
  readonly claimKey: string;
  readonly signature: string;
  readonly device?: { readonly Salt: string; readonly PasswordVerifier: string } | undefined;
}

/** Every intermediate value of every handshake. */
export function registerHandshakes({ test }: TestApi, implementation: SrpImplementation): void {
  const { name } = implementation;
  for (const vector of cognito.vectors) {
    const device = vector.deviceSecretVerifierConfig;
    const handshake = { ...vector, claimKey: vector.hkdf, device };
    test(`${name}: ${vector.label}`, () => checkHandshake(implementation, handshake));
  }
  for (const vector of edges.groups.flatMap((group): readonly EdgeVector[] => group.tests)) {
    const id = `srp-edges#${vector.tcId} ${vector.comment}`;
    test(`${name}: ${id}`, () => checkHandshake(implementation, handshakeOf(vector)));
  }
}

/** The edges once more, from what travels to the claim. */
export function registerEntryPointHandshakes({ test }: TestApi, subject: SrpEntryPoints): void {
  for (const vector of edges.groups.flatMap((group): readonly EdgeVector[] => group.tests)) {
    test(`${subject.name}: srp-edges#${vector.tcId} ${vector.comment}, on the wire`, () => {
      const claim = subject.prove({
        ...vector,
        secretAHex: integer(vector.secretA),
        saltHex: vector.SALT,
        publicBHex: vector.SRP_B,
        secretBlockBase64: vector.SECRET_BLOCK,
      });
      const expected = {
        publicAHex: vector.SRP_A,
        secretBlockBase64: vector.SECRET_BLOCK,
        signatureBase64: vector.PASSWORD_CLAIM_SIGNATURE,
        timestamp: vector.TIMESTAMP,
      };
      for (const key of [
        'publicAHex',
        'secretBlockBase64',
        'signatureBase64',
        'timestamp',
      ] as const)
        expectEqual(claim[key], expected[key], key);
    });
  }
}

/** What must be refused, with its error, and what must not, with its signature. */
export function registerNegative({ test }: TestApi, subject: SrpEntryPoints): void {
  for (const { type, base, tests } of negative.groups) {
    for (const vector of tests as readonly NegativeVector[]) {
      const id = `srp-negative#${vector.tcId} (case ${vector.number}) ${vector.comment}`;
      test(`${subject.name}: ${id}`, () => {
        const input: Record<string, unknown> = { ...base, ...expand(vector.input) };
        let signatureBase64: string | undefined;
        const error = describeError(() => {
          if (type === 'SrpProve') {
            ({ signatureBase64 } = subject.prove(input as unknown as ProveInput));
          } else {
            subject.requirePublicA(input['publicAHex'] as string);
          }
        });
        expectEqual(error, vector.error, 'error');
        expectEqual(signatureBase64, vector.signatureBase64, 'signature');
      });
    }
  }
}

type EdgeVector = (typeof edges.groups)[number]['tests'][number] & {
  readonly DeviceSecretVerifierConfig?: {
    readonly Salt: string;
    readonly PasswordVerifier: string;
  };
};

interface NegativeVector {
  readonly tcId: number;
  readonly number: number;
  readonly comment: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly error?: Readonly<Record<string, string>>;
  readonly signatureBase64?: string;
}

function checkHandshake(implementation: SrpImplementation, vector: Handshake): void {
  const [secretAHex, secretBHex] = [integer(vector.a), integer(vector.b)];
  const saltHex = integer(vector.salt);
  const privateXHex = implementation.derivePrivateX({ ...vector, saltHex });
  expectEqual(privateXHex, integer(vector.x), 'x');
  const verifierHex = implementation.deriveVerifier({ privateXHex });
  expectEqual(verifierHex, integer(vector.verifier), 'verifier');
  const publicAHex = implementation.derivePublicA({ secretAHex });
  expectEqual(publicAHex, integer(vector.A), 'A');
  const publicBHex = implementation.derivePublicB({ verifierHex, secretBHex });
  expectEqual(publicBHex, integer(vector.B), 'B');
  const scramblerUHex = implementation.deriveScramblerU({ publicAHex, publicBHex });
  expectEqual(scramblerUHex, integer(vector.u), 'u');
  const client = { publicBHex, privateXHex, secretAHex, scramblerUHex };
  const sharedSecretSHex = implementation.deriveSharedSecretS(client);
  expectEqual(sharedSecretSHex, integer(vector.S), 'S of the client');
  const server = { publicAHex, verifierHex, secretBHex, scramblerUHex };
  const serverS = implementation.deriveServerSharedSecretS(server);
  expectEqual(serverS, integer(vector.S), 'S of the server');
  const claimKeyBase64 = implementation.deriveClaimKey({ sharedSecretSHex, scramblerUHex });
  expectEqual(claimKeyBase64, base64FromHex(vector.claimKey), 'claim key');
  const message = { ...vector, claimKeyBase64, secretBlockBase64: vector.secretBlock };
  expectEqual(implementation.signClaim(message), vector.signature, 'signature');
  if (vector.device !== undefined) checkDevice(implementation, vector, vector.device);
}

function checkDevice(
  implementation: SrpImplementation,
  vector: Handshake,
  { Salt, PasswordVerifier }: { readonly Salt: string; readonly PasswordVerifier: string },
): void {
  const actual = implementation.createDeviceVerifier({
    deviceGroupKey: vector.poolName,
    deviceKey: vector.userIdForSrp,
    devicePassword: vector.password,
    saltHex: integer(vector.salt),
  });
  expectEqual(actual.saltBase64, Salt, 'Salt');
  expectEqual(actual.passwordVerifierBase64, PasswordVerifier, 'PasswordVerifier');
}

function handshakeOf(vector: EdgeVector): Handshake {
  return {
    poolName: vector.poolName,
    userIdForSrp: vector.userIdForSrp,
    password: vector.password,
    secretBlock: vector.SECRET_BLOCK,
    timestamp: vector.TIMESTAMP,
    a: vector.secretA,
    b: vector.secretB,
    salt: vector.salt,
    A: vector.publicA,
    B: vector.publicB,
    x: vector.privateX,
    u: vector.scramblerU,
    verifier: vector.verifier,
    S: vector.sharedSecretS,
    claimKey: vector.claimKey,
    signature: vector.PASSWORD_CLAIM_SIGNATURE,
    device: vector.DeviceSecretVerifierConfig,
  };
}
