/**
 * A client of one implementation and a server of another.
 *
 * @module
 */
import fc from 'fast-check';
import { person, secretBlockBase64, secretHex, text } from './_arbitraries.ts';
import { expectEqual } from './_check.ts';
import type { SrpEntryPoints, TestApi } from './srp-implementation.ts';

/** They agree about the right password, and about a wrong one. */
export function registerAcross(
  { test }: TestApi,
  client: SrpEntryPoints,
  server: SrpEntryPoints,
  numRuns: number,
): void {
  const session = fc.record({ who: person, secretAHex: secretHex, secretBHex: secretHex });
  const name = `a client of ${client.name} and a server of ${server.name}`;
  test(`${name} agree about a password, right or wrong`, () => {
    fc.assert(
      fc.property(session, text, secretBlockBase64, ({ who, ...secrets }, other, block) => {
        const { secretAHex, secretBHex } = secrets;
        const verifierHex = server.createPasswordVerifier(who);
        const publicBHex = server.openServer({ verifierHex, secretBHex });
        const input = { ...who, secretAHex, publicBHex, secretBlockBase64: block, nowMs: 0 };
        const judge = (password: string): boolean => {
          const claim = client.prove({ ...input, password });
          return server.checkClaim({ ...who, ...claim, verifierHex, secretBHex });
        };
        expectEqual(judge(who.password), true, 'verdict on the right password');
        expectEqual(judge(other), other === who.password, 'verdict on another password');
      }),
      { numRuns },
    );
  });
}
