/** Every handler of ours under the suite that any handler has to pass. */
import { test } from 'vitest';
import { allChallengeHandlers } from '@countersign/challenge-handlers/all';
import { FIRST_STAGE } from '@countersign/contract';
import type { ChallengeHandler, PoolName, ReplyContext, WireMap } from '@countersign/contract';
import { openSrp } from '@countersign/srp-core';
import { openServerSrp } from '@countersign/srp-core/server';
import { registerHandlerSuite } from '../suite/handler-suite.ts';
import type { TestApi } from '../suite/srp-implementation.ts';

interface Sample {
  readonly parameters?: WireMap;
  readonly available?: readonly string[];
  readonly answers?: readonly unknown[];
  readonly context?: () => Partial<ReplyContext>;
}

const device = {
  deviceKey: 'eu-west-1_f00d',
  deviceGroupKey: 'group',
  devicePassword: 'correct horse battery staple',
};
const srp = {
  SALT: 'a1b2c3',
  SRP_B: openServerSrp({ verifierHex: '1234', random: countingRandom() }).publicBHex,
  SECRET_BLOCK: 'c2VjcmV0IGJsb2Nr',
};
const delivery = {
  CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS',
  CODE_DELIVERY_DESTINATION: '*******9878',
};
const assertion = {
  id: 'AQID',
  type: 'public-key',
  response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' },
};

/** As the service sends them, and answers that can be right. */
const SAMPLES: { readonly [name: string]: Sample } = {
  ADMIN_NO_SRP_AUTH: {},
  CUSTOM_CHALLENGE: { parameters: { question: '1 + 1?' }, answers: [{ answer: '2' }] },
  DEVICE_PASSWORD_VERIFIER: {
    parameters: srp,
    answers: [{ device }],
    context: () => {
      const opened = openSrp(countingRandom());
      const ephemeral = { kind: 'srp-device', srp: opened, discard: () => opened.discard() };
      return { ephemeral };
    },
  },
  DEVICE_SRP_AUTH: { parameters: { USERNAME: 'alice' }, answers: [{ device }] },
  EMAIL_OTP: { parameters: delivery, answers: [{ code: '123456' }, { code: '1234 5678' }] },
  MFA_SETUP: {
    parameters: { MFAS_CAN_SETUP: '["SMS_MFA","SOFTWARE_TOKEN_MFA","EMAIL_OTP"]' },
    answers: [{ kind: 'totp' }, { kind: 'email', email: 'alice@example.com' }],
  },
  NEW_PASSWORD_REQUIRED: {
    parameters: {
      requiredAttributes: '["userAttributes.name"]',
      userAttributes: '{"email":"a@b"}',
    },
    answers: [{ newPassword: 'New-horse-7!', attributes: { name: 'Alice' } }],
  },
  PASSWORD: { parameters: { USERNAME: 'alice' }, answers: [{ password: 'Correct-horse-7!' }] },
  PASSWORD_SRP: { parameters: { USERNAME: 'alice' }, answers: [{}] },
  PASSWORD_VERIFIER: {
    parameters: { ...srp, USER_ID_FOR_SRP: 'alice' },
    answers: [{ password: 'Correct-horse-7!' }],
    context: () => ({ ephemeral: openSrp(countingRandom()) }),
  },
  SELECT_CHALLENGE: {
    available: ['PASSWORD_SRP', 'EMAIL_OTP'],
    answers: [{ challenge: 'EMAIL_OTP' }, { challenge: 'PASSWORD_SRP', password: 'horse' }],
  },
  SELECT_MFA_TYPE: {
    parameters: { MFAS_CAN_CHOOSE: '["SMS_MFA","SOFTWARE_TOKEN_MFA"]' },
    answers: [{ challenge: 'SMS_MFA' }],
  },
  SMS_MFA: { parameters: delivery, answers: [{ code: '123-456' }] },
  SMS_OTP: { parameters: delivery, answers: [{ code: '12345678' }] },
  SOFTWARE_TOKEN_MFA: {
    parameters: { FRIENDLY_DEVICE_NAME: 'phone' },
    answers: [{ code: '123456' }],
  },
  WEB_AUTHN: {
    parameters: { CREDENTIAL_REQUEST_OPTIONS: '{"challenge":"AQID","rpId":"example.com"}' },
    answers: [{ credential: assertion }],
  },
};

const api: TestApi = {
  test: (name, body) => {
    test(name, async () => body());
  },
};
const runs = process.env['COUNTERSIGN_FULL'] === '1' ? 2000 : 40;

for (const handler of allChallengeHandlers) {
  const { parameters = {}, available = [], answers = [], context } = SAMPLES[handler.name] ?? {};
  // Nothing can be read of a challenge that is refused whatever comes with it.
  if (handler.name === 'ADMIN_NO_SRP_AUTH') continue;
  registerHandlerSuite(
    api,
    {
      handler: handler as ChallengeHandler<string, unknown, unknown>,
      received: { name: handler.name, parameters, available, stage: FIRST_STAGE, outputs: {} },
      answers,
      createContext: () => ({
        username: 'alice',
        poolName: 'AbCdEf123' as PoolName,
        random: countingRandom(),
        nowMs: Date.UTC(2026, 0, 7, 9, 5, 3),
        known: {},
        ...context?.(),
      }),
    },
    runs,
  );
}

/** The same bytes each time, and not one of them repeated. */
function countingRandom(): (length: number) => Uint8Array {
  let next = 1;
  return (length) => Uint8Array.from({ length }, () => (next = (next * 167 + 13) % 256));
}
