/** SELECT_CHALLENGE and SELECT_MFA_TYPE, and the two password factors that a choice can open. */
import { describe, expect, test } from 'vitest';
import { FIRST_STAGE } from '@countersign/contract';
import type { AnyChallengeHandler, CognitoCall, CognitoReply } from '@countersign/contract';
import type { FlowStep, ReplyContext } from '@countersign/contract';
import { signIn } from '@countersign/flow';
import { userAuth, userAuthPreferring } from '@countersign/flow/user-auth';
import { secureRandom } from '@countersign/srp-core';
import { createPasswordVerifier, openServerSrp } from '@countersign/srp-core/server';
import { emailOtp } from '../src/email-otp.ts';
import { password } from '../src/password.ts';
import { passwordSrp } from '../src/password-srp.ts';
import { passwordVerifier } from '../src/password-verifier.ts';
import { selectChallenge } from '../src/select-challenge.ts';
import { selectMfaType } from '../src/select-mfa-type.ts';
import { client, refusal, success, tokens } from './_sign-in.ts';

const PASSWORD = 'Cánary-horse-7!';
const handlers = [emailOtp, password, passwordSrp, passwordVerifier, selectChallenge];
const session = (name: string): string => name.padEnd(20, '.');

const choose = success({
  ChallengeName: 'SELECT_CHALLENGE',
  ChallengeParameters: {},
  AvailableChallenges: ['PASSWORD_SRP', 'PASSWORD', 'EMAIL_OTP'],
  Session: session('choose'),
});

interface Run<Handler extends AnyChallengeHandler> {
  readonly step: FlowStep<Handler>;
  readonly calls: readonly CognitoCall[];
}

async function run<Handler extends AnyChallengeHandler>(
  given: Partial<Parameters<typeof signIn<Handler>>[0]> & { readonly handlers: readonly Handler[] },
  ...replies: readonly (CognitoReply | ((call: CognitoCall) => CognitoReply))[]
): Promise<Run<Handler>> {
  const calls: CognitoCall[] = [];
  const step = await signIn({
    client,
    authFlow: userAuth,
    username: 'alice',
    transport: async (call) => {
      const reply = replies[calls.length];
      calls.push(call);
      if (reply === undefined) throw new Error(`Nothing is scripted for call ${calls.length}`);
      return typeof reply === 'function' ? reply(call) : reply;
    },
    ...given,
  });
  return { step, calls };
}

/** A service that knows the password: PASSWORD_VERIFIER for the SRP_A of a call, and its judgement. */
function proving(): {
  ask: (member: string) => (call: CognitoCall) => CognitoReply;
  judge: (call: CognitoCall) => CognitoReply;
} {
  const names = { poolName: 'AbCdEf123', userIdForSrp: 'alice' };
  const saltHex = 'a1b2c3d4';
  const verifierHex = createPasswordVerifier({ ...names, saltHex, password: PASSWORD });
  const server = openServerSrp({ verifierHex, random: secureRandom });
  const SECRET_BLOCK = btoa('secret block');
  let publicAHex = '';
  return {
    ask: (member) => (call) => {
      publicAHex = (call.input[member] as Record<string, string>)['SRP_A']!;
      return success({
        ChallengeName: 'PASSWORD_VERIFIER',
        Session: session('proof'),
        ChallengeParameters: {
          SALT: saltHex,
          SRP_B: server.publicBHex,
          SECRET_BLOCK,
          USER_ID_FOR_SRP: 'alice',
        },
      });
    },
    judge(call) {
      const responses = call.input['ChallengeResponses'] as Record<string, string>;
      const right = server.checkClaim({
        ...names,
        publicAHex,
        secretBlockBase64: responses['PASSWORD_CLAIM_SECRET_BLOCK']!,
        signatureBase64: responses['PASSWORD_CLAIM_SIGNATURE']!,
        timestamp: responses['TIMESTAMP']!,
      });
      return right ? tokens : refusal('NotAuthorizedException');
    },
  };
}

