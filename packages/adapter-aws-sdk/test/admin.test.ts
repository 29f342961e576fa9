/** The administrators' transport: what is renamed, what is added, what stays. */
import { GetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { WireObject } from '@countersign/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SIGN_IN_COMMANDS } from '../src/_commands.ts';
import { createAdminAwsSdkTransport } from '../src/admin.ts';
import type { AdminAwsSdkTransportOptions } from '../src/admin.ts';
import { destroyClients, rejection, sdkClient, startServer, success } from './_server.ts';
import type { Received, ScriptedServer } from './_server.ts';

const USER_POOL_ID = 'eu-west-1_AbCdEf123';
const contextData = {
  IpAddress: '192.0.2.1',
  ServerName: 'login.example.com',
  ServerPath: '/login',
  HttpHeaders: [{ headerName: 'user-agent', headerValue: 'test' }],
};

let server: ScriptedServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  destroyClients();
  await server.close();
});

async function sent(
  operation: string,
  input: WireObject,
  more: Partial<AdminAwsSdkTransportOptions> = {},
): Promise<Received> {
  server.script(success());
  const client = sdkClient(server.url);
  const transport = createAdminAwsSdkTransport({ client, userPoolId: USER_POOL_ID, ...more });
  await transport({ operation, input });
  expect(server.received).toHaveLength(1);
  return server.received[0] ?? expect.unreachable();
}

const initiate = {
  AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
  ClientId: 'client',
  AuthParameters: { USERNAME: 'ada', PASSWORD: 'pw' },
  ClientMetadata: { tenant: 'north' },
};
const respond = {
  ClientId: 'client',
  ChallengeName: 'PASSWORD_VERIFIER',
  Session: 'session',
  ChallengeResponses: { USERNAME: 'ada' },
};

test.each([
  ['InitiateAuth', initiate],
  ['RespondToAuthChallenge', respond],
])('%s goes out as its twin, with the pool’s id, and signed', async (operation, input) => {
  const one = await sent(operation, input);
  expect(one.operation).toBe(`Admin${operation}`);
  expect(one.input).toEqual({ ...input, UserPoolId: USER_POOL_ID });
  expect(one.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 .*\/eu-west-1\/cognito-idp\//);
});

test('all that a sign-in calls besides goes out as it is', async () => {
  const others = Object.keys(SIGN_IN_COMMANDS)
    .map((name) => name.replace('Command', ''))
    .filter((operation) => !['InitiateAuth', 'RespondToAuthChallenge'].includes(operation));
  expect(others).toContain('GetTokensFromRefreshToken');
  for (const operation of others) {
    const { input, headers, ...one } = await sent(operation, { Session: 's', AccessToken: 't' });
    expect(one).toEqual({ operation });
    expect(input).not.toHaveProperty('UserPoolId');
    expect(headers.authorization).toBeUndefined();
  }
  const commands = { GetUserCommand };
  expect(await sent('GetUser', { AccessToken: 't' }, { commands })).toMatchObject({
    operation: 'GetUser',
    input: { AccessToken: 't' },
  });
});

test('whoever asks for a twin by its name gets it as it is', async () => {
  const input = { ...initiate, UserPoolId: 'eu-west-1_Other' };
  expect(await sent('AdminInitiateAuth', input)).toMatchObject({ input });
});

test('the pool’s id cannot be replaced by a call', async () => {
  const { input } = await sent('InitiateAuth', { ...initiate, UserPoolId: 'eu-west-1_Other' });
  expect(input['UserPoolId']).toBe(USER_POOL_ID);
});

test('contextData goes with both twins', async () => {
  for (const [operation, input] of [
    ['InitiateAuth', initiate],
    ['RespondToAuthChallenge', respond],
  ] as const) {
    const one = await sent(operation, input, { contextData });
    expect(one.input).toEqual({ ...input, UserPoolId: USER_POOL_ID, ContextData: contextData });
  }
});

test('UserContextData becomes ContextData, and the server’s word wins over the client’s', async () => {
  const UserContextData = { EncodedData: 'fingerprint', IpAddress: '203.0.113.9' };
  const { input } = await sent('InitiateAuth', { ...initiate, UserContextData }, { contextData });
  expect(input).toEqual({
    ...initiate,
    UserPoolId: USER_POOL_ID,
    ContextData: { ...contextData, EncodedData: 'fingerprint' },
  });
  const unknown = { ...contextData, IpAddress: undefined };
  const other = await sent('InitiateAuth', { UserContextData }, { contextData: unknown });
  expect(other.input['ContextData']).toMatchObject({ IpAddress: '203.0.113.9' });
});

test('UserContextData without contextData is refused: ContextData needs more', async () => {
  server.script(success());
  const client = sdkClient(server.url);
  const transport = createAdminAwsSdkTransport({ client, userPoolId: USER_POOL_ID });
  const input = { ...initiate, UserContextData: { EncodedData: 'fingerprint' } };
  expect(await rejection(transport({ operation: 'InitiateAuth', input }))).toMatchObject({
    code: 'ERR_ARGUMENT',
    reason: 'missing-input',
    argument: 'contextData',
  });
  expect(server.received).toEqual([]);
});
