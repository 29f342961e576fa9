/** What the suite judges: srp-core, step by step and by its entry points, and the reference. */
import { createHash } from 'node:crypto';
import { openSrp } from '@countersign/srp-core';
import { createDeviceVerifier } from '@countersign/srp-core/device';
import {
  createPasswordVerifier,
  openServerSrp,
  requirePublicA,
} from '@countersign/srp-core/server';
import { deriveClaimKey, derivePrivateX, derivePublicA } from '@countersign/srp-core/steps';
import { derivePublicB, deriveScramblerU } from '@countersign/srp-core/steps';
import { deriveServerSharedSecretS, deriveSharedSecretS } from '@countersign/srp-core/steps';
import { deriveVerifier, signClaim } from '@countersign/srp-core/steps';
import { createReference, signedBytes } from '../reference/srp.mjs';
import type { ReferenceOptions } from '../reference/srp.mjs';
import type { SrpEntryPoints, SrpImplementation } from '../suite/srp-implementation.ts';

export const sha256 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(bytes).digest());
export const sha1 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha1').update(bytes).digest());

/** Big-endian, left-padded to `length`; whole bytes where no length is given. */
function bytes(hex: string, length: number = Math.ceil(hex.length / 2)): Uint8Array {
  return new Uint8Array(Buffer.from(hex.padStart(2 * length, '0'), 'hex'));
}

function hex(integer: Uint8Array): string {
  return Buffer.from(integer)
    .toString('hex')
    .replace(/^0+(?=.)/, '');
}

function base64(octets: Uint8Array): string {
  return Buffer.from(octets).toString('base64');
}

function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}

const element = (text: string): Uint8Array => bytes(text, 384);
const scalar = (text: string): Uint8Array => bytes(text, Math.max(32, Math.ceil(text.length / 2)));

export const steps: SrpImplementation = {
  name: 'srp-core',
  derivePublicA: ({ secretAHex }) => hex(derivePublicA(scalar(secretAHex))),
  derivePublicB: ({ verifierHex, secretBHex }) =>
    hex(derivePublicB(element(verifierHex), scalar(secretBHex))),
  derivePrivateX: ({ saltHex, ...who }) => hex(derivePrivateX({ ...who, salt: bytes(saltHex) })),
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
    createDeviceVerifier({ ...device, random: (length) => bytes(saltHex, length) }),
};

export const entryPoints: SrpEntryPoints = {
  name: 'srp-core',
  createPasswordVerifier,
  openServer: ({ verifierHex, secretBHex }) =>
    openServerSrp({ verifierHex, random: (length) => bytes(secretBHex, length) }).publicBHex,
  prove: ({ secretAHex, ...input }) => {
    const ephemeral = openSrp((length) => bytes(secretAHex, length));
    return { publicAHex: ephemeral.srpAHex, ...ephemeral.prove(input) };
  },
  checkClaim: ({ verifierHex, secretBHex, ...claim }) =>
    openServerSrp({ verifierHex, random: (length) => bytes(secretBHex, length) }).checkClaim(claim),
  requirePublicA,
};

/** The reference in the suite's clothes; wrong on purpose where `changes` say so. */
export function createReferenceSubject(
  name: string,
  changes: Partial<ReferenceOptions> = {},
): SrpImplementation {
  const reference = createReference({ hash: sha256, ...changes });
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