describe('SELECT_CHALLENGE', () => {
  test('a choice that needs nothing more', async () => {
    const asksCode = success({ ChallengeName: 'EMAIL_OTP', Session: session('code') });
    const { step, calls } = await run({ handlers }, choose, asksCode);
    if (step.kind !== 'challenge' || step.name !== 'SELECT_CHALLENGE') throw new Error(step.kind);
    expect(step.prompt.available).toEqual(['PASSWORD_SRP', 'PASSWORD', 'EMAIL_OTP']);
    expect(await step.answer({ challenge: 'EMAIL_OTP' })).toMatchObject({ name: 'EMAIL_OTP' });
    expect(calls[1]?.input).toMatchObject({
      Session: session('choose'),
      ChallengeResponses: { USERNAME: 'alice', ANSWER: 'EMAIL_OTP' },
    });
  });

  test.each([{ inAnswer: true }, { inAnswer: false }])(
    'PASSWORD_SRP goes with its SRP_A, and the proof follows by itself: %j',
    async ({ inAnswer }) => {
      const { ask, judge } = proving();
      const given = { handlers, ...(!inAnswer && { password: PASSWORD }) };
      const { step, calls } = await run(given, choose, ask('ChallengeResponses'), judge);
      if (step.kind !== 'challenge' || step.name !== 'SELECT_CHALLENGE') throw new Error(step.kind);
      const challenge = 'PASSWORD_SRP';
      const done = await step.answer({ challenge, ...(inAnswer && { password: PASSWORD }) });
      expect(done.kind).toBe('signed-in');
      expect(calls[1]?.input['ChallengeResponses']).toEqual({
        USERNAME: 'alice',
        ANSWER: 'PASSWORD_SRP',
        SRP_A: expect.stringMatching(/^[0-9a-f]+$/) as string,
      });
      expect(JSON.stringify(calls)).not.toContain(PASSWORD);
    },
  );

  test('PASSWORD goes with the password, which has to be there', async () => {
    const { step, calls } = await run({ handlers }, choose, tokens);
    if (step.kind !== 'challenge' || step.name !== 'SELECT_CHALLENGE') throw new Error(step.kind);
    await expect(step.answer({ challenge: 'PASSWORD' })).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
      argument: 'password',
      reason: 'missing-input',
    });
    const tooLong = { challenge: 'PASSWORD_SRP', password: 'x'.repeat(257) };
    await expect(step.answer(tooLong)).rejects.toMatchObject({ argument: 'password' });
    await expect(step.answer({ challenge: 'WEB_AUTHN' })).rejects.toMatchObject({
      argument: 'challenge',
    });
    expect(calls).toHaveLength(1);
    expect((await step.answer({ challenge: 'PASSWORD', password: PASSWORD })).kind).toBe(
      'signed-in',
    );
    expect(calls[1]?.input['ChallengeResponses']).toEqual({
      USERNAME: 'alice',
      ANSWER: 'PASSWORD',
      PASSWORD,
    });
  });

  test('of a list that nobody could read, a message holds the beginning', async () => {
    const many = Array.from({ length: 100_000 }, (_, index) => `FACTOR_${index}`);
    expect(() =>
      selectMfaType.reply({ available: many }, { challenge: 'NONE' }, {} as ReplyContext),
    ).toThrow(
      expect.objectContaining({
        code: 'ERR_ARGUMENT',
        message: expect.stringMatching(/^.{300,400}$/) as string,
      }),
    );
  });

  test('C61: nothing to choose from is a breach of the protocol', async () => {
    const nothing = success({ ChallengeName: 'SELECT_CHALLENGE', ChallengeParameters: {} });
    await expect(run({ handlers }, nothing)).rejects.toMatchObject({
      code: 'ERR_PROTOCOL',
      field: 'AvailableChallenges',
    });
  });
});

