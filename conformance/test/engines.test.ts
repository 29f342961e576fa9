/** Sign-ins whose client computes with one engine of srp-core, and whose server with another. */
import { useEngine } from '@countersign/srp-core/engine';
import type { EngineName } from '@countersign/srp-core/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entryPoints } from './_srp-subjects.ts';

const numRuns = process.env['COUNTERSIGN_FULL'] === '1' ? 5000 : 15;
const secretHex = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  // One byte throughout is refused: no working source gives that.
  .filter((bytes) => bytes.some((byte) => byte !== bytes[0]))
  .map((bytes) => Buffer.from(bytes).toString('hex'));
const text = fc.string({ minLength: 1, maxLength: 40 });
const session = fc.record({
  poolName: text,
  userIdForSrp: text,
  password: text,
  saltHex: secretHex,
  secretAHex: secretHex,
  secretBHex: secretHex,
});

function withEngine<Result>(name: EngineName, body: () => Result): Result {
  useEngine(name);
  return body();
}

// 10,000 handshakes in all, where everything runs.
describe.each([
  ['wasm', 'plain'],
  ['plain', 'wasm'],
] as const)('a client on %s and a server on %s', (client, server) => {
  test('agree about the right password and about a wrong one', () => {
    fc.assert(
      fc.property(session, text, ({ secretAHex, secretBHex, ...who }, other) => {
        const verifierHex = withEngine(server, () => entryPoints.createPasswordVerifier(who));
        const publicBHex = withEngine(server, () =>
          entryPoints.openServer({ verifierHex, secretBHex }),
        );
        const secretBlockBase64 = 'c2VjcmV0IGJsb2Nr';
        const input = { ...who, secretAHex, publicBHex, secretBlockBase64, nowMs: 0 };
        const judge = (password: string): boolean => {
          const claim = withEngine(client, () => entryPoints.prove({ ...input, password }));
          return withEngine(server, () =>
            entryPoints.checkClaim({ ...who, ...claim, verifierHex, secretBHex }),
          );
        };
        expect(judge(who.password)).toBe(true);
        expect(judge(other)).toBe(other === who.password);
      }),
      { numRuns },
    );
  });
});
