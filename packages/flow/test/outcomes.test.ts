/** Each answer has exactly one outcome, told apart by type; and what ends a sign-in sends nothing more. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ServiceError } from '@countersign/contract';
import type {
  AnyChallengeHandler,
  CognitoReply,
  FlowStep,
  WireObject,
} from '@countersign/contract';
import { signIn } from '../src/index.ts';
import { userPasswordAuth } from '../src/auth-flows/user-password-auth.ts';
import { userSrpAuth } from '../src/auth-flows/user-srp-auth.ts';
import { code, machine } from './_handlers.ts';
import { challenge, client, refusal, scripted, session, success, tokens } from './_scripted.ts';
import type { Scripted } from './_scripted.ts';

const start = { client, username: 'real', password: 'pw', authFlow: userPasswordAuth };

async function atCode(...after: Parameters<typeof scripted>): Promise<{
  readonly service: Scripted;
  readonly step: Extract<FlowStep<typeof code>, { kind: 'challenge' }>;
}> {
  const service = scripted(challenge(code.name, {}, 'one'), ...after);
  const step = await signIn({ ...start, handlers: [code], transport: service.transport });
  if (step.kind !== 'challenge') throw new Error(step.kind);
  return { service, step };
}

describe('the outcomes of one answer', () => {
  test('signed in', async () => {
    const metadata = { DeviceKey: 'eu-west-1_f00d', DeviceGroupKey: '-group' };
    const { step } = await atCode(tokens({ NewDeviceMetadata: metadata }));
    expect(await step.answer({ code: '123456' })).toEqual({
      kind: 'signed-in',
      username: 'real',
      tokens: {
        accessToken: 'access.token.value',
        idToken: 'id.token.value',
        refreshToken: 'refresh',
        tokenType: 'Bearer',
        expiresInSeconds: 3600,
      },
      newDevice: { deviceKey: 'eu-west-1_f00d', deviceGroupKey: '-group' },
      challenges: [code.name],
    });
  });

  test('C59: same challenge again, with the session that is still good', async () => {
    const { service, step } = await atCode(refusal('CodeMismatchException', 'No.'), tokens());
    const again = await step.answer({ code: '000000' });
    if (again.kind !== 'retry') throw new Error(again.kind);
    expect(again.error).toMatchObject({ code: 'ERR_SERVICE', service: 'CodeMismatchException' });
    expect((await again.answer({ code: '123456' })).kind).toBe('signed-in');
    expect(service.calls.map(({ input }) => input['Session'])).toEqual([
      undefined,
      session('one'),
      session('one'),
    ]);
  });

  test.each([
    ['ExpiredCodeException', 'Expired.'],
    ['NotAuthorizedException', 'Invalid session for the user, session is expired.'],
    ['NotAuthorizedException', 'Invalid session for the user, session can only be used once.'],
  ])('C52: start over after %s "%s"', async (service, message) => {
    const { step } = await atCode(refusal(service, message));
    const next = await step.answer({ code: '123456' });
    expect(next).toMatchObject({ kind: 'restart', reason: 'session-spent', error: { service } });
  });

  test.each([
    ['NotAuthorizedException', 'Incorrect username or password.'],
    ['NotAuthorizedException', 'Password attempts exceeded'],
    ['PasswordResetRequiredException', 'Password reset required for the user'],
    ['UserNotConfirmedException', 'User is not confirmed.'],
    ['SomethingNewException', ''],
  ])('C66: refused for good after %s "%s"', async (service, message) => {
    const { step } = await atCode(refusal(service, message));
    const next = await step.answer({ code: '123456' });
    expect(next).toMatchObject({ kind: 'refused', error: { service, message } });
  });

  test('throttled: a code may be typed again, a proof has to start over', async () => {
    const busy: CognitoReply = {
      kind: 'refusal',
      error: new ServiceError('TooManyRequestsException', '', { status: 400, retryable: true }),
    };
    const { step } = await atCode(busy, tokens());
    const again = await step.answer({ code: '123456' });
    if (again.kind !== 'retry') throw new Error(again.kind);
    expect((await again.answer({ code: '123456' })).kind).toBe('signed-in');

    const { handler, opened } = machine();
    const service = scripted(challenge('PASSWORD_VERIFIER'), busy);
    const proof = await signIn({
      ...start,
      authFlow: userSrpAuth,
      handlers: [handler],
      transport: service.transport,
    });
    expect(proof).toMatchObject({ kind: 'restart', error: { retryable: true } });
    expect(opened.every(({ discarded }) => discarded > 0)).toBe(true);
  });

  test('throttled: a proof of a password that was typed on the way has to start over, too', async () => {
    const busy: CognitoReply = {
      kind: 'refusal',
      error: new ServiceError('TooManyRequestsException', '', { status: 400, retryable: true }),
    };
    const { handler, opened } = machine();
    const service = scripted(challenge('PASSWORD_VERIFIER'), busy);
    const step = await signIn({
      client,
      username: 'real',
      authFlow: { name: 'USER_SRP_AUTH', opener: 'PASSWORD_VERIFIER', parameters: () => ({}) },
      handlers: [handler],
      transport: service.transport,
    });
    if (step.kind !== 'challenge') throw new Error(step.kind);
    expect(await step.answer({ password: 'pw' })).toMatchObject({ kind: 'restart' });
    expect(opened.every(({ discarded }) => discarded > 0)).toBe(true);
  });

  test('C68: a wrong password is tried once', async () => {
    const { handler, opened } = machine();
    const wrong = refusal('NotAuthorizedException', 'Incorrect username or password.');
    const service = scripted(challenge('PASSWORD_VERIFIER'), wrong);
    const step = await signIn({
      ...start,
      authFlow: userSrpAuth,
      handlers: [handler],
      transport: service.transport,
    });
    expect(step.kind).toBe('refused');
    expect(service.calls).toHaveLength(2);
    expect(opened.every(({ discarded }) => discarded > 0)).toBe(true);
  });

  test('a refused opening is a step, too, and wipes the ephemeral', async () => {
    const { handler, opened } = machine();
    const service = scripted(refusal('UserNotFoundException', 'User does not exist.'));
    const step = await signIn({
      ...start,
      authFlow: userSrpAuth,
      handlers: [handler],
      transport: service.transport,
    });
    expect(step).toMatchObject({ kind: 'refused', error: { service: 'UserNotFoundException' } });
    expect(opened[0]?.discarded).toBeGreaterThan(0);
  });
});

describe('a reply that is not one', () => {
  const result = { AccessToken: 'a', ExpiresIn: 1 };
  const garbled: [string, string, string, WireObject][] = [
    [
      'C45 both',
      'ChallengeName',
      'ambiguous',
      { ChallengeName: 'X', AuthenticationResult: result },
    ],
    ['C46 neither', 'ChallengeName', 'missing', { ChallengeParameters: {} }],
    ['C47 empty', 'ChallengeName', 'missing', {}],
    ['C44 empty name', 'ChallengeName', 'malformed', { ChallengeName: '' }],
    ['C44 wrong case', 'ChallengeName', 'malformed', { ChallengeName: 'password_verifier' }],
    ['name is no text', 'ChallengeName', 'malformed', { ChallengeName: 7 }],
    ['C54 short', 'Session', 'malformed', { ChallengeName: 'X', Session: 'short' }],
    ['C54 long', 'Session', 'malformed', { ChallengeName: 'X', Session: 's'.repeat(2049) }],
    ['Session is no text', 'Session', 'malformed', { ChallengeName: 'X', Session: ['a'] }],
    ['no access token', 'AccessToken', 'missing', { AuthenticationResult: {} }],
    ['result is a list', 'AuthenticationResult', 'malformed', { AuthenticationResult: [] }],
  ];

  test.each(garbled)(
    '%s: %s %s, and nothing more is sent',
    async (_name, field, reason, output) => {
      const { handler, opened } = machine();
      const service = scripted(success(output));
      const attempt = signIn({
        ...start,
        authFlow: userSrpAuth,
        handlers: [handler],
        transport: service.transport,
      });
      await expect(attempt).rejects.toMatchObject({ code: 'ERR_PROTOCOL', field, reason });
      expect(service.calls).toHaveLength(1);
      expect(opened[0]?.discarded).toBeGreaterThan(0);
    },
  );

  test('any JSON at all ends in a step or in ERR_PROTOCOL', async () => {
    const member = fc.constantFrom(
      'ChallengeName',
      'ChallengeParameters',
      'Session',
      'AvailableChallenges',
      'AuthenticationResult',
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(member, fc.jsonValue()), async (output) => {
        const service = scripted(success(output));
        try {
          const step = await signIn({ ...start, handlers: [], transport: service.transport });
          expect(['signed-in', 'unsupported']).toContain(step.kind);
        } catch (error) {
          expect(error).toMatchObject({ code: 'ERR_PROTOCOL' });
        }
        expect(service.calls).toHaveLength(1);
      }),
    );
  });

  test.each([-1, 0, 1.5, '3600', null, undefined])(
    'E107: ExpiresIn %s is derived from the token',
    async (ExpiresIn) => {
      const claims = btoa(JSON.stringify({ iat: 100, exp: 1000 }));
      const result = tokens({ AccessToken: `x.${claims}.y`, ExpiresIn });
      const service = scripted(result);
      const step = await signIn({ ...start, handlers: [], transport: service.transport });
      expect(step).toMatchObject({ tokens: { expiresInSeconds: 900 } });
    },
  );
});

test('the steps of one handler list are told apart by kind, and then by name', async () => {
  const handlers: readonly AnyChallengeHandler[] = [code];
  const service = scripted(challenge(code.name, {}, 'one'));
  const step = await signIn({ ...start, handlers, transport: service.transport });
  expect(step.kind === 'challenge' && step.name).toBe('SOFTWARE_TOKEN_MFA');
});
