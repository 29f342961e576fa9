/** Sign-up, its confirmation, and the sign-in that follows by itself. */
import { describe, expect, test } from 'vitest';
import { userAuthAfterSignUp } from '../src/auth-flows/user-auth.ts';
import { signIn } from '../src/index.ts';
import { confirmSignUp, resendConfirmationCode, signUp } from '../src/sign-up.ts';
import { client, refusal, scripted, session, success, tokens } from './_scripted.ts';

const { clientId } = client;
const delivered = {
  CodeDeliveryDetails: {
    DeliveryMedium: 'EMAIL',
    Destination: 'a***@e***',
    AttributeName: 'email',
  },
};
const delivery = { medium: 'EMAIL', destination: 'a***@e***', attribute: 'email' };

test('from a name to tokens: the session is handed from call to call', async () => {
  const { transport, calls } = scripted(
    success({ UserConfirmed: false, UserSub: 'sub', ...delivered, Session: session('one') }),
    success({ Session: session('two') }),
    tokens(),
  );
  const common = { transport, client: { clientId }, username: 'alice' };
  const up = await signUp({
    ...common,
    password: 'Correct-horse-7!',
    attributes: { email: 'alice@example.com' },
  });
  expect(up).toEqual({
    kind: 'signed-up',
    isConfirmed: false,
    userSub: 'sub',
    delivery,
    session: session('one'),
  });
  if (up.kind !== 'signed-up' || up.session === undefined) throw new Error(up.kind);
  const confirmed = await confirmSignUp({ ...common, code: ' 123456 ', session: up.session });
  expect(confirmed).toEqual({ kind: 'confirmed', session: session('two') });
  if (confirmed.kind !== 'confirmed') throw new Error(confirmed.kind);
  const step = await signIn({
    ...common,
    client,
    authFlow: userAuthAfterSignUp(confirmed.session ?? ''),
    handlers: [],
  });
  expect(step.kind).toBe('signed-in');
  expect(calls.map(({ operation, input }) => [operation, input])).toEqual([
    [
      'SignUp',
      {
        ClientId: clientId,
        Username: 'alice',
        Password: 'Correct-horse-7!',
        UserAttributes: [{ Name: 'email', Value: 'alice@example.com' }],
      },
    ],
    [
      'ConfirmSignUp',
      {
        ClientId: clientId,
        Username: 'alice',
        ConfirmationCode: '123456',
        Session: session('one'),
      },
    ],
    [
      'InitiateAuth',
      {
        AuthFlow: 'USER_AUTH',
        ClientId: clientId,
        AuthParameters: { USERNAME: 'alice' },
        Session: session('two'),
      },
    ],
  ]);
});

test('a client secret, no password, no session, another code', async () => {
  const { transport, calls } = scripted(
    success({ UserConfirmed: true, UserSub: 'sub' }),
    success({}),
    success(delivered),
  );
  const secretive = { clientId, secretHash: (username: string) => `hash of ${username}` };
  const common = { transport, client: secretive, username: 'alice' };
  const up = await signUp({ ...common, password: null, clientMetadata: { tenant: 'north' } });
  expect(up).toEqual({ kind: 'signed-up', isConfirmed: true, userSub: 'sub' });
  const confirmed = await confirmSignUp({ ...common, code: '123456', session: null });
  expect(confirmed).toEqual({ kind: 'confirmed' });
  expect(await resendConfirmationCode(common)).toEqual({ kind: 'sent', delivery });
  expect(calls.map(({ input }) => input['SecretHash'])).toEqual(Array(3).fill('hash of alice'));
  expect(calls[0]?.input).not.toHaveProperty('Password');
  expect(calls[0]?.input['ClientMetadata']).toEqual({ tenant: 'north' });
  expect(calls[1]?.input).not.toHaveProperty('Session');
});

describe.each([
  ['SignUp', signUp, { password: 'pw' }],
  ['ConfirmSignUp', confirmSignUp, { code: '123456', session: null }],
  ['ResendConfirmationCode', resendConfirmationCode, {}],
] as const)('%s', (operation, run, own) => {
  const invoke = run as (options: object) => Promise<unknown>;

  test('a refusal is a value', async () => {
    const { transport, calls } = scripted(refusal('UsernameExistsException'));
    const options = { transport, client: { clientId }, username: 'alice', ...own };
    expect(await invoke(options)).toMatchObject({
      kind: 'refused',
      error: { service: 'UsernameExistsException' },
    });
    expect(calls[0]?.operation).toBe(operation);
  });

  test.each([
    ['transport', { transport: 7 }],
    ['client.clientId', { client: { clientId: 'a b' } }],
    ['client.clientId', { client: undefined }],
    ['client.secretHash', { client: { clientId, secretHash: 'hash' } }],
    ['client.clientSecret', { client: { clientId, clientSecret: 'secret' } }],
    ['username', { username: '' }],
    ['username', { username: 'x'.repeat(129) }],
    ['unknown', { unknown: 1 }],
  ])('an impossible %s is told before anything is sent', async (argument, wrong) => {
    const { transport, calls } = scripted();
    const good = { transport, client: { clientId }, username: 'alice', ...own };
    await expect(invoke({ ...good, ...wrong })).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
      argument,
    });
    expect(calls).toEqual([]);
  });
});

test('SignUp without UserSub is a breach of the protocol', async () => {
  const { transport } = scripted(success({ UserConfirmed: true }));
  const attempt = signUp({ transport, client: { clientId }, username: 'alice', password: null });
  await expect(attempt).rejects.toMatchObject({ code: 'ERR_PROTOCOL', field: 'UserSub' });
});

test('a code is sent without the spaces that were typed, and never as nothing', async () => {
  const { transport, calls } = scripted(success({}));
  const common = { transport, client: { clientId }, username: 'alice', session: null };
  await confirmSignUp({ ...common, code: ' 123 456\n' });
  expect(calls[0]?.input['ConfirmationCode']).toBe('123456');
  await expect(confirmSignUp({ ...common, code: '  ' })).rejects.toMatchObject({
    code: 'ERR_ARGUMENT',
    argument: 'code',
  });
  expect(calls).toHaveLength(1);
});
