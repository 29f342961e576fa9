/** srp-core and the reference under the suite. */
import { engineName, useEngine } from '@countersign/srp-core/engine';
import { beforeAll, describe, expect, test } from 'vitest';
import rfc from '../vectors/rfc5054-appendix-b.json' with { type: 'json' };
import { bytesOfLength, createReference, unsignedBytes } from '../reference/srp.mjs';
import { registerSuite } from '../suite/srp-suite.ts';
import { createReferenceSubject, entryPoints, sha1, steps } from './_srp-subjects.ts';

const api = {
  test: (name: string, body: () => void): void => {
    test(name, body);
  },
};
const reference = createReferenceSubject('the reference');
// Cases 17 and 18 of the negative cases: one fault each.
const wrongPeers = [
  createReferenceSubject('a peer that pads as RFC 5054 does', {
    bytesOf: (integer) => bytesOfLength(integer, 384),
    saltOf: unsignedBytes,
  }),
  createReferenceSubject('a peer without sign bytes', { bytesOf: unsignedBytes }),
  createReferenceSubject('a peer without a sign byte on the salt', { saltOf: unsignedBytes }),
  createReferenceSubject('a peer with g = 5', { generator: 5n }),
];
const runs =
  process.env['COUNTERSIGN_FULL'] === '1'
    ? { agreement: 500, claims: 500, wrongPeers: 100, powers: 1000, hashes: 50_000 }
    : { agreement: 15, claims: 15, wrongPeers: 5, powers: 30, hashes: 500 };

describe.each(['wasm', 'plain'] as const)('srp-core, its engine %s', (name) => {
  beforeAll(() => {
    useEngine(name);
    expect(engineName()).toBe(name);
  });

  registerSuite(api, { steps, entryPoints, peer: reference, wrongPeers }, runs);
});

describe('the reference', () => {
  const fewer = { ...runs, agreement: 5 };
  registerSuite(api, { steps: reference, entryPoints: null, peer: null, wrongPeers: [] }, fewer);
});

test('the reference reproduces RFC 5054 Appendix B', () => {
  const integer = (hex: string): bigint => BigInt(`0x${hex}`);
  const [N, salt] = [integer(rfc.N), integer(rfc.s)];
  const [a, b] = [integer(rfc.a), integer(rfc.b)];
  const reference = createReference({
    hash: sha1,
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
