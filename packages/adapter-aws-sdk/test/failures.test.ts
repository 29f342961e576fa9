/** What is no answer of the service's: whether anything was sent, and whether it may be sent again. */
import {
  DescribeManagedLoginBrandingCommand,
  ListWebAuthnCredentialsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { CognitoReply } from '@countersign/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAwsSdkTransport } from '../src/index.ts';
import { answer, breakOff, destroyClients, drop, hang, refusal } from './_server.ts';
import { rejection, sdkClient, startServer, success } from './_server.ts';
import type { Line, ScriptedServer } from './_server.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  destroyClients();
  await server.close();
});

async function ask(
  line: Line,
  operation = 'InitiateAuth',
  config: Parameters<typeof sdkClient>[1] = {},
): Promise<CognitoReply> {
  server.script(line);
  const client = sdkClient(server.url, { maxAttempts: 1, ...config });
  const commands = { ListWebAuthnCredentialsCommand };
  return createAwsSdkTransport({ client, commands })({ operation, input: {} });
}

describe('no usable answer', () => {
  test.each([
    ['a page', answer(200, '<html>'), 'not-json', 200],
    ['a page of a firewall', answer(403, '<html>'), 'not-json', 403],
    ['a gateway', answer(502, 'Bad gateway'), 'not-json', 502],
    ['JSON of a gateway', answer(403, '{"message":"Forbidden"}'), 'bad-response', 403],
    ['an exception without a name', answer(400, '{"__type":"no name\\n"}'), 'bad-response', 400],
    ['a name that is none', answer(400, '{"__type":{}}'), 'bad-response', 400],
    ['a time that is none', success({ Credentials: [{ CreatedAt: {} }] }), 'bad-response', 200],
    ['a redirect', answer(307, '{}', { location: 'http://a.example/' }), 'redirect', 307],
  ] as const)('%s', async (_, line, reason, status) => {
    const error = await rejection(ask(line, 'ListWebAuthnCredentials'));
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT', reason, status, outcome: 'unknown' });
    expect(error).toMatchObject({ retryable: status >= 500 });
    expect(error).not.toHaveProperty('cause');
  });

  test.each([
    ['a connection that closes', drop],
    ['an answer that breaks off', breakOff],
  ])('%s is a network failure', async (_, line) => {
    for (const operation of ['InitiateAuth', 'RespondToAuthChallenge']) {
      const error = await rejection(ask(line, operation));
      expect(error).toMatchObject({
        code: 'ERR_TRANSPORT',
        reason: 'network',
        outcome: 'unknown',
        retryable: operation === 'InitiateAuth',
      });
      expect(String(error)).toContain('ECONNRESET');
    }
  });

  test('a port where nobody listens is a network failure', async () => {
    const client = sdkClient('http://127.0.0.1:9', { maxAttempts: 1 });
    const error = await rejection(
      createAwsSdkTransport({ client })({ operation: 'InitiateAuth', input: {} }),
    );
    expect(error).toMatchObject({ reason: 'network', outcome: 'unknown', retryable: true });
    expect(String(error)).toContain('ECONNREFUSED');
  });

  test.each([
    ['a request', { requestTimeout: 20, throwOnRequestTimeout: true }],
    ['a socket', { socketTimeout: 20 }],
  ])('the client’s own time-out of %s', async (_, requestHandler) => {
    const error = await rejection(ask(hang, 'RespondToAuthChallenge', { requestHandler }));
    expect(error).toMatchObject({
      code: 'ERR_TRANSPORT',
      reason: 'timeout',
      outcome: 'unknown',
      retryable: false,
    });
  });
});

describe('several attempts at a call that may be repeated', () => {
  const open = async (client: ReturnType<typeof sdkClient>) =>
    createAwsSdkTransport({ client })({ operation: 'InitiateAuth', input: {} });

  test('what counts is the last one', async () => {
    server.script(refusal('InternalErrorException', 500), drop);
    const error = await rejection(open(sdkClient(server.url, { maxAttempts: 2 })));
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT', reason: 'network' });
    server.script(drop, refusal('NotAuthorizedException'));
    expect(await open(sdkClient(server.url, { maxAttempts: 2 }))).toMatchObject({
      error: { service: 'NotAuthorizedException' },
    });
  });

  test('what somebody else throws after an answer is no refusal', async () => {
    const client = sdkClient(server.url, { maxAttempts: 2 });
    let attempts = 0;
    client.middlewareStack.add(
      (next) => async (args) => {
        attempts += 1;
        if (attempts === 1) return next(args);
        throw Object.assign(new Error(), { name: 'AccessDenied', $fault: 'client' });
      },
      { step: 'finalizeRequest', priority: 'low', name: 'other' },
    );
    server.script(refusal('InternalErrorException', 500));
    expect(await rejection(open(client))).toMatchObject({ code: 'ERR_TRANSPORT' });
    expect(attempts).toBe(2);
  });
});

describe('a failure of the client before anything is sent', () => {
  test.each([
    ['no region', { region: () => Promise.reject(new Error('Region is missing')) }],
    ['no endpoint', { endpoint: () => Promise.reject(new Error('no endpoint')) }],
  ] as const)('%s', async (_, config) => {
    const error = await rejection(ask(success(), 'InitiateAuth', config));
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT', reason: 'client', outcome: 'not-sent' });
    expect(server.received).toEqual([]);
  });

  test('an exception of another service is no refusal of this one', async () => {
    const denied = Object.assign(new Error('not allowed to assume the role'), {
      name: 'AccessDenied',
      $fault: 'client',
      $metadata: { httpStatusCode: 403 },
    });
    server.script(success());
    const client = sdkClient(server.url, { credentials: () => Promise.reject(denied) });
    const error = await rejection(
      createAwsSdkTransport({ client, commands: { DescribeManagedLoginBrandingCommand } })({
        operation: 'DescribeManagedLoginBranding',
        input: {},
      }),
    );
    expect(error).toMatchObject({ code: 'ERR_TRANSPORT', reason: 'client', outcome: 'not-sent' });
    expect(String(error)).toContain('(AccessDenied)');
    expect(server.received).toEqual([]);
  });
});
