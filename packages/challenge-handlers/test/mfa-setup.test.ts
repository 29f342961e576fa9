import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIRST_STAGE } from '@countersign/contract';
import type { ReplyContext, WireMap, WireObject } from '@countersign/contract';
import { resumeSignIn } from '@countersign/flow';
import { mfaSetup } from '../src/mfa-setup.ts';
import { totpSetupUri } from '../src/totp-setup-uri.ts';
import type { MfaSetupAnswer } from '../src/mfa-setup.ts';
import { client, refusal, signInWith, success, tokens } from './_sign-in.ts';

const secretCode = 'JBSWY3DPEHPK3PXPJBSWY3DP';
const session = (name: string): string => name.padEnd(20, '.');
const challenge = success({
  ChallengeName: 'MFA_SETUP',
  ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]' },
  Session: session('one'),
});

function read(parameters: WireMap, stage: string = FIRST_STAGE, output: WireObject = {}) {
  return mfaSetup.read({
    name: 'MFA_SETUP',
    parameters,
    available: [],
    stage,
    outputs: { [stage]: output },
  });
}

describe('read', () => {
  test('the methods are JSON inside a string', () => {
    expect(read({ MFAS_CAN_SETUP: '["SMS_MFA","SOFTWARE_TOKEN_MFA"]' })).toEqual({
      kind: 'choose',
      methods: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'],
    });
  });

  test.each([undefined, '', '[]', '{}', '[1]', 'SOFTWARE_TOKEN_MFA', '["SMS_MFA"'])(
    'C61: %j offers nothing',
    (methods) => {
      expect(() => read(methods === undefined ? {} : { MFAS_CAN_SETUP: methods })).toThrow(
        expect.objectContaining({ code: 'ERR_PROTOCOL', field: 'MFAS_CAN_SETUP' }),
      );
    },
  );

  test.each([undefined, '', 'SHORT', 'not base32 at all!!', 7, ['JBSWY3DPEHPK3PXP']])(
    'SecretCode %j is none',
    (SecretCode) => {
      const output = (SecretCode === undefined ? {} : { SecretCode }) as WireObject;
      expect(() => read({}, 'associated', output)).toThrow(
        expect.objectContaining({ code: 'ERR_PROTOCOL', field: 'SecretCode' }),
      );
    },
  );
});

describe('reply', () => {
  const context = {} as ReplyContext;
  const choose = { kind: 'choose', methods: ['SOFTWARE_TOKEN_MFA'] } as const;
  const scan = { kind: 'scan', secretCode } as const;

  test.each<[string, Parameters<typeof mfaSetup.reply>[0], MfaSetupAnswer]>([
    ['a code before the secret was shown', choose, { kind: 'code', code: '123456' }],
    ['a choice after it was made', scan, { kind: 'totp' }],
    ['a code that is none', scan, { kind: 'code', code: '12345' }],
    ['a method that is not offered', { kind: 'choose', methods: ['SMS_MFA'] }, { kind: 'totp' }],
  ])('%s is refused here', (_name, prompt, answer) => {
    expect(() => mfaSetup.reply(prompt, answer, context)).toThrow(
      expect.objectContaining({ code: 'ERR_ARGUMENT' }),
    );
  });

  test('a name for the authenticator goes along', async () => {
    const answer = { kind: 'code', code: '123 456', friendlyDeviceName: 'phone' } as const;
    expect(await mfaSetup.reply(scan, answer, context)).toEqual({
      kind: 'call',
      operation: 'VerifySoftwareToken',
      input: { UserCode: '123456', FriendlyDeviceName: 'phone' },
      stage: 'verified',
    });
  });
});

test('in a flow: associate, stop, go on from JSON, two wrong codes, a right one', async () => {
  const { step, calls } = signInWith(
    [mfaSetup],
    challenge,
    success({ SecretCode: secretCode, Session: session('two') }),
  );
  const chosen = await step;
  if (chosen.kind !== 'challenge') throw new Error(chosen.kind);
  const scan = await chosen.answer({ kind: 'totp' });
  if (scan.kind !== 'challenge') throw new Error(scan.kind);
  expect(scan.prompt).toEqual({ kind: 'scan', secretCode });
  expect(calls[1]).toMatchObject({
    operation: 'AssociateSoftwareToken',
    input: { Session: session('one') },
  });

  const later = [
    refusal('EnableSoftwareTokenMFAException'),
    success({ Status: 'ERROR' }),
    success({ Status: 'SUCCESS', Session: session('three') }),
    tokens,
  ];
  const sent: (readonly [string, unknown])[] = [];
  let resumed = await resumeSignIn({
    client,
    handlers: [mfaSetup],
    state: JSON.parse(JSON.stringify(scan.state)) as unknown,
    transport: async ({ operation, input }) => {
      sent.push([operation, input['Session']]);
      return later[sent.length - 1]!;
    },
  });
  const kinds: string[] = [];
  for (const code of ['000000', '111111', '222222']) {
    if (resumed.kind !== 'challenge' && resumed.kind !== 'retry') throw new Error(resumed.kind);
    expect(resumed.prompt).toEqual({ kind: 'scan', secretCode });
    resumed = await resumed.answer({ kind: 'code', code });
    kinds.push(resumed.kind);
  }
  expect(kinds).toEqual(['retry', 'retry', 'signed-in']);
  expect(sent).toEqual([
    ['VerifySoftwareToken', session('two')],
    ['VerifySoftwareToken', session('two')],
    ['VerifySoftwareToken', session('two')],
    ['RespondToAuthChallenge', session('three')],
  ]);
});

test('totpSetupUri: a URL reads back what went in, whatever it is', () => {
  const text = fc.string({ minLength: 1, unit: 'grapheme' });
  fc.assert(
    fc.property(text, text, (account, issuer) => {
      const uri = new URL(totpSetupUri({ secretCode, account, issuer }));
      expect(uri.protocol).toBe('otpauth:');
      expect(uri.searchParams.get('secret')).toBe(secretCode);
      expect(uri.searchParams.get('issuer')).toBe(issuer);
      const [label] = uri.href.slice('otpauth://totp/'.length).split('?');
      const [first = '', second = ''] = (label ?? '').split(':');
      expect([decodeURIComponent(first), decodeURIComponent(second)]).toEqual([issuer, account]);
    }),
  );
});
