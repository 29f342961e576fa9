/** CUSTOM_CHALLENGE, WEB_AUTHN and ADMIN_NO_SRP_AUTH. */
import { describe, expect, test } from 'vitest';
import { adminNoSrpAuth } from '../src/admin-no-srp-auth.ts';
import { customChallenge } from '../src/custom-challenge.ts';
import { webAuthn } from '../src/web-authn.ts';
import { refusal, signInWith, success, tokens } from './_sign-in.ts';

const Session = 's'.repeat(20);

describe('CUSTOM_CHALLENGE', () => {
  const riddle = (question: string) =>
    success({ ChallengeName: 'CUSTOM_CHALLENGE', ChallengeParameters: { question }, Session });

  test('C49: may come again, each with its own parameters', async () => {
    const script = [riddle('1 + 1?'), riddle('2 + 2?'), tokens] as const;
    const { step, calls } = signInWith([customChallenge], ...script);
    const first = await step;
    if (first.kind !== 'challenge') throw new Error(first.kind);
    expect(first.prompt.parameters).toEqual({ question: '1 + 1?' });
    const second = await first.answer({ answer: '3' });
    if (second.kind !== 'challenge') throw new Error(second.kind);
    expect(second.prompt.parameters).toEqual({ question: '2 + 2?' });
    expect(await second.answer({ answer: '{"sum":4}' })).toMatchObject({
      challenges: ['CUSTOM_CHALLENGE', 'CUSTOM_CHALLENGE'],
    });
    expect(calls[2]?.input['ChallengeResponses']).toMatchObject({ ANSWER: '{"sum":4}' });
  });

  test('a trigger that gives up refuses; text without a UTF-8 form is not sent', async () => {
    const { step, calls } = signInWith(
      [customChallenge],
      riddle('?'),
      refusal('NotAuthorizedException'),
    );
    const asked = await step;
    if (asked.kind !== 'challenge') throw new Error(asked.kind);
    await expect(asked.answer({ answer: '\ud800' })).rejects.toMatchObject({ argument: 'answer' });
    expect(calls).toHaveLength(1);
    expect((await asked.answer({ answer: '' })).kind).toBe('refused');
  });
});

describe('WEB_AUTHN', () => {
  const options = { challenge: 'AQID', rpId: 'example.com', userVerification: 'preferred' };
  const asks = (text?: string) =>
    success({
      ChallengeName: 'WEB_AUTHN',
      ChallengeParameters: text === undefined ? {} : { CREDENTIAL_REQUEST_OPTIONS: text },
      Session,
    });
  const credential = {
    id: 'BAUG',
    rawId: 'BAUG',
    type: 'public-key',
    clientExtensionResults: {},
    response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' },
  };

  test('the options come as an object, the assertion goes as text', async () => {
    const { step, calls } = signInWith([webAuthn], asks(JSON.stringify(options)), tokens);
    const asked = await step;
    if (asked.kind !== 'challenge') throw new Error(asked.kind);
    expect(asked.prompt.options).toEqual(options);
    expect((await asked.answer({ credential })).kind).toBe('signed-in');
    const responses = calls[1]?.input['ChallengeResponses'] as Record<string, string> | undefined;
    expect(JSON.parse(responses?.['CREDENTIAL'] ?? '')).toEqual(credential);
  });

  test.each([
    [undefined, 'missing'],
    ['', 'missing'],
    ['not json', 'malformed'],
    ['[]', 'malformed'],
    ['{}', 'malformed'],
    ['{"challenge":7}', 'malformed'],
  ])('C64: options %j are %s', async (text, reason) => {
    await expect(signInWith([webAuthn], asks(text)).step).rejects.toMatchObject({
      code: 'ERR_PROTOCOL',
      field: 'CREDENTIAL_REQUEST_OPTIONS',
      reason,
    });
  });

  test('what is no assertion is not sent', async () => {
    const { step, calls } = signInWith([webAuthn], asks(JSON.stringify(options)));
    const asked = await step;
    if (asked.kind !== 'challenge') throw new Error(asked.kind);
    for (const bad of [{}, { id: 'BAUG' }, { ...credential, response: { signature: 'AA' } }]) {
      await expect(asked.answer({ credential: bad })).rejects.toMatchObject({
        code: 'ERR_ARGUMENT',
        argument: 'credential',
      });
    }
    expect(calls).toHaveLength(1);
  });
});

test('ADMIN_NO_SRP_AUTH is refused by name, and nothing is answered', async () => {
  const { step, calls } = signInWith(
    [adminNoSrpAuth],
    success({ ChallengeName: 'ADMIN_NO_SRP_AUTH', Session }),
  );
  await expect(step).rejects.toMatchObject({ code: 'ERR_UNSUPPORTED', reason: 'challenge' });
  expect(calls).toHaveLength(1);
});
