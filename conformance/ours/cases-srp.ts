/**
 * Negative cases of randomness, of ephemerals, and of runtimes that lack something.
 *
 * @module
 */
import { openSrp, secureRandom } from '@countersign/srp-core';
import { createPasswordVerifier, openServerSrp } from '@countersign/srp-core/server';
import { expectEqual } from '../suite/_check.ts';
import type { TestApi } from '../suite/srp-implementation.ts';
import { createScript, rejectionOf, start, withMember, withoutMember, yes } from './_script.ts';

const WHO = { poolName: 'AbCdEf123', userIdForSrp: 'alice', password: 'P@ssw0rd-1' };
const BROKEN = ['ERR_UNSUPPORTED', 'environment'];

/** Registers them. */
export function registerSrpCases({ test }: TestApi): void {
  const refuses = (name: string, random: (length: number) => Uint8Array): void =>
    test(name, async () => {
      const { code, reason } = await rejectionOf(() => openSrp(random));
      expectEqual([code, reason], BROKEN, 'error');
    });
  refuses('case 12: random bytes that are all zero', (length) => new Uint8Array(length));
  refuses('case 12: random bytes that are all the same', (length) =>
    new Uint8Array(length).fill(7),
  );
  refuses('case 14: fewer random bytes than asked for', (length) => counted(length - 1));
  refuses('case 14: more random bytes than asked for', (length) => counted(length + 1));

  test('case 13: a random source that throws', async () => {
    const thrown = new Error('There is no randomness.');
    const random = (): never => {
      throw thrown;
    };
    expectEqual((await rejectionOf(() => openSrp(random))) === (thrown as unknown), true, 'it');
  });

  test('case 13: no random source at all', async () => {
    const error = await withMember(globalThis.crypto, 'getRandomValues', undefined, () =>
      rejectionOf(() => secureRandom(32)),
    );
    expectEqual([error['code'], error['reason']], BROKEN, 'error');
  });

  test('case 20: an ephemeral proves once', async () => {
    const { proofOf, ephemeral } = meet();
    proofOf();
    const { code, reason } = await rejectionOf(proofOf);
    expectEqual([code, reason], ['ERR_ARGUMENT', 'single-use'], 'error');
    ephemeral.discard();
  });

  test('case 20: an ephemeral that was discarded proves nothing', async () => {
    const { proofOf, ephemeral } = meet();
    ephemeral.discard();
    const { code, reason } = await rejectionOf(proofOf);
    expectEqual([code, reason], ['ERR_ARGUMENT', 'single-use'], 'error');
  });

  test('case 197: a page without crypto.subtle', async () => {
    const { crypto } = globalThis;
    const bare = {
      getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes),
    };
    await withMember(globalThis, 'crypto', bare, () => {
      expectEqual(isAccepted(), true, 'the proof');
    });
  });

  test('case 200: no AbortSignal.any and no AbortSignal.timeout', async () => {
    const step = await withMember(AbortSignal, 'any', undefined, () =>
      withMember(AbortSignal, 'timeout', undefined, () =>
        start(createScript(yes()), { signal: new AbortController().signal }),
      ),
    );
    expectEqual(step.kind, 'signed-in', 'the step');
  });

  test('case 202: a BigInt that is none', async () => {
    const BigInt = (): never => {
      throw new Error('This BigInt is a polyfill.');
    };
    await withMember(globalThis, 'BigInt', BigInt, () => {
      expectEqual(isAccepted(), true, 'the proof');
    });
  });

  test('case 206: no __proto__ on objects', () =>
    withoutMember(Object.prototype, '__proto__', async () => {
      expectEqual(isAccepted(), true, 'the proof');
      expectEqual((await start(createScript(yes()))).kind, 'signed-in', 'the step');
    }));
}

/** A client and a server that know the same password. */
function meet(): {
  readonly ephemeral: ReturnType<typeof openSrp>;
  readonly server: ReturnType<typeof openServerSrp>;
  readonly proofOf: () => ReturnType<ReturnType<typeof openSrp>['prove']>;
} {
  const saltHex = 'a1b2c3d4e5f60718';
  const verifierHex = createPasswordVerifier({ ...WHO, saltHex });
  const server = openServerSrp({ verifierHex, random: secureRandom });
  const ephemeral = openSrp(secureRandom);
  const input = { ...WHO, saltHex, publicBHex: server.publicBHex, secretBlockBase64: 'AAEC' };
  return { ephemeral, server, proofOf: () => ephemeral.prove({ ...input, nowMs: 0 }) };
}

function isAccepted(): boolean {
  const { ephemeral, server, proofOf } = meet();
  return server.checkClaim({ ...WHO, publicAHex: ephemeral.srpAHex, ...proofOf() });
}

function counted(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => index + 1);
}
