/** The SDK sends again by itself, three times by default. An answer to a challenge must not be. */
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { isRepeatable } from '@countersign/contract';
import type { Transport } from '@countersign/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAdminAwsSdkTransport } from '../src/admin.ts';
import { createAwsSdkTransport } from '../src/index.ts';
import {
  breakOff,
  destroyClients,
  drop,
  refusal,
  sdkClient,
  startServer,
  success,
} from './_server.ts';
import type { Line, ScriptedServer } from './_server.ts';

type Client = ReturnType<typeof sdkClient>;

let server: ScriptedServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  destroyClients();
  await server.close();
});

const input = { ClientId: 'client', ChallengeName: 'SOFTWARE_TOKEN_MFA' };

/** The retries of SDKs before version 2 of their strategies: they make the requests themselves. */
const oldStrategy = {
  mode: 'old',
  async retry(next: (args: object) => Promise<object>, args: object) {
    try {
      return await next(args);
    } catch {
      return next(args);
    }
  },
};
const eagerStrategy = {
  acquireInitialRetryToken: async () => token(0),
  refreshRetryTokenForRetry: async (before: { getRetryCount(): number }) => {
    if (before.getRetryCount() === 4) throw new Error('enough');
    return token(before.getRetryCount() + 1);
  },
  recordSuccess: () => {},
};
const token = (count: number) => ({
  getRetryCount: () => count,
  getRetryDelay: () => 0,
  hasTimeout: () => false,
});

/** One more middleware that sends again, as an application may have. */
function withOwnRetry(client: Client, step: 'initialize' | 'finalizeRequest'): Client {
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch {
        return next(args);
      }
    },
    // The two steps have the same shape, and a type of their own each.
    { step: step as 'initialize', name: 'ownRetry' },
  );
  return client;
}

const clients: Record<string, () => Client> = {
  'by default': () => sdkClient(server.url),
  'with ten attempts': () => sdkClient(server.url, { maxAttempts: 10 }),
  'with adaptive retries': () => sdkClient(server.url, { retryMode: 'adaptive' }),
  'with a strategy that always retries': () =>
    sdkClient(server.url, { retryStrategy: eagerStrategy as never }),
  'with a strategy of the old kind': () =>
    sdkClient(server.url, { retryStrategy: oldStrategy as never }),
  'with a middleware that retries requests': () =>
    withOwnRetry(sdkClient(server.url), 'finalizeRequest'),
  'with a middleware that retries commands': () =>
    withOwnRetry(sdkClient(server.url), 'initialize'),
};

const troubles: Record<string, Line> = {
  'a fault inside the service': refusal('InternalErrorException', 500),
  'a gateway’s 503': refusal('ServiceUnavailable', 503),
  throttling: refusal('TooManyRequestsException', 429),
  'a quota that the SDK takes for throttling': refusal('LimitExceededException'),
  'a clock that the SDK would correct': refusal('RequestTimeTooSkewed', 403),
  'a connection that closes after the request': drop,
  'an answer that breaks off': breakOff,
};

async function requestsOf(send: () => Promise<unknown>, ...lines: Line[]): Promise<string[]> {
  server.script(...lines);
  await send().catch(() => {});
  return server.received.map(({ operation }) => operation);
}

describe.each(Object.entries(clients))('a client %s', (name, makeClient) => {
  const transports: Record<string, () => Transport> = {
    RespondToAuthChallenge: () => createAwsSdkTransport({ client: makeClient() }),
    AdminRespondToAuthChallenge: () =>
      createAdminAwsSdkTransport({ client: makeClient(), userPoolId: 'eu-west-1_AbCdEf123' }),
  };

  test.each(Object.entries(troubles))('sends an answer once through %s', async (_, trouble) => {
    for (const [operation, make] of Object.entries(transports)) {
      const respond = () => make()({ operation: 'RespondToAuthChallenge', input });
      expect(await requestsOf(respond, trouble, success())).toEqual([operation]);
    }
  });

  test('tells what the service said, or that nobody knows what became of the answer', async () => {
    server.script(refusal('InternalErrorException', 500));
    const told = await createAwsSdkTransport({ client: makeClient() })({
      operation: 'RespondToAuthChallenge',
      input,
    }).catch((error: unknown) => ({ kind: 'thrown', error }));
    if (told.kind === 'thrown') {
      expect(name).toContain('middleware');
      expect(told).toMatchObject({ error: { code: 'ERR_TRANSPORT', outcome: 'unknown' } });
    } else {
      const error = { service: 'InternalErrorException', status: 500, retryable: false };
      expect(told).toMatchObject({ kind: 'refusal', error });
    }
  });

  test('sends InitiateAuth again: the danger is real, and its retries are its own', async () => {
    const operation = 'InitiateAuth';
    const open = () => createAwsSdkTransport({ client: makeClient() })({ operation, input: {} });
    const fault = refusal('InternalErrorException', 500);
    expect(await requestsOf(open, fault, success())).toEqual([operation, operation]);
  });
});

test('without this transport, the SDK sends an answer again', async () => {
  const command = new sdk.RespondToAuthChallengeCommand(input as never);
  const send = () => sdkClient(server.url).send(command);
  expect(await requestsOf(send, drop, success())).toHaveLength(2);
});

test('what fails once can be sent again by the caller, with another command', async () => {
  const transport = createAwsSdkTransport({ client: sdkClient(server.url) });
  const respond = () => transport({ operation: 'RespondToAuthChallenge', input });
  expect(await requestsOf(respond, drop)).toHaveLength(1);
  expect(await requestsOf(respond, success())).toHaveLength(1);
});

test('of all that the SDK has, only what may be repeated is', async () => {
  const transport = createAwsSdkTransport({
    client: sdkClient(server.url, { retryStrategy: eagerStrategy as never }),
    commands: sdk,
  });
  const operations = Object.keys(sdk)
    .filter((name) => /^[A-Z].*Command$/.test(name))
    .map((name) => name.replace(/Command$/, ''));
  expect(operations.length).toBeGreaterThan(100);
  for (const operation of operations) {
    const sent = await requestsOf(
      () => transport({ operation, input: {} }),
      refusal('InternalErrorException', 500),
    );
    expect({ operation, sent: sent.length }).toEqual({
      operation,
      sent: isRepeatable({ operation, input: {} }) ? 5 : 1,
    });
  }
});
