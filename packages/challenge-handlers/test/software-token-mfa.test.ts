import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIRST_STAGE, ServiceError } from '@countersign/contract';
import type { ReplyContext } from '@countersign/contract';
import { softwareTokenMfa } from '../src/software-token-mfa.ts';
import { refusal, signInWith, success, tokens } from './_sign-in.ts';

const prompt = { friendlyDeviceName: '' };
const context = {} as ReplyContext;
const Session = 's'.repeat(20);

test('the name of the authenticator is shown, if it has one', () => {
  const challenge = { name: 'SOFTWARE_TOKEN_MFA', available: [], stage: FIRST_STAGE, outputs: {} };
  const named = { FRIENDLY_DEVICE_NAME: 'phone' };
  expect(softwareTokenMfa.read({ ...challenge, parameters: named }).friendlyDeviceName).toBe(
    'phone',
  );
  expect(softwareTokenMfa.read({ ...challenge, parameters: {} }).friendlyDeviceName).toBe('');
});

test('six digits go out, whatever spaces and hyphens people type between them', async () => {
  const gap = fc.stringMatching(/^[ \-\u00a0]{0,3}$/);
  const code = fc.array(fc.tuple(gap, fc.integer({ min: 0, max: 9 })), {
    minLength: 6,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(code, async (parts) => {
      const typed = parts.map(([space, digit]) => `${space}${digit}`).join('');
      const digits = parts.map(([, digit]) => digit).join('');
      expect(await softwareTokenMfa.reply(prompt, { code: typed }, context)).toEqual({
        kind: 'respond',
        offerDeviceKey: true,
        responses: { SOFTWARE_TOKEN_MFA_CODE: digits },
      });
    }),
  );
});

test.each(['', '12345', '1234567', 'abcdef', '１２３４５６', '١٢٣٤٥٦', '12345a', '123.456'])(
  'C58: %j is refused here, and costs no attempt',
  (code) => {
    expect(() => softwareTokenMfa.reply(prompt, { code }, context)).toThrow(
      expect.objectContaining({ code: 'ERR_ARGUMENT', argument: 'code' }),
    );
  },
);

test.each([
  ['CodeMismatchException', 'retry'],
  ['ExpiredCodeException', 'retry'],
  ['NotAuthorizedException', undefined],
])('%s: %s', (service, verdict) => {
  expect(softwareTokenMfa.judge?.(new ServiceError(service, '', { status: 400 }))).toBe(verdict);
});

test('C59, in a flow: a wrong code, then the right one on the same session', async () => {
  const { step, calls } = signInWith(
    [softwareTokenMfa],
    success({ ChallengeName: 'SOFTWARE_TOKEN_MFA', ChallengeParameters: {}, Session }),
    refusal('CodeMismatchException'),
    tokens,
  );
  const asked = await step;
  if (asked.kind !== 'challenge') throw new Error(asked.kind);
  const again = await asked.answer({ code: '000 000' });
  if (again.kind !== 'retry') throw new Error(again.kind);
  expect((await again.answer({ code: '123 456' })).kind).toBe('signed-in');
  expect(calls.slice(1).map(({ input }) => input['Session'])).toEqual([Session, Session]);
});
