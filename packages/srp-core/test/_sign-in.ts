/** One honest sign-in, with everything in it that a test may want to change. */
import type { RandomBytes } from '@countersign/contract';
import { openSrp } from '../src/index.ts';
import type { ClaimInput, PasswordClaim, SrpEphemeral } from '../src/index.ts';
import { createPasswordVerifier, openServerSrp } from '../src/server.ts';
import type { ServerEphemeral } from '../src/server.ts';

export const WHO = {
  poolName: 'AbCdEf123',
  userIdForSrp: 'alice',
  password: 'correct horse battery staple',
  saltHex: 'a1b2c3d4e5f60718293a4b5c6d7e8f',
};

/** Counts up, so that a test can be repeated. */
export function countingRandom(start: number): RandomBytes {
  return (length) => Uint8Array.from({ length }, (_, index) => (start + index) & 255);
}

export interface SignIn {
  readonly client: SrpEphemeral;
  readonly server: ServerEphemeral;
  readonly input: ClaimInput;
}

export function openBoth(changes: Partial<ClaimInput> = {}): SignIn {
  const client = openSrp(countingRandom(1));
  const verifierHex = createPasswordVerifier(WHO);
  const server = openServerSrp({ verifierHex, random: countingRandom(101) });
  const secretBlockBase64 = 'c2VjcmV0IGJsb2Nr';
  const nowMs = Date.UTC(2026, 0, 7, 9, 5, 3);
  const { publicBHex } = server;
  return {
    client,
    server,
    input: { ...WHO, publicBHex, secretBlockBase64, nowMs, ...changes },
  };
}

export function check({ client, server }: SignIn, claim: PasswordClaim): boolean {
  return server.checkClaim({ ...WHO, ...claim, publicAHex: client.srpAHex });
}

/** The error's class in a word, and what is API of it. */
export function errorOf(body: () => unknown): Record<string, unknown> {
  try {
    body();
  } catch (error) {
    const { code, reason, field, argument } = error as Record<string, unknown>;
    return JSON.parse(JSON.stringify({ code, reason, field, argument }));
  }
  throw new Error('Nothing was thrown.');
}
