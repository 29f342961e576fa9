/** The two flows that send the password itself: to the operation that opens, once, and nowhere else. */
import { describe, expect, test } from 'vitest';
import { adminUserPasswordAuth } from '../src/auth-flows/admin-user-password-auth.ts';
import { userPasswordAuth } from '../src/auth-flows/user-password-auth.ts';
import { signIn } from '../src/index.ts';
import { code } from './_handlers.ts';
import { challenge, client, scripted, tokens } from './_scripted.ts';

describe.each([
  ['USER_PASSWORD_AUTH', userPasswordAuth],
  ['ADMIN_USER_PASSWORD_AUTH', adminUserPasswordAuth],
])('%s', (name, authFlow) => {
  const start = { client, username: 'ada', authFlow, handlers: [code] };

  test('sends the password when it opens, and never again', async () => {
    const service = scripted(challenge(code.name, {}, 'one'), tokens());
    const { transport } = service;
    const step = await signIn({ ...start, password: ' p\u00e4ss ', transport });
    if (step.kind !== 'challenge') throw new Error(step.kind);
    expect(await step.answer({ code: '123456' })).toMatchObject({ kind: 'signed-in' });
    const [opening, ...later] = service.sent();
    expect(opening).toEqual({
      operation: 'InitiateAuth',
      input: {
        AuthFlow: name,
        ClientId: client.clientId,
        AuthParameters: { USERNAME: 'ada', PASSWORD: ' p\u00e4ss ' },
      },
    });
    expect(later).toHaveLength(1);
    expect(JSON.stringify([later, step])).not.toContain('p\u00e4ss');
  });

  test('without a password is refused before anything is sent', async () => {
    const service = scripted();
    await expect(signIn({ ...start, transport: service.transport })).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
      reason: 'missing-input',
      argument: 'password',
    });
    expect(service.calls).toEqual([]);
  });
});
