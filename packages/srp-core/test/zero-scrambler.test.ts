/** Case 10 of the negative cases: u = 0, which takes a broken hash. */
import { expect, test, vi } from 'vitest';
import { errorOf, openBoth, WHO } from './_sign-in.ts';

let broken = false;

vi.mock(import('../src/_hash.ts'), async (importOriginal) => {
  const original = await importOriginal();
  const sha256: typeof original.sha256 = (...parts) =>
    broken ? new Uint8Array(32) : original.sha256(...parts);
  return { ...original, sha256 };
});

test('a client refuses u = 0', () => {
  const { client, input } = openBoth();
  broken = true;
  const expected = { code: 'ERR_PROTOCOL', reason: 'out-of-range', field: 'SRP_B' };
  expect(errorOf(() => client.prove(input))).toEqual(expected);
  broken = false;
});

test('a server refuses u = 0', () => {
  const { client, server, input } = openBoth();
  const claim = { ...WHO, ...client.prove(input), publicAHex: client.srpAHex };
  broken = true;
  const expected = { code: 'ERR_PROTOCOL', reason: 'out-of-range', field: 'SRP_A' };
  expect(errorOf(() => server.checkClaim(claim))).toEqual(expected);
  broken = false;
});
