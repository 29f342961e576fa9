import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { MULTIPLIER_K_HEX } from '../src/_group.ts';
import { bytesFromHex } from '../src/_hex.ts';
import { isSrpEphemeral, openSrp, secureRandom } from '../src/index.ts';
import type { ClaimInput } from '../src/index.ts';
import { derivePrivateX, deriveVerifier } from '../src/steps.ts';
import { bigintFromBytes, PRIME, runs } from './_numbers.ts';
import { check, countingRandom, errorOf, openBoth } from './_sign-in.ts';

const SINGLE_USE = { code: 'ERR_ARGUMENT', reason: 'single-use', argument: 'ephemeral' };
const ENVIRONMENT = { code: 'ERR_UNSUPPORTED', reason: 'environment' };

describe('an ephemeral', () => {
  test('proves the password once', () => {
    const signIn = openBoth();
    expect(check(signIn, signIn.client.prove(signIn.input))).toBe(true);
    expect(errorOf(() => signIn.client.prove(signIn.input))).toEqual(SINGLE_USE);
  });

  test('is used up by a shared secret of zero as well', () => {
    // B = k·g^x of the password in the sign-in, so the base of the exponentiation is zero.
    const { client, input } = openBoth();
    const publicBHex = multiplyByK(input);
    const outOfRange = { code: 'ERR_PROTOCOL', reason: 'out-of-range', field: 'SRP_B' };
    expect(errorOf(() => client.prove({ ...input, publicBHex }))).toEqual(outOfRange);
    expect(errorOf(() => client.prove(input))).toEqual(SINGLE_USE);
  });

  test('stays good while the input is at fault', () => {
    const signIn = openBoth();
    const wrong = { ...signIn.input, password: '' };
    expect(errorOf(() => signIn.client.prove(wrong)).code).toBe('ERR_ARGUMENT');
    expect(check(signIn, signIn.client.prove(signIn.input))).toBe(true);
  });

  test('proves nothing after it was discarded', () => {
    const { client, input } = openBoth();
    client.discard();
    client.discard();
    expect(errorOf(() => client.prove(input))).toEqual(SINGLE_USE);
  });

  test('shows its SRP_A and nothing else when it is printed', () => {
    const { client } = openBoth();
    expect(JSON.parse(JSON.stringify(client))).toEqual({ kind: 'srp', srpAHex: client.srpAHex });
  });

  test('has another SRP_A each time, in shortest lower-case hex', () => {
    const values = Array.from({ length: 8 }, () => openSrp(secureRandom).srpAHex);
    expect(new Set(values).size).toBe(8);
    for (const value of values) expect(value).toMatch(/^[1-9a-f][0-9a-f]{600,767}$/);
  });

  test('is told from other ephemerals', () => {
    const other = { kind: 'passkey', discard() {} };
    expect(isSrpEphemeral(openBoth().client)).toBe(true);
    expect(isSrpEphemeral(other)).toBe(false);
    expect(isSrpEphemeral({ ...other, kind: 'srp' })).toBe(false);
    expect(isSrpEphemeral(undefined)).toBe(false);
  });
});

// Cases 12, 13, 14 of the negative cases.
describe('a random source is refused', () => {
  test.each([
    ['that returns zeros', (length: number) => new Uint8Array(length)],
    ['that returns one byte throughout', (length: number) => new Uint8Array(length).fill(7)],
    ['that returns too few bytes', (length: number) => countingRandom(1)(length - 1)],
    ['that returns too many bytes', (length: number) => countingRandom(1)(length + 1)],
    ['that returns nothing', () => undefined as unknown as Uint8Array],
    ['that returns an array', () => Array.from({ length: 32 }, (_, i) => i) as never],
    ['that returns text', () => 'abcdefghijklmnopqrstuvwxyzabcdef' as never],
  ])('%s', (_name, random) => {
    expect(errorOf(() => openSrp(random))).toEqual(ENVIRONMENT);
  });

  test('that is no function', () => {
    const expected = { code: 'ERR_ARGUMENT', reason: 'invalid-value', argument: 'random' };
    expect(errorOf(() => openSrp(undefined as never))).toEqual(expected);
  });

  test('by its own error, when it throws', () => {
    const failure = new Error('no entropy');
    const random = (): never => {
      throw failure;
    };
    expect(() => openSrp(random)).toThrow(failure);
  });
});

test('the array that was drawn is the only one, and is wiped', () => {
  for (const end of ['prove', 'discard'] as const) {
    const { client, input } = openBoth();
    const drawn = countingRandom(1)(32);
    const ephemeral = openSrp(() => drawn);
    expect(ephemeral.srpAHex).toBe(client.srpAHex);
    ephemeral[end](input);
    expect(drawn).toEqual(new Uint8Array(32));
  }
});

// Cases 13 and 203 of the negative cases.
describe('a runtime is told apart from a service at fault where it lacks', () => {
  test.each(['TextEncoder', 'atob', 'btoa'])('%s', (name) => {
    const { client, input } = openBoth();
    vi.stubGlobal(name, undefined);
    try {
      expect(errorOf(() => client.prove(input))).toEqual(ENVIRONMENT);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

test('no error carries a secret, whatever is wrong', () => {
  const canary = 'canary-5f2d';
  const bad = fc.constantFrom('', '0', 'zz', 'f'.repeat(769), `${canary}!`, 7, null, '\ud800');
  const member = fc.constantFrom(
    'poolName',
    'userIdForSrp',
    'saltHex',
    'publicBHex',
    'secretBlockBase64',
    'nowMs',
  );
  const password = fc.constantFrom(canary, `${canary}\ud800`, canary.repeat(30));
  fc.assert(
    fc.property(fc.array(fc.tuple(member, bad), { maxLength: 3 }), password, (faults, secret) => {
      const { client, input } = openBoth({ ...Object.fromEntries(faults), password: secret });
      try {
        client.prove(input);
      } catch (error) {
        const { stack, message, cause } = error as Error;
        const told = [stack, message, String(cause), JSON.stringify(error)].join('\n');
        expect(told.includes(canary)).toBe(false);
      }
    }),
    runs(40, 2000),
  );
});

function multiplyByK(input: ClaimInput): string {
  const salt = bytesFromHex(input.saltHex.padStart(32, '0'));
  const verifier = deriveVerifier(derivePrivateX({ ...input, salt }));
  const product = BigInt(`0x${MULTIPLIER_K_HEX}`) * bigintFromBytes(verifier);
  return (product % PRIME).toString(16);
}
