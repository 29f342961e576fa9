/** Which operations go through, with which options; and whose client it is. */
import { readdirSync, readFileSync } from 'node:fs';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SIGN_IN_COMMANDS } from '../src/_commands.ts';
import { createAdminAwsSdkTransport } from '../src/admin.ts';
import { createAwsSdkTransport } from '../src/index.ts';
import { destroyClients, rejection, sdkClient, startServer, success } from './_server.ts';
import type { ScriptedServer } from './_server.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  destroyClients();
  await server.close();
});

/** Every name of an operation that stands in quotes in the sources of a package. */
function operationsNamedIn(name: string): readonly string[] {
  const folder = new URL(`../../${name}/src/`, import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [
      ...readFileSync(new URL(file, folder), 'utf8').matchAll(/'([A-Z][A-Za-z]+)'/g),
    ])
    .map(([, text]) => text ?? '')
    .filter((text) => Object.hasOwn(sdk, `${text}Command`));
}

test('whatever flow and handlers call has its command', () => {
  const called = ['flow', 'challenge-handlers'].flatMap(operationsNamedIn);
  expect(called).toContain('InitiateAuth');
  expect(new Set(called.map((operation) => `${operation}Command`))).toEqual(
    new Set(Object.keys(SIGN_IN_COMMANDS)),
  );
});

test('an operation without a command is refused, with the way out, and nothing is sent', async () => {
  server.script(success());
  const transport = createAwsSdkTransport({ client: sdkClient(server.url) });
  const error = await rejection(transport({ operation: 'GetUser', input: {} }));
  expect(error).toMatchObject({ code: 'ERR_ARGUMENT', argument: 'operation' });
  expect(String(error)).toContain('commands: { GetUserCommand }');
  const names = ['', 'constructor', '__proto__', 'toString', '$', 'Initiate Auth', 7, null];
  for (const operation of names as string[]) {
    expect(await rejection(transport({ operation, input: {} }))).toMatchObject({
      code: 'ERR_ARGUMENT',
      reason: 'invalid-value',
      argument: 'operation',
    });
  }
  expect(server.received).toEqual([]);
});

test('commands are added one by one, or as the whole SDK', async () => {
  for (const commands of [{ GetUserCommand: sdk.GetUserCommand }, sdk]) {
    server.script(success({ Username: 'ada' }));
    const transport = createAwsSdkTransport({ client: sdkClient(server.url), commands });
    const input = { AccessToken: 'token' };
    expect(await transport({ operation: 'GetUser', input })).toMatchObject({
      output: { Username: 'ada' },
    });
    expect(server.received).toMatchObject([{ operation: 'GetUser', input }]);
  }
});

test('the client is as it was, and goes on working', async () => {
  server.script(success());
  const client = sdkClient(server.url);
  const before = client.middlewareStack.identify();
  const transport = createAwsSdkTransport({ client });
  await transport({ operation: 'RespondToAuthChallenge', input: {} });
  await transport({ operation: 'InitiateAuth', input: {} });
  expect(client.middlewareStack.identify()).toEqual(before);
  await client.send(new sdk.GetUserCommand({ AccessToken: 'token' }));
  expect(server.received).toHaveLength(3);
});

test('what users may call is not signed', async () => {
  server.script(success());
  const credentials = () => Promise.reject(new Error('There are none.'));
  const transport = createAwsSdkTransport({ client: sdkClient(server.url, { credentials }) });
  for (const name of Object.keys(SIGN_IN_COMMANDS)) {
    await transport({ operation: name.replace('Command', ''), input: {} });
  }
  expect(server.received.map(({ headers }) => headers.authorization)).toEqual(
    Object.keys(SIGN_IN_COMMANDS).map(() => undefined),
  );
});

describe('options', () => {
  const client = sdkClient('http://127.0.0.1:9');

  test.each([
    [undefined, 'options'],
    [null, 'options'],
    [{}, 'client'],
    [{ client: null }, 'client'],
    [{ client: {} }, 'client'],
    [{ client, commands: null }, 'commands'],
    [{ client, commands: 'GetUserCommand' }, 'commands'],
    [{ client, commands: { GetUserCommand: 'GetUser' } }, 'commands'],
    [{ client, deadlineMs: 0 }, 'deadlineMs'],
    [{ client, deadlineMs: null }, 'deadlineMs'],
    [{ client, deadlineMs: 2 ** 31 }, 'deadlineMs'],
    [{ client, deadlineMs: Number.NaN }, 'deadlineMs'],
    [{ client, maxAttempts: 1 }, 'maxAttempts'],
  ])('case %# is refused', (options, argument) => {
    for (const create of [createAwsSdkTransport, createAdminAwsSdkTransport]) {
      expect(() => create(options as never)).toThrow(
        expect.objectContaining({ code: 'ERR_ARGUMENT', argument }),
      );
    }
  });

  test.each([
    [{ client }, 'userPoolId'],
    [{ client, userPoolId: 'AbCdEf123' }, 'userPoolId'],
    [{ client, userPoolId: 'eu-west-1_AbCdEf123', contextData: null }, 'contextData'],
  ])('case %# of an administrator is refused', (options, argument) => {
    expect(() => createAdminAwsSdkTransport(options as never)).toThrow(
      expect.objectContaining({ code: 'ERR_ARGUMENT', argument }),
    );
  });
});
