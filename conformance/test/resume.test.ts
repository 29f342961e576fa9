/** A sign-in that waits for a code goes on from its JSON, in another process, over the AWS SDK. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPoolServer } from '@countersign/local-pool/server';
import type { PoolServer } from '@countersign/local-pool/server';
import { totp } from '../../packages/local-pool/test/_totp.ts';
import { build } from '../strangers/_built.ts';
import { run } from '../strangers/_programs.ts';

const SECRET_CODE = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const PASSWORD = 'Cánary-horse-7!';

let server: PoolServer;
beforeAll(async () => {
  const packages = ['challenge-handlers', 'flow', 'transport', 'adapter-aws-sdk'];
  await build(...packages.map((name) => `packages/${name}`));
  server = await startPoolServer({
    seed: {
      pools: [
        {
          name: 'resume',
          mfa: 'ON',
          users: [{ username: 'alice', password: PASSWORD, totpSecret: SECRET_CODE }],
        },
      ],
    },
  });
});
afterAll(async () => {
  await server.close();
});

interface Stopped {
  readonly kind: string;
  readonly name: string;
  readonly state: unknown;
  readonly drawn: readonly string[];
}

async function half<Result>(which: 'stop' | 'resume', input: object): Promise<Result> {
  const [pool] = server.pool.pools;
  const client = { userPoolId: pool?.userPoolId, clientId: pool?.clients[0]?.clientId };
  const program = fileURLToPath(new URL('_halves.mjs', import.meta.url));
  const { status, stdout, stderr } = await run(process.execPath, [program, which], {
    input: JSON.stringify({ endpoint: server.url, client, ...input }),
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout) as Result;
}

test('the state holds neither password nor ephemeral secret, and finishes the sign-in', async () => {
  const stopped = await half<Stopped>('stop', { username: 'alice', password: PASSWORD });
  // Nobody there knew how to answer: that is no reason to lose the sign-in.
  expect(stopped).toMatchObject({ kind: 'unsupported', name: 'SOFTWARE_TOKEN_MFA' });

  const text = JSON.stringify(stopped.state);
  expect(stopped.drawn.some((hex) => hex.length === 64)).toBe(true);
  for (const secret of [...stopped.drawn.flatMap(spellings), ...spellingsOfText(PASSWORD)]) {
    expect(text.toLowerCase()).not.toContain(secret.toLowerCase());
  }

  const code = totp(SECRET_CODE, server.pool.clock.nowMs());
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  const resume = (typed: string) => half('resume', { state: stopped.state, code: typed });
  expect(await resume(wrong)).toEqual({ kind: 'retry', error: 'CodeMismatchException' });
  expect(await resume(code)).toEqual({
    kind: 'signed-in',
    challenges: ['PASSWORD_VERIFIER', 'SOFTWARE_TOKEN_MFA'],
  });
  expect(await resume(code)).toEqual({ kind: 'restart', error: 'NotAuthorizedException' });
});

/** How a number of 32 bytes could have been written. */
function spellings(hex: string): readonly string[] {
  const bytes = Buffer.from(hex, 'hex');
  const decimal = BigInt(`0x${hex}`).toString();
  return [hex, decimal, bytes.toString('base64url'), bytes.toString('base64'), [...bytes].join()];
}

function spellingsOfText(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return [text, encodeURIComponent(text), bytes.toString('base64'), bytes.toString('hex')];
}
