import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  ArgumentError,
  asUserPoolId,
  isFlowError,
  isWellFormedText,
  poolNameOf,
  ProtocolError,
  regionOf,
  secureRandom,
  ServiceError,
  TransportError,
  UnsupportedError,
} from '../src/index.ts';
import type { AnyFlowError } from '../src/index.ts';

const errors: readonly AnyFlowError[] = [
  new ArgumentError('username', 'invalid-value', 'message'),
  new ProtocolError('SRP_B', 'missing', 'message'),
  new ServiceError('CodeMismatchException', 'message', { status: 400, requestId: 'id' }),
  new TransportError('timeout', 'message', { outcome: 'unknown', retryable: true }),
  new UnsupportedError('environment', 'message'),
];

describe('errors', () => {
  test('one code each, and the class name in the stack', () => {
    expect(errors.map(({ code }) => code)).toEqual([
      'ERR_ARGUMENT',
      'ERR_PROTOCOL',
      'ERR_SERVICE',
      'ERR_TRANSPORT',
      'ERR_UNSUPPORTED',
    ]);
    for (const error of errors) {
      expect(error).toBeInstanceOf(Error);
      expect(String(error)).toBe(`${error.constructor.name}: message`);
    }
  });

  test('the code narrows to the class', () => {
    const details = errors.map((error) => {
      switch (error.code) {
        case 'ERR_ARGUMENT':
          return error.argument;
        case 'ERR_PROTOCOL':
          return error.field;
        case 'ERR_SERVICE':
          return error.service;
        case 'ERR_TRANSPORT':
          return error.outcome;
        case 'ERR_UNSUPPORTED':
          return error.reason;
      }
    });
    expect(details).toEqual([
      'username',
      'SRP_B',
      'CodeMismatchException',
      'unknown',
      'environment',
    ]);
  });

  test('are known across two copies of the package, and nothing else is', async () => {
    vi.resetModules();
    const copy = await import('../src/index.ts');
    const foreign = new copy.ArgumentError('username', 'invalid-value', 'message');
    expect(foreign).not.toBeInstanceOf(ArgumentError);
    expect(isFlowError(foreign)).toBe(true);
    for (const value of [new Error('message'), undefined, null, 'ERR_ARGUMENT', {}]) {
      expect(isFlowError(value)).toBe(false);
    }
  });
});

describe('pool id', () => {
  test('region and pool name', () => {
    const userPoolId = asUserPoolId('us-gov-west-1_AbC123');
    expect([regionOf(userPoolId), poolNameOf(userPoolId)]).toEqual(['us-gov-west-1', 'AbC123']);
  });

  test('any text is a pool id whose halves make it up again, or ERR_ARGUMENT', () => {
    const nearlyRight = fc.stringMatching(/^[\w-]{0,12}_[0-9a-zA-Z_\n]{0,50}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), nearlyRight), (text) => {
        try {
          const userPoolId = asUserPoolId(text);
          expect(`${regionOf(userPoolId)}_${poolNameOf(userPoolId)}`).toBe(text);
          expect(poolNameOf(userPoolId)).toMatch(/^[0-9a-zA-Z]+$/);
        } catch (error) {
          expect(error).toMatchObject({ code: 'ERR_ARGUMENT', argument: 'userPoolId' });
        }
      }),
    );
  });

  test.each(['', 'AbC123', 'a_b_c', 'eu-west-1_', '_AbC', 'eu-west-1_A-B', 'eu_1_A\n', 7])(
    'K186: %j is none',
    (text) => {
      expect(() => asUserPoolId(text as string)).toThrow(ArgumentError);
    },
  );
});

describe('randomness', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('as many bytes as asked for, fresh each time', () => {
    expect(secureRandom(32)).toHaveLength(32);
    expect(secureRandom(32)).not.toEqual(secureRandom(32));
  });

  test.each([
    ['no crypto', undefined],
    ['a crypto without getRandomValues', {}],
  ])('A13: where there is %s there is no fallback', (_name, value) => {
    vi.stubGlobal('crypto', value);
    expect(() => secureRandom(32)).toThrow(UnsupportedError);
  });
});

test('B36: text is well-formed exactly when UTF-8 carries it there and back', () => {
  const withHalves = fc.array(fc.integer({ min: 0xd7f0, max: 0xe010 })).map((units) => {
    return String.fromCharCode(...units);
  });
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), withHalves), (text) => {
      const survives =
        new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text)) ===
        text;
      expect(isWellFormedText(text)).toBe(survives);
    }),
  );
});
