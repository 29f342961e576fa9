import { readFileSync } from 'node:fs';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { newPasswordRequired } from '@countersign/challenge-handlers/new-password-required';
import { passwordVerifier } from '@countersign/challenge-handlers/password-verifier';
import { signIn } from '@countersign/flow';
import { adminUserPasswordAuth } from '@countersign/flow/admin-user-password-auth';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';
import { startPoolServer } from '@countersign/local-pool/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SIGN_IN_COMMANDS } from '../src/_commands.ts';
import { createAdminAwsSdkTransport } from '../src/admin.ts';
import { createAwsSdkTransport } from '../src/index.ts';
import {
  answer,
  destroyClients,
  drop,
  hang,
  rejection,
  sdkClient,
  startServer,
} from './_server.ts';
import type { Line, ScriptedServer } from './_server.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

let server: ScriptedServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  destroyClients();
  await server.close();
});

test('every error that the README lists can be thrown, and no other is', async () => {
  const client = sdkClient(server.url, { maxAttempts: 1 });
  const userPoolId = 'eu-west-1_AbCdEf123';
  const call = { operation: 'InitiateAuth', input: {} };
  const over = (line: Line, more: object = {}) => {
    server.script(line);
    return createAwsSdkTransport({ client, ...more })(call);
  };
  const region: () => Promise<string> = () => Promise.reject(new Error('none'));
  const lost = sdkClient(server.url, { region });
  const failing: (() => unknown)[] = [
    () => createAwsSdkTransport({} as never),
    () =>
      createAdminAwsSdkTransport({ client, userPoolId })({
        ...call,
        input: { UserContextData: {} },
      }),
    () => createAwsSdkTransport({ client: lost })(call),
    () => over(drop),
    () => over(hang, { deadlineMs: 20 }),
    () => over(answer(200, '<html>')),
    () => over(answer(302, '')),
    () => over(answer(400, '{}')),
  ];
  const reached: string[] = [];
  for (const attempt of failing) {
    const { code, reason } = (await rejection(Promise.resolve().then(attempt))) as {
      code: string;
      reason: string;
    };
    reached.push(`${code} ${reason}`);
  }
  const listed = [...readme.matchAll(/^\| `(ERR_\w+)` *\| `([\w-]+)` *\|/gm)].map(
    ([, code, reason]) => `${code} ${reason}`,
  );
  expect(reached.sort()).toEqual(listed.sort());
});

test('every built-in command is listed', () => {
  const [, list = ''] = /built in: ([^.]+)\./.exec(readme) ?? [];
  expect(
    list
      .split(/,\s+/)
      .map((name) => `${name}Command`)
      .sort(),
  ).toEqual(Object.keys(SIGN_IN_COMMANDS).sort());
});

test('the examples run', async () => {
  const examples = [...readme.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code]) => code);
  expect(examples).toHaveLength(2);
  const pool = await startPoolServer({
    seed: {
      pools: [
        {
          name: 'readme',
          userPoolId: 'eu-west-1_AbCdEf123',
          clients: [
            {
              clientId: '1example23456789',
              explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH'],
            },
          ],
          users: [{ username: 'ada', password: 'Her-own-1' }],
        },
      ],
    },
  });
  const printed: unknown[] = [];
  // The imports become parameters; the client's endpoint is the pool's: the rest runs as is.
  const names = {
    CognitoIdentityProviderClient: class extends sdk.CognitoIdentityProviderClient {
      constructor(config: sdk.CognitoIdentityProviderClientConfig) {
        const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
        super({ ...config, credentials, endpoint: pool.url });
      }
    },
    adminUserPasswordAuth,
    console: { log: (...values: unknown[]) => printed.push(...values) },
    createAdminAwsSdkTransport,
    createAwsSdkTransport,
    newPasswordRequired,
    passwordVerifier,
    signIn,
    userSrpAuth,
  };
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  try {
    for (const example of examples) {
      const code = (example ?? '').replaceAll(/^import .*\n/gm, '');
      await AsyncFunction(...Object.keys(names), code)(...Object.values(names));
    }
  } finally {
    await pool.close();
  }
  expect(printed).toEqual(['Incorrect username or password.', 'Incorrect username or password.']);
});
