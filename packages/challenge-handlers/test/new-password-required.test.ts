import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIRST_STAGE, ServiceError } from '@countersign/contract';
import type { ReplyContext, WireMap } from '@countersign/contract';
import { newPasswordRequired } from '../src/new-password-required.ts';
import { passwordVerifier } from '../src/password-verifier.ts';
import { refusal, signInWith, success, tokens } from './_sign-in.ts';

const context = {} as ReplyContext;

function read(parameters: WireMap) {
  return newPasswordRequired.read({
    name: 'NEW_PASSWORD_REQUIRED',
    parameters,
    available: [],
    stage: FIRST_STAGE,
    outputs: {},
  });
}

describe('read', () => {
  test('lists arrive as JSON inside strings, names with a prefix', () => {
    expect(
      read({
        requiredAttributes: '["userAttributes.family_name","userAttributes.custom:team"]',
        userAttributes: '{"email":"a@example.com","email_verified":"true"}',
      }),
    ).toEqual({
      requiredAttributes: ['family_name', 'custom:team'],
      userAttributes: { email: 'a@example.com', email_verified: 'true' },
    });
  });

  test('both may be missing: a recorded reply of the real service has no userAttributes', () => {
    expect(read({})).toEqual({ requiredAttributes: [], userAttributes: {} });
    expect(read({ requiredAttributes: '[]' })).toMatchObject({ requiredAttributes: [] });
  });

  test.each([
    ['requiredAttributes', '{"a":1}'],
    ['requiredAttributes', '[1]'],
    ['requiredAttributes', '["a"'],
    ['requiredAttributes', 'family_name'],
    ['userAttributes', '[]'],
    ['userAttributes', '"text"'],
    ['userAttributes', '{'],
  ])('C60: malformed %s %s', (field, value) => {
    expect(() => read({ [field]: value })).toThrow(
      expect.objectContaining({ code: 'ERR_PROTOCOL', field, reason: 'malformed' }),
    );
  });

  test('any text is read or refused with ERR_PROTOCOL, and Object stays clean', () => {
    const text = fc.oneof(fc.string(), fc.json(), fc.constant('{"__proto__":{"polluted":"yes"}}'));
    fc.assert(
      fc.property(text, text, (requiredAttributes, userAttributes) => {
        try {
          const prompt = read({ requiredAttributes, userAttributes });
          expect(prompt.requiredAttributes.every((name) => typeof name === 'string')).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ code: 'ERR_PROTOCOL' });
        }
        expect({}).not.toHaveProperty('polluted');
      }),
    );
  });
});

describe('reply', () => {
  const prompt = { requiredAttributes: ['family_name'], userAttributes: { email: 'a@b.c' } };

  test('sends the password and what changed; never what the pool has already', async () => {
    const answer = {
      newPassword: 'N3w-P@ssword',
      attributes: { family_name: 'Smith', email: 'a@b.c', nickname: 'al' },
    };
    expect(await newPasswordRequired.reply(prompt, answer, context)).toEqual({
      kind: 'respond',
      responses: {
        NEW_PASSWORD: 'N3w-P@ssword',
        'userAttributes.family_name': 'Smith',
        'userAttributes.nickname': 'al',
      },
    });
  });

  test.each(['', 'x'.repeat(257), '\ud800', undefined as unknown as string])(
    'an impossible password is refused here',
    (newPassword) => {
      const answer = { newPassword, attributes: { family_name: 'Smith' } };
      expect(() => newPasswordRequired.reply(prompt, answer, context)).toThrow(
        expect.objectContaining({ code: 'ERR_ARGUMENT', argument: 'newPassword' }),
      );
    },
  );

  test.each([null, 'text', ['text'], { family_name: 7 }, { family_name: '\ud800' }])(
    'attributes %j are none',
    (attributes) => {
      const answer = { newPassword: 'N3w-P@ssword', attributes: attributes as never };
      expect(() => newPasswordRequired.reply(prompt, answer, context)).toThrow(
        expect.objectContaining({ code: 'ERR_ARGUMENT', argument: 'attributes' }),
      );
    },
  );

  test.each([undefined, {}, { family_name: '' }])('a missing attribute is named', (attributes) => {
    const answer = { newPassword: 'N3w-P@ssword', ...(attributes && { attributes }) };
    expect(() => newPasswordRequired.reply(prompt, answer, context)).toThrow(
      expect.objectContaining({
        code: 'ERR_ARGUMENT',
        reason: 'missing-input',
        message: expect.stringContaining('family_name') as string,
      }),
    );
  });
});

test('K: any well-formed password goes out as it was typed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }),
      async (newPassword) => {
        const reply = await newPasswordRequired.reply(read({}), { newPassword }, context);
        expect(reply).toMatchObject({ responses: { NEW_PASSWORD: newPassword } });
      },
    ),
  );
});

test.each([
  ['InvalidPasswordException', 'retry'],
  ['PasswordHistoryPolicyViolationException', 'retry'],
  ['InvalidParameterException', 'retry'],
  ['NotAuthorizedException', undefined],
])('%s: %s', (service, verdict) => {
  expect(newPasswordRequired.judge?.(new ServiceError(service, '', { status: 400 }))).toBe(verdict);
});

test('in a flow: a weak password can be replaced on the same session', async () => {
  const Session = 's'.repeat(20);
  const { step, calls } = signInWith(
    [passwordVerifier, newPasswordRequired],
    success({
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session,
      ChallengeParameters: { USER_ID_FOR_SRP: 'real-name', requiredAttributes: '[]' },
    }),
    refusal('InvalidPasswordException'),
    tokens,
  );
  const asked = await step;
  if (asked.kind !== 'challenge' || asked.name !== 'NEW_PASSWORD_REQUIRED') {
    throw new Error(asked.kind);
  }
  const again = await asked.answer({ newPassword: 'weak' });
  if (again.kind !== 'retry' || again.name !== 'NEW_PASSWORD_REQUIRED') throw new Error(again.kind);
  expect((await again.answer({ newPassword: 'N3w-P@ssword' })).kind).toBe('signed-in');
  expect(calls.slice(1).map(({ input }) => input)).toMatchObject([
    { Session, ChallengeResponses: { USERNAME: 'real-name', NEW_PASSWORD: 'weak' } },
    { Session, ChallengeResponses: { USERNAME: 'real-name', NEW_PASSWORD: 'N3w-P@ssword' } },
  ]);
});
