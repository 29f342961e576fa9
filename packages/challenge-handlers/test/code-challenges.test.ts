/** SMS_MFA, SMS_OTP and EMAIL_OTP: where the code went, and what may be typed. */
import { describe, expect, test } from 'vitest';
import { FIRST_STAGE, ServiceError } from '@countersign/contract';
import type { ReplyContext } from '@countersign/contract';
import { emailOtp } from '../src/email-otp.ts';
import { smsMfa } from '../src/sms-mfa.ts';
import { smsOtp } from '../src/sms-otp.ts';
import { refusal, signInWith, success, tokens } from './_sign-in.ts';

const context = {} as ReplyContext;
const Session = 's'.repeat(20);

describe.each([
  [smsMfa, 'SMS_MFA_CODE', ['123456', '123 456'], ['12345', '1234567', '12345678']],
  [smsOtp, 'SMS_OTP_CODE', ['123456', '1234-5678'], ['12345', '123456789']],
  [emailOtp, 'EMAIL_OTP_CODE', ['123456', ' 12345678'], ['12345', '123456789']],
] as const)('$name', (handler, key, good, bad) => {
  test('says where the code went, if the service does', () => {
    const received = { name: handler.name, available: [], stage: FIRST_STAGE, outputs: {} };
    const parameters = {
      CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL',
      CODE_DELIVERY_DESTINATION: 'j***@a***',
    };
    expect(handler.read({ ...received, parameters })).toEqual({
      medium: 'EMAIL',
      destination: 'j***@a***',
    });
    expect(handler.read({ ...received, parameters: {} })).toEqual({ medium: '', destination: '' });
  });

  test.each(good)('sends %j as digits', async (code) => {
    expect(await handler.reply({ medium: '', destination: '' }, { code }, context)).toEqual({
      kind: 'respond',
      offerDeviceKey: true,
      responses: { [key]: code.replace(/\D/g, '') },
    });
  });

  test.each([...bad, '', 'abcdef', '１２３４５６', '123.456'])('C58: refuses %j', (code) => {
    const prompt = { medium: '', destination: '' };
    expect(() => handler.reply(prompt, { code }, context)).toThrow(
      expect.objectContaining({ code: 'ERR_ARGUMENT', argument: 'code' }) as Error,
    );
  });

  test('C59: a wrong code, then the right one on the same session; a late one starts over', async () => {
    const asks = success({ ChallengeName: handler.name, ChallengeParameters: {}, Session });
    const script = [asks, refusal('CodeMismatchException'), tokens] as const;
    const { step, calls } = signInWith([handler], ...script);
    const asked = await step;
    if (asked.kind !== 'challenge') throw new Error(asked.kind);
    const again = await asked.answer({ code: '000000' });
    if (again.kind !== 'retry') throw new Error(again.kind);
    expect((await again.answer({ code: '123456' })).kind).toBe('signed-in');
    expect(calls.slice(1).map(({ input }) => input['Session'])).toEqual([Session, Session]);

    const late = await signInWith([handler], asks, refusal('ExpiredCodeException')).step;
    if (late.kind !== 'challenge') throw new Error(late.kind);
    expect((await late.answer({ code: '123456' })).kind).toBe('restart');
    expect(handler.judge?.(new ServiceError('SomethingNew', '', { status: 400 }))).toBeUndefined();
  });
});