describe('USER_AUTH with a preferred factor', () => {
  test('PASSWORD_SRP begins in the first call', async () => {
    const { ask, judge } = proving();
    const authFlow = userAuthPreferring('PASSWORD_SRP');
    const given = { handlers, authFlow, password: PASSWORD };
    const { step, calls } = await run(given, ask('AuthParameters'), judge);
    expect(step.kind).toBe('signed-in');
    expect(calls[0]?.input).toMatchObject({
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME: 'alice', PREFERRED_CHALLENGE: 'PASSWORD_SRP' },
    });
    expect(JSON.stringify(calls)).not.toContain(PASSWORD);
  });

  test('PASSWORD sends it; a code is sent; who lacks the factor is asked to choose', async () => {
    const plain = { handlers, authFlow: userAuthPreferring('PASSWORD'), password: PASSWORD };
    const { calls } = await run(plain, tokens);
    expect(calls[0]?.input['AuthParameters']).toEqual({
      USERNAME: 'alice',
      PREFERRED_CHALLENGE: 'PASSWORD',
      PASSWORD,
    });
    const coded = await run({ handlers, authFlow: userAuthPreferring('EMAIL_OTP') }, choose);
    expect(coded.step).toMatchObject({ kind: 'challenge', name: 'SELECT_CHALLENGE' });
  });

  test('a password that is not there is told before anything is sent', async () => {
    for (const factor of ['PASSWORD', 'PASSWORD_SRP']) {
      const authFlow = userAuthPreferring(factor);
      await expect(run({ handlers, authFlow })).rejects.toMatchObject({ argument: 'password' });
      const without = run({ handlers: [selectChallenge], authFlow, password: PASSWORD });
      await expect(without).rejects.toMatchObject({ reason: 'missing-handler' });
    }
  });
});

describe('asked for outright', () => {
  test('C50: PASSWORD is not answered by itself, although the sign-in knows the password', async () => {
    const asks = success({ ChallengeName: 'PASSWORD', Session: session('plain') });
    const { step, calls } = await run({ handlers, password: PASSWORD }, asks, tokens);
    if (step.kind !== 'challenge' || step.name !== 'PASSWORD') throw new Error(step.kind);
    expect(calls).toHaveLength(1);
    expect((await step.answer({ password: PASSWORD })).kind).toBe('signed-in');
  });

  test('PASSWORD_SRP is', async () => {
    const { ask, judge } = proving();
    const asks = success({ ChallengeName: 'PASSWORD_SRP', Session: session('srp') });
    const given = { handlers, password: PASSWORD };
    const { step } = await run(given, asks, ask('ChallengeResponses'), judge);
    expect(step).toMatchObject({
      kind: 'signed-in',
      challenges: ['PASSWORD_SRP', 'PASSWORD_VERIFIER'],
    });
  });
});

test('SELECT_MFA_TYPE: one of the list, which is JSON in a string', async () => {
  const asks = success({
    ChallengeName: 'SELECT_MFA_TYPE',
    ChallengeParameters: { MFAS_CAN_CHOOSE: '["SMS_MFA","SOFTWARE_TOKEN_MFA"]' },
  });
  const code = success({ ChallengeName: 'SMS_MFA' });
  const { step, calls } = await run({ handlers: [selectMfaType] }, asks, code);
  if (step.kind !== 'challenge') throw new Error(step.kind);
  expect(step.prompt.available).toEqual(['SMS_MFA', 'SOFTWARE_TOKEN_MFA']);
  await expect(step.answer({ challenge: 'EMAIL_OTP' })).rejects.toMatchObject({
    code: 'ERR_ARGUMENT',
    argument: 'challenge',
  });
  await step.answer({ challenge: 'SMS_MFA' });
  expect(calls[1]?.input['ChallengeResponses']).toMatchObject({ ANSWER: 'SMS_MFA' });

  const received = { name: 'SELECT_MFA_TYPE', available: [], stage: FIRST_STAGE, outputs: {} };
  for (const MFAS_CAN_CHOOSE of ['[]', '', '{}', '[1]', 'SMS_MFA']) {
    expect(() => selectMfaType.read({ ...received, parameters: { MFAS_CAN_CHOOSE } })).toThrow(
      expect.objectContaining({ code: 'ERR_PROTOCOL', field: 'MFAS_CAN_CHOOSE' }) as Error,
    );
  }
});
