/** Faults in what is read of a challenge, and what is answered. */
import { faultsIn } from './_faults-in.mjs';

export const CHALLENGE_HANDLERS = [
  ...faultsIn('challenge-handlers/src/password-verifier.ts', [
    [
      'alias-in-the-proof',
      'the proof is over USERNAME in the place of USER_ID_FOR_SRP',
      "requireText(parameters, 'USER_ID_FOR_SRP')",
      "requireText(parameters, 'USERNAME')",
    ],
  ]),
  ...faultsIn('challenge-handlers/src/_srp-claim.ts', [
    ['no-timestamp', 'TIMESTAMP is not sent', '    TIMESTAMP: claim.timestamp,\n', ''],
    [
      'no-secret-block',
      'the secret block is not sent back',
      '    PASSWORD_CLAIM_SECRET_BLOCK: claim.secretBlockBase64,\n',
      '',
    ],
    [
      'salt-for-b',
      'SALT in the place of SRP_B',
      "requireText(parameters, 'SRP_B')",
      "requireText(parameters, 'SALT')",
    ],
    [
      'password-proof-for-a-device',
      'the secret of a device’s proof proves the password too',
      "kind: 'srp-device', srp, discard",
      "...srp, kind: 'srp' as 'srp-device', srp, discard",
    ],
  ]),
  ...faultsIn('challenge-handlers/src/device-srp-auth.ts', [
    [
      'no-device-key-at-first',
      'DEVICE_SRP_AUTH is answered without DEVICE_KEY',
      '{ DEVICE_KEY: deviceKey, SRP_A: srp.srpAHex }',
      '{ SRP_A: srp.srpAHex }',
    ],
    [
      'unknown-device-kept',
      'a device that the service does not know is not forgotten',
      "service === 'ResourceNotFoundException' ? 'forget-device'",
      "service === 'ResourceNotFoundException' ? 'refused'",
    ],
  ]),
  ...faultsIn('challenge-handlers/src/device-password-verifier.ts', [
    [
      'no-device-key-then',
      'DEVICE_PASSWORD_VERIFIER is answered without DEVICE_KEY',
      '{ ...claimResponses(claim), DEVICE_KEY: device.deviceKey }',
      '{ ...claimResponses(claim) }',
    ],
    [
      'user-key-for-group-key',
      'the device’s proof is over its key twice',
      'poolName: device.deviceGroupKey',
      'poolName: device.deviceKey',
    ],
    [
      'refused-device-kept',
      'a device whose proof is refused ends the sign-in',
      "VOID.includes(service) ? 'forget-device'",
      "VOID.includes(service) ? 'refused'",
    ],
  ]),
  ...faultsIn('challenge-handlers/src/sms-otp.ts', [
    [
      'sms-otp-as-sms-mfa',
      'a first factor’s code goes under the second factor’s name',
      'SMS_OTP_CODE:',
      'SMS_MFA_CODE:',
    ],
  ]),
  ...faultsIn('challenge-handlers/src/software-token-mfa.ts', [
    [
      'totp-as-sms-mfa',
      'an app’s code goes under the name of a text message’s',
      'SOFTWARE_TOKEN_MFA_CODE:',
      'SMS_MFA_CODE:',
    ],
    [
      'used-code-ends',
      'a code that was used before ends the sign-in',
      ", 'ExpiredCodeException'",
      '',
    ],
  ]),
  ...faultsIn('challenge-handlers/src/_code.ts', [
    ['code-with-spaces', 'spaces in a code are sent', "code.replace(/[\\s-]/g, '')", 'code'],
    ['code-of-five', 'a code of five digits is sent', '/^[0-9]{6}$/', '/^[0-9]{5,6}$/'],
    ['code-of-any-script', 'digits of other scripts are sent', '/^[0-9]{6}$/', '/^\\p{Nd}{6}$/u'],
    [
      'wrong-code-ends',
      'a wrong code ends the sign-in',
      "'CodeMismatchException' ? 'retry'",
      "'CodeMismatchException' ? 'refused'",
    ],
  ]),
  ...faultsIn('challenge-handlers/src/new-password-required.ts', [
    [
      'attributes-without-prefix',
      'attributes go out without their prefix',
      '`userAttributes.${name}`',
      'name',
    ],
    [
      'attributes-sent-back',
      'attributes that the pool has go out again',
      'prompt.userAttributes[name] !== value',
      'value !== undefined',
    ],
    [
      'attributes-missing',
      'a required attribute may be missing',
      'if (missing.length === 0) return;',
      'return;',
    ],
    [
      'attribute-prefix-kept',
      'the names of required attributes keep their prefix',
      "name.replace(PREFIX, '')",
      'name',
    ],
  ]),
  ...faultsIn('challenge-handlers/src/_choice.ts', [
    [
      'choice-not-offered',
      'what is not offered can be chosen',
      'if (available.includes(challenge)) return',
      'if (challenge !== undefined) return',
    ],
  ]),
  ...faultsIn('challenge-handlers/src/mfa-setup.ts', [
    [
      'status-ignored',
      'any Status of VerifySoftwareToken is a yes',
      "=== 'SUCCESS'",
      '!== undefined',
    ],
    [
      'email-not-checked',
      'no address is an address',
      "typeof email === 'string' && EMAIL_SHAPE.test(email)",
      "typeof email === 'string'",
    ],
  ]),
  ...faultsIn('challenge-handlers/src/custom-challenge.ts', [
    [
      'answer-trimmed',
      'white space around an answer is taken off',
      'ANSWER: answer }',
      'ANSWER: answer.trim() }',
    ],
  ]),
  ...faultsIn('challenge-handlers/src/password.ts', [
    [
      'password-to-whoever-asks',
      'a service that asks for the password in plain gets it unasked',
      '  read: ({ parameters }) => parameters,\n',
      '  read: ({ parameters }) => parameters,\n\n  automatic: (_prompt, { known }) => known.password === undefined ? undefined : { password: known.password },\n',
    ],
  ]),
  ...faultsIn('challenge-handlers/src/_wire.ts', [
    [
      'parser-quoted',
      'broken JSON of the service is an error of the parser',
      "throw malformed(name, 'JSON');",
      'return JSON.parse(text);',
    ],
  ]),
];
