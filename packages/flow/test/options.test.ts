/** A caller's mistakes are told before anything is sent. */
import { expect, test } from 'vitest';
import { resumeSignIn, signIn } from '../src/index.ts';
import type { SignInOptions } from '../src/index.ts';
import { userPasswordAuth } from '../src/auth-flows/user-password-auth.ts';
import { userSrpAuth } from '../src/auth-flows/user-srp-auth.ts';
import { code, machine } from './_handlers.ts';
import { challenge, client, scripted, tokens } from './_scripted.ts';

const loneSurrogate = '\ud800';

test.each<[string, string, Record<string, unknown>]>([
  ['K186 no underscore', 'userPoolId', { client: { ...client, userPoolId: 'AbCdEf123' } }],
  ['K186 two underscores', 'userPoolId', { client: { ...client, userPoolId: 'a_b_c' } }],
  ['K188 new line', 'client.clientId', { client: { ...client, clientId: 'abc\r\nX: y' } }],
  ['K182 empty password', 'password', { password: '' }],
  ['K181 long password', 'password', { password: 'x'.repeat(257) }],
  ['B36 half a surrogate pair', 'password', { password: loneSurrogate }],
  ['empty user name', 'username', { username: '' }],
  ['long user name', 'username', { username: 'x'.repeat(129) }],
  ['surrogate in the user name', 'username', { username: loneSurrogate }],
  ['no transport', 'transport', { transport: undefined }],
  ['no flow', 'authFlow', { authFlow: undefined }],
  ['handlers are no list', 'handlers', { handlers: code }],
  ['two handlers for one name', 'handlers', { handlers: [code, code] }],
  ['SRP without its handler', 'handlers', { authFlow: userSrpAuth }],
  ['unknown option', 'pasword', { pasword: 'pw' }],
  [
    'unknown option of the client',
    'client.clientSecret',
    { client: { ...client, clientSecret: 'x' } },
  ],
  ['a secret hash that is none', 'client.secretHash', { client: { ...client, secretHash: 'x' } }],
  ['an entry that is no handler', 'handlers', { handlers: [undefined] }],
  ['an opener that cannot begin', 'handlers', { authFlow: { ...userSrpAuth, opener: code.name } }],
  ['USER_PASSWORD_AUTH without a password', 'password', { password: undefined }],
])('%s', async (_name, argument, mistake) => {
  const service = scripted();
  const options = {
    client,
    username: 'real',
    password: 'pw',
    authFlow: userPasswordAuth,
    handlers: [code],
    transport: service.transport,
    ...mistake,
  } as unknown as SignInOptions<typeof code>;
  await expect(signIn(options)).rejects.toMatchObject({ code: 'ERR_ARGUMENT', argument });
  expect(service.calls).toHaveLength(0);
});

test('a state of another client is refused', async () => {
  const service = scripted();
  const state = {
    version: 1,
    userPoolId: client.userPoolId,
    clientId: 'another',
    authFlow: 'USER_SRP_AUTH',
    typedUsername: 'a',
    username: 'a',
    challenge: { name: 'X', parameters: {}, available: [], stage: 'received', outputs: {} },
    session: null,
    answered: [],
    receivedAtMs: 0,
  };
  const options = { client, handlers: [code], transport: service.transport };
  await expect(resumeSignIn({ ...options, state })).rejects.toMatchObject({
    reason: 'state-mismatch',
  });
  expect(
    await resumeSignIn({ ...options, state: { ...state, clientId: client.clientId } }),
  ).toEqual(expect.objectContaining({ kind: 'unsupported', name: 'X' }));
});

test('USER_SRP_AUTH without a password is a mistake, told before anything is sent', async () => {
  const service = scripted();
  const { handler } = machine();
  const attempt = signIn({
    client,
    username: 'real',
    authFlow: userSrpAuth,
    handlers: [handler],
    transport: service.transport,
  });
  await expect(attempt).rejects.toMatchObject({ reason: 'missing-input', argument: 'password' });
  expect(service.calls).toHaveLength(0);
});

test('a misspelt option of an answer is a mistake, too; the step stays good', async () => {
  const service = scripted(challenge(code.name, {}, 'one'), tokens());
  const step = await signIn({
    client,
    username: 'real',
    password: 'pw',
    authFlow: userPasswordAuth,
    handlers: [code],
    transport: service.transport,
  });
  if (step.kind !== 'challenge') throw new Error(step.kind);
  const misspelt = { sginal: AbortSignal.abort() } as object;
  await expect(step.answer({ code: '123456' }, misspelt)).rejects.toMatchObject({
    code: 'ERR_ARGUMENT',
    argument: 'options.sginal',
  });
  expect(await step.answer({ code: '123456' })).toMatchObject({ kind: 'signed-in' });
});

test('a sign-in that is aborted already is not resumed', async () => {
  const service = scripted(challenge(code.name, {}, 'one'));
  const options = { client, handlers: [code], transport: service.transport };
  const step = await signIn({
    ...options,
    username: 'real',
    password: 'pw',
    authFlow: userPasswordAuth,
  });
  if (step.kind !== 'challenge') throw new Error(step.kind);
  const signal = AbortSignal.abort('gone');
  await expect(resumeSignIn({ ...options, state: step.state, signal })).rejects.toBe('gone');
});
