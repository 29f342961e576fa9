/** The SDK's errors carry the response and more: nothing of that gets out. */
import { inspect } from 'node:util';
import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAdminAwsSdkTransport } from '../src/admin.ts';
import { createAwsSdkTransport } from '../src/index.ts';
import { answer, destroyClients, drop, rejection, sdkClient, startServer } from './_server.ts';
import type { Line, ScriptedServer } from './_server.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  destroyClients();
  await server.close();
});

const canary = fc.stringMatching(/^[a-z0-9]{16}$/).map((random) => `CANARY${random}`);

/** All that could be printed, logged or sent of an error, causes and hidden members included. */
function everythingOf(error: unknown): string {
  const texts: string[] = [];
  const visited = new Set<unknown>();
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return void texts.push(String(value));
    if (visited.has(value)) return;
    visited.add(value);
    if (value instanceof Error) texts.push(String(value), value.stack ?? '');
    texts.push(inspect(value, { depth: 8, showHidden: true }));
    for (const key of Reflect.ownKeys(value)) collect(Reflect.get(value, key));
  };
  collect(error);
  return texts.join('\n');
}

const input = (secret: string) => ({
  Session: secret,
  AuthParameters: { PASSWORD: secret, [secret]: secret },
  ChallengeResponses: { NEW_PASSWORD: secret },
});

const lines: Record<string, (secret: string) => Line> = {
  'a page': (secret) => answer(200, `<p>${secret}</p>`),
  'a page of a firewall': (secret) => answer(403, `${secret} is not allowed`),
  'a gateway': (secret) => answer(502, secret),
  'JSON of a gateway': (secret) => answer(403, JSON.stringify({ message: secret })),
  'JSON that names no exception': (secret) =>
    answer(400, JSON.stringify({ __type: `${secret} !`, message: secret })),
  'truncated JSON': (secret) => answer(200, `{"Session":"${secret}`),
  'trailing bytes': (secret) => answer(200, `{}${secret}`),
  'a redirect': (secret) => answer(302, secret, { location: `https://a.example/${secret}` }),
  'a closed connection': () => drop,
};

test.each(Object.entries(lines))('nothing secret gets out through %s', async (_, line) => {
  await fc.assert(
    fc.asyncProperty(canary, async (secret) => {
      server.script(line(secret));
      const client = sdkClient(server.url, { maxAttempts: 1 });
      const transports = [
        createAwsSdkTransport({ client }),
        createAdminAwsSdkTransport({ client, userPoolId: 'eu-west-1_AbCdEf123' }),
      ];
      for (const transport of transports) {
        for (const operation of ['InitiateAuth', 'RespondToAuthChallenge']) {
          const error = await rejection(transport({ operation, input: input(secret) }));
          expect(error).toMatchObject({ code: 'ERR_TRANSPORT' });
          expect(everythingOf(error)).not.toContain('CANARY');
        }
      }
      client.destroy();
    }),
    { numRuns: 10 },
  );
});

test('a refusal passes the service’s own words, and neither response nor request', async () => {
  const body = { __type: 'NotAuthorizedException', message: 'no', Session: 'CANARY' };
  server.script(answer(400, JSON.stringify(body), { 'x-secret': 'CANARY' }));
  const client = sdkClient(server.url);
  const reply = await createAwsSdkTransport({ client })({
    operation: 'RespondToAuthChallenge',
    input: input('CANARY'),
  });
  expect(reply).toMatchObject({ kind: 'refusal', error: { message: 'no' } });
  expect(everythingOf(reply)).not.toContain('CANARY');

  // The danger is real: the SDK's own error does carry it.
  const transportless = new AdminGetUserCommand({ UserPoolId: 'a', Username: 'b' });
  expect(everythingOf(await rejection(client.send(transportless)))).toContain('CANARY');
});

test('what providers, handlers and middleware of the caller throw is not quoted', async () => {
  const quoting = (): Error =>
    Object.assign(new Error('CANARY', { cause: new Error('CANARY') }), {
      name: 'CANARY !',
      config: { data: 'CANARY' },
    });
  const failing = (): Promise<never> => Promise.reject(quoting());
  const requestHandler = { handle: failing } as never;
  const withMiddleware = sdkClient(server.url);
  withMiddleware.middlewareStack.add(() => failing, { name: 'failing' });
  const sends = {
    send: () => {
      throw quoting();
    },
  };
  const clients = [
    sdkClient(server.url, { credentials: failing }),
    sdkClient(server.url, { requestHandler, maxAttempts: 1 }),
    withMiddleware,
    sends as never,
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- callers' code does
    { send: () => Promise.reject('CANARY') } as never,
  ];
  for (const client of clients) {
    const transport = createAwsSdkTransport({ client, commands: { AdminGetUserCommand } });
    const error = await rejection(transport({ operation: 'AdminGetUser', input: {} }));
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT' });
    expect(everythingOf(error)).not.toContain('CANARY');
  }
});

test('a refused input or option is not quoted', async () => {
  const secret = 'CANARY0123456789';
  const client = sdkClient(server.url);
  const transport = createAwsSdkTransport({ client });
  const admin = { client, userPoolId: 'eu-west-1_AbCdEf123' };
  const makers: (() => unknown)[] = [
    () => transport({ operation: `${secret}!`, input: {} }),
    () => transport({ operation: 'InitiateAuth', input: [secret] as never }),
    () => transport({ operation: 'InitiateAuth', input: secret as never }),
    () => createAdminAwsSdkTransport({ ...admin, userPoolId: secret }),
    () => createAdminAwsSdkTransport({ ...admin, contextData: secret as never }),
    () =>
      createAdminAwsSdkTransport(admin)({
        operation: 'InitiateAuth',
        input: { UserContextData: { EncodedData: secret } },
      }),
  ];
  for (const make of makers) {
    const error = await rejection(Promise.resolve().then(make));
    expect(error).toMatchObject({ code: 'ERR_ARGUMENT' });
    expect(everythingOf(error)).not.toContain('CANARY');
  }
});
