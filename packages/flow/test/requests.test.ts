/** What every request carries, and what is remembered from one to the next. */
import { expect, test } from 'vitest';
import { userPasswordAuth } from '../src/auth-flows/user-password-auth.ts';
import { signIn } from '../src/index.ts';
import { code } from './_handlers.ts';
import { challenge, client, scripted, success, tokens } from './_scripted.ts';

const start = { client, username: 'typed', password: 'pw', authFlow: userPasswordAuth };

test('ClientMetadata goes with the opening and with each answer', async () => {
  const clientMetadata = { tenant: 'north' };
  const service = scripted(challenge(code.name, {}, 'one'), tokens());
  const step = await signIn({
    ...start,
    clientMetadata,
    handlers: [code],
    transport: service.transport,
  });
  if (step.kind !== 'challenge') throw new Error(step.kind);
  await step.answer({ code: '123456' });
  expect(service.calls.map(({ input }) => input['ClientMetadata'])).toEqual([
    clientMetadata,
    clientMetadata,
  ]);
});

test('a client may be a class: what it inherits and computes counts like its own members', async () => {
  class Configured {
    get userPoolId(): string {
      return client.userPoolId;
    }
    get clientId(): string {
      return client.clientId;
    }
    async secretHash(username: string): Promise<string> {
      return `hash of ${username}`;
    }
  }
  const service = scripted(tokens());
  const { transport } = service;
  await signIn({ ...start, client: new Configured(), handlers: [code], transport });
  expect(service.calls[0]?.input).toMatchObject({
    ClientId: client.clientId,
    AuthParameters: { SECRET_HASH: 'hash of typed' },
  });
});

test('AvailableChallenges are remembered: a later reply may not repeat them', async () => {
  const AvailableChallenges = ['PASSWORD', 'EMAIL_OTP'];
  const first = success({ ChallengeName: code.name, AvailableChallenges });
  const service = scripted(first, challenge('SOMETHING_NEW'));
  const step = await signIn({ ...start, handlers: [code], transport: service.transport });
  if (step.kind !== 'challenge') throw new Error(step.kind);
  expect(await step.answer({ code: '123456' })).toMatchObject({
    kind: 'unsupported',
    available: AvailableChallenges,
  });
});

test.each([
  [{ USERNAME: 'one', USER_ID_FOR_SRP: 'two' }, 'one'],
  [{ USER_ID_FOR_SRP: 'two' }, 'two'],
  [{}, 'typed'],
])('of %j the answer goes out as %s', async (parameters, username) => {
  const service = scripted(challenge(code.name, parameters), tokens());
  const step = await signIn({ ...start, handlers: [code], transport: service.transport });
  if (step.kind !== 'challenge') throw new Error(step.kind);
  await step.answer({ code: '123456' });
  expect(service.calls[1]?.input['ChallengeResponses']).toMatchObject({ USERNAME: username });
});

test('UserContextData and AnalyticsMetadata go with the opening and with each answer', async () => {
  const service = scripted(challenge(code.name, { USERNAME: 'real' }, 'one'), tokens());
  const step = await signIn({
    ...start,
    userContextData: (username) => ({ encodedData: `about ${username}` }),
    analyticsEndpointId: 'endpoint',
    handlers: [code],
    transport: service.transport,
  });
  if (step.kind !== 'challenge') throw new Error(step.kind);
  await step.answer({ code: '123456' });
  const sent = service.calls.map(({ input }) => [
    input['UserContextData'],
    input['AnalyticsMetadata'],
  ]);
  const analytics = { AnalyticsEndpointId: 'endpoint' };
  expect(sent).toEqual([
    [{ EncodedData: 'about typed' }, analytics],
    [{ EncodedData: 'about real' }, analytics],
  ]);
  const bare = scripted(tokens());
  const nothing = { handlers: [], userContextData: () => undefined, transport: bare.transport };
  await signIn({ ...start, ...nothing });
  expect(Object.keys(bare.calls[0]?.input ?? {})).toEqual([
    'AuthFlow',
    'ClientId',
    'AuthParameters',
  ]);
});
