/** srp-core and the reference under the suite. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import rfc from '../vectors/rfc5054-appendix-b.json' with { type: 'json' };
import { registerOurSrp } from '../ours/srp.ts';
import { createReferenceSubject } from '../ours/srp-subjects.ts';
import { bytesOfLength, createReference, unsignedBytes } from '../reference/srp.mjs';
import { registerSuite } from '../suite/srp-suite.ts';

const api = {
  test: (name: string, body: () => void | Promise<void>): void => {
    test(name, async () => body());
  },
};
const hashWith =
  (name: 'sha1' | 'sha256') =>
  (bytes: Uint8Array): Uint8Array =>
    new Uint8Array(createHash(name).update(bytes).digest());
const hash = hashWith('sha256');
// Handshakes across the engines: 10,000 in all, where everything runs.
const runs =
  process.env['COUNTERSIGN_FULL'] === '1'
    ? { agreement: 500, claims: 500, wrongPeers: 100, powers: 1000, hashes: 50_000, across: 5000 }
    : { agreement: 15, claims: 15, wrongPeers: 5, powers: 30, hashes: 500, across: 15 };

registerOurSrp(api, { engines: ['wasm', 'plain'], hash, runs });

describe('the reference', () => {
  const steps = createReferenceSubject('the reference', { hash });
  const fewer = { ...runs, agreement: 5 };
  registerSuite(api, { steps, entryPoints: null, peer: null, wrongPeers: [] }, fewer);
});

test('the reference reproduces RFC 5054 Appendix B', () => {
  const integer = (hex: string): bigint => BigInt(`0x${hex}`);
  const [N, salt] = [integer(rfc.N), integer(rfc.s)];
  const [a, b] = [integer(rfc.a), integer(rfc.b)];
  const reference = createReference({
    hash: hashWith('sha1'),
    prime: N,
    generator: integer(rfc.g),
    bytesOf: (number) => bytesOfLength(number, 128),
    saltOf: unsignedBytes,
  });
  const x = reference.privateX(salt, rfc.username, rfc.password);
  const v = reference.verifier(x);
  const publicA = reference.publicA(a);
  const publicB = reference.publicB(v, b);
  const u = reference.scramblerU(publicA, publicB);
  expect(reference.k).toBe(integer(rfc.k));
  expect(x).toBe(integer(rfc.x));
  expect(v).toBe(integer(rfc.v));
  expect(publicA).toBe(integer(rfc.A));
  expect(publicB).toBe(integer(rfc.B));
  expect(u).toBe(integer(rfc.u));
  expect(reference.clientS({ publicB, x, a, u })).toBe(integer(rfc.S));
  expect(reference.serverS({ publicA, v, b, u })).toBe(integer(rfc.S));
});
