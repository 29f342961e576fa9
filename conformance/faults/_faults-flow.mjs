/** Faults in the order of things: sessions, names, clocks, retries, what an answer means. */
import { faultsIn } from './_faults-in.mjs';

export const FLOW = [
  ...faultsIn('flow/src/_requests.ts', [
    [
      'secret-hash-of-the-alias',
      'SECRET_HASH over what was typed, to the end',
      'signedName(run, state.username)',
      'signedName(run, state.typedUsername)',
    ],
    [
      'secret-hash-only-first',
      'an answer has no SECRET_HASH',
      '...(await signedName(run, state.username)),',
      'USERNAME: state.username,',
    ],
    [
      'session-dropped',
      'an answer has no Session',
      '    ...session(state),\n    ChallengeResponses',
      '    ChallengeResponses',
    ],
    [
      'session-dropped-in-calls',
      'a challenge’s own calls have no Session',
      '{ ...reply.input, ...session(state) }',
      '{ ...reply.input }',
    ],
    [
      'metadata-only-first',
      'ClientMetadata goes with the first request alone',
      '...passedOn(run, state.username),',
      '',
    ],
    [
      'no-device-key-in-answers',
      'answers do not offer the device',
      '...(own.device && { DEVICE_KEY: own.device.deviceKey }),',
      '',
    ],
    [
      'no-device-key-at-the-door',
      'InitiateAuth does not offer the device',
      '...(device && { DEVICE_KEY: device.deviceKey }),',
      '',
    ],
    [
      'sign-up-session-dropped',
      'the Session of a sign-up is not sent',
      '...(authFlow.session !== undefined && { Session: authFlow.session }),',
      '',
    ],
    [
      'clock-not-learnt',
      'the service’s clock is not looked at',
      'run.clockOffsetMs = clockOffsetMs(reply.serverTimeMs, run.now());',
      '',
    ],
  ]),
  ...faultsIn('flow/src/_clock.ts', [
    ['clock-backwards', 'a slow clock is set back', 'serverTimeMs - nowMs', 'nowMs - serverTimeMs'],
  ]),
  ...faultsIn('flow/src/_position.ts', [
    [
      'session-resent',
      'a Session is sent again, though there is a newer one',
      'challenge, session, receivedAtMs };',
      'challenge, session: before.session ?? session, receivedAtMs };',
    ],
    [
      'session-kept',
      'a Session that was not given again is sent again',
      'challenge, session, receivedAtMs };',
      'challenge, session: session ?? before.session, receivedAtMs };',
    ],
    [
      'session-of-calls-ignored',
      'the Session of a challenge’s own call is not taken',
      'parseSession(Session) ?? state.session',
      'state.session',
    ],
    [
      'name-as-typed',
      'USERNAME is what was typed, to the end',
      'USERNAME ?? USER_ID_FOR_SRP ?? before.username',
      'before.username',
    ],
    [
      'name-not-learnt-from-srp',
      'the real name in USER_ID_FOR_SRP is not learnt',
      'USERNAME ?? USER_ID_FOR_SRP ?? before.username',
      'USERNAME ?? before.username',
    ],
    [
      'name-forgotten',
      'the real name lasts for one challenge',
      'USERNAME ?? USER_ID_FOR_SRP ?? before.username',
      'USERNAME ?? USER_ID_FOR_SRP ?? before.typedUsername',
    ],
  ]),
  ...faultsIn('flow/src/_advance.ts', [
    [
      'no-hop-limit',
      'a service that runs in circles is followed',
      'position.automaticHops >= MAX_AUTOMATIC_HOPS',
      'position.automaticHops < 0',
    ],
    [
      'hops-not-counted',
      'answers without a human are not counted',
      'automaticHops: position.automaticHops + 1',
      'automaticHops: position.automaticHops',
    ],
    [
      'human-asked-again',
      'what a human answered is lost to heal a device',
      'run.opening === undefined || run.healed || run.humanAnswered',
      'run.opening === undefined || run.healed',
    ],
    [
      'second-proof',
      'a second proof is made in one sign-in',
      "if (reply.reason === 'ephemeral-lost' && position.resumed !== true) {",
      "if (reply.reason === 'ephemeral-lost' && position.resumed === false) {",
    ],
    [
      'answer-resent-without-device-always',
      'a refused answer that offered a device is sent a second time',
      "output.kind === 'refusal' && isDeviceUnknown(output.error)",
      "output.kind === 'refusal'",
    ],
    [
      'lost-answer-taken-again',
      'an answer that may have gone out can be given again',
      '(position.ephemeral && handler.automatic) !== undefined || run.sent > sentBefore',
      'false',
    ],
    [
      'unsent-answer-spent',
      'an answer that never left cannot be given again',
      '(position.ephemeral && handler.automatic) !== undefined || run.sent > sentBefore',
      'true',
    ],
    [
      'spent-ephemeral-asked-again',
      'a proof is asked for again whose secret is used up',
      'position.automaticHops === 0 && (position.ephemeral && handler.automatic) === undefined',
      'position.automaticHops === 0',
    ],
    [
      'refused-proof-asked-again',
      'a proof that was refused is made again',
      "case 'refused':\n      position.ephemeral?.discard();\n      return",
      "case 'refused':\n      if (position.automaticHops === 1) return open(run, { withDevice: true, signal });\n      return",
    ],
  ]),
  ...faultsIn('flow/src/_verdict.ts', [
    [
      'throttled-proof-kept',
      'a proof that was throttled can be sent later',
      "byHuman ? 'retry' : 'restart'",
      "'retry'",
    ],
    [
      'throttled-code-lost',
      'a code that was throttled cannot be sent again',
      "byHuman ? 'retry' : 'restart'",
      "'restart'",
    ],
    [
      'spent-session-retried',
      'a spent session asks for the code again',
      "if (meaning === 'session-spent') return 'restart';",
      "if (meaning === 'session-spent') return 'retry';",
    ],
    [
      'expired-code-refused',
      'a code that has expired is the end',
      "return 'restart';\n  // Turned",
      "return 'refused';\n  // Turned",
    ],
  ]),
  ...faultsIn('flow/src/_service-reply.ts', [
    [
      'tokens-and-challenge',
      'tokens that come with a challenge are taken',
      'if (hasResult && hasChallenge) {',
      'if (hasResult && name === result) {',
    ],
    [
      'name-in-lower-case',
      'a challenge’s name may be in lower case',
      '/^[A-Z][A-Z0-9_]{0,127}$/',
      '/^[A-Z][A-Z0-9_]{0,127}$/i',
    ],
    [
      'session-of-five',
      'a Session may have five characters',
      'SESSION_MIN_LENGTH = 20',
      'SESSION_MIN_LENGTH = 1',
    ],
    [
      'session-of-any-length',
      'a Session may be of any length',
      'SESSION_MAX_LENGTH = 2048',
      'SESSION_MAX_LENGTH = 1_000_000',
    ],
  ]),
  ...faultsIn('flow/src/_tokens.ts', [
    [
      'empty-refresh-token',
      'an empty refresh token takes the place of a good one',
      'isText(RefreshToken)',
      "typeof RefreshToken === 'string'",
    ],
    [
      'no-access-token',
      'a sign-in may end without an access token',
      "if (typeof AccessToken !== 'string' || AccessToken === '') {",
      "if (AccessToken === '') {",
    ],
  ]),
  ...faultsIn('flow/src/_refusal-texts.ts', [
    [
      'lock-out-as-wrong-password',
      'a lock-out is taken for a wrong password',
      "    'password attempts exceeded': 'locked-out',\n",
      '',
    ],
    ['texts-by-case', 'texts are compared with their case', 'message.toLowerCase()', 'message'],
    [
      'texts-of-any-exception',
      'a text counts whatever exception it comes with',
      'Object.entries(texts[service] ?? {})',
      'Object.values(texts).flatMap((ofOne) => Object.entries(ofOne))',
    ],
  ]),
  ...faultsIn('flow/src/refusals.ts', [
    [
      'wrong-code-starts-over',
      'a wrong code sends the user back to the beginning',
      "each(SAME_CHALLENGE, 'CodeMismatch ",
      "each(START_OVER, 'CodeMismatch ",
    ],
    [
      'unconfirmed-as-refused',
      'a user who has to confirm is told no more than no',
      "...each(userAction('confirm-sign-up'), 'UserNotConfirmed'),",
      '',
    ],
    [
      'object-prototype',
      'an exception called constructor has a meaning',
      'Object.hasOwn(BY_NAME, name)',
      'name in BY_NAME',
    ],
  ]),
  ...faultsIn('flow/src/refresh.ts', [
    [
      'client-secret-ends-session',
      'a client secret that is wrong here ends the session',
      'judged && ENDING',
      'ENDING',
    ],
    [
      'rotated-token-ignored',
      'a refresh token that was rotated is not taken',
      '{ refreshToken, ...tokens }',
      '{ ...tokens, refreshToken }',
    ],
    [
      'throttled-refresh-ends',
      'a refresh that was throttled ends the session',
      'const ENDING: readonly string[] = [',
      "const ENDING: readonly string[] = [\n  'TooManyRequestsException',",
    ],
    [
      'reuse-kept',
      'a refresh token that was used twice is kept',
      "  'RefreshTokenReuseException',\n",
      '',
    ],
    [
      'refresh-without-device',
      'a refresh does not name the device',
      '...(deviceKey !== null && { DeviceKey: deviceKey }),',
      '',
    ],
  ]),
  ...faultsIn('flow/src/auth-flows/custom-auth.ts', [
    [
      'challenge-name-as-in-prose',
      'CUSTOM_AUTH opens with ChallengeName',
      'CHALLENGE_NAME:',
      'ChallengeName:',
    ],
  ]),
];
