/**
 * Sign-ins with other factors: codes, their set-up, the choice among factors, passkeys.
 *
 * @module
 */
import { SECRET, SRP_A, asks, call, challenge, hashed, initiate } from './_transcript-parts.mjs';
import { ok, passwordVerifier, proof, refuse, respond } from './_transcript-parts.mjs';
import { session, signsIn, tokens } from './_transcript-parts.mjs';
import { ALICE } from './_handshake.mjs';

const PASSWORD = ALICE.password;
const PLAIN = { authFlow: 'USER_PASSWORD_AUTH' };
const USER_AUTH = { authFlow: 'USER_AUTH', password: null };
const SMS = { CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS', CODE_DELIVERY_DESTINATION: '*******9878' };
const MAIL = { CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL', CODE_DELIVERY_DESTINATION: 'a***@e***' };
const SECRET_CODE = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const mismatch = refuse('CodeMismatchException', 'Invalid code received for user');

const sends = (response, more = {}) =>
  initiate('USER_PASSWORD_AUTH', { PASSWORD, ...more }, response);
const codes = (name, code, number, response, more = {}) =>
  respond(name, { [`${name}_CODE`]: code, ...more }, number, response);
const asksCode = (name, code, again) => asks(name, { code }, again);

export function factorTranscripts() {
  return [...secondFactors(), ...setUps(), ...choices(), ...passkeys()];
}

function* secondFactors() {
  const kinds = {
    SOFTWARE_TOKEN_MFA: { FRIENDLY_DEVICE_NAME: 'phone' },
    SMS_MFA: SMS,
    EMAIL_OTP: MAIL,
  };
  for (const [name, delivery] of Object.entries(kinds)) {
    yield signsIn(
      'Code',
      `a code of ${name}, under its own name`,
      PLAIN,
      sends(challenge(name, delivery)),
      asksCode(name, '123456'),
      codes(name, '123456', 1, tokens()),
    );
    yield signsIn(
      'SameSession',
      `a wrong code of ${name}, then a right one on the same Session`,
      PLAIN,
      sends(challenge(name, delivery)),
      asksCode(name, '000000'),
      codes(name, '000000', 1, mismatch),
      asksCode(name, '123456', 'CodeMismatchException'),
      codes(name, '123456', 1, tokens()),
    );
  }
  yield signsIn(
    'Code',
    'a code with a space in the middle',
    PLAIN,
    sends(challenge('SOFTWARE_TOKEN_MFA')),
    asksCode('SOFTWARE_TOKEN_MFA', '123 456'),
    codes('SOFTWARE_TOKEN_MFA', '123456', 1, tokens()),
  );
  const used = 'Your software token has already been used once.';
  yield signsIn(
    'SameSession',
    'an app’s code that was used already, then the next one on the same Session',
    PLAIN,
    sends(challenge('SOFTWARE_TOKEN_MFA')),
    asksCode('SOFTWARE_TOKEN_MFA', '111111'),
    codes('SOFTWARE_TOKEN_MFA', '111111', 1, refuse('ExpiredCodeException', used)),
    asksCode('SOFTWARE_TOKEN_MFA', '222222', 'ExpiredCodeException'),
    codes('SOFTWARE_TOKEN_MFA', '222222', 1, tokens()),
  );
  yield signsIn(
    'SameSession',
    'throttled, then the same code on the same Session',
    PLAIN,
    sends(challenge('SMS_MFA', SMS)),
    asksCode('SMS_MFA', '123456'),
    codes('SMS_MFA', '123456', 1, refuse('TooManyRequestsException', 'Rate exceeded')),
    asksCode('SMS_MFA', '123456', 'TooManyRequestsException'),
    codes('SMS_MFA', '123456', 1, tokens()),
  );
  yield signsIn(
    'JsonInText',
    'a choice among second factors, whose list is JSON in a text',
    PLAIN,
    sends(challenge('SELECT_MFA_TYPE', { MFAS_CAN_CHOOSE: '["SMS_MFA","SOFTWARE_TOKEN_MFA"]' })),
    asks('SELECT_MFA_TYPE', { challenge: 'SMS_MFA' }),
    respond('SELECT_MFA_TYPE', { ANSWER: 'SMS_MFA' }, 1, challenge('SMS_MFA', SMS, 2)),
    asksCode('SMS_MFA', '123456'),
    codes('SMS_MFA', '123456', 2, tokens()),
  );
}

function* setUps() {
  const methods = { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]' };
  const associates = (number) =>
    call(
      'AssociateSoftwareToken',
      { Session: session(1) },
      ok({ SecretCode: SECRET_CODE, Session: session(number) }),
    );
  const verifies = (UserCode, response) =>
    call('VerifySoftwareToken', { Session: session(2), UserCode }, response);
  const verified = ok({ Status: 'SUCCESS', Session: session(3) });
  const asksFirst = (code, again) => asks('MFA_SETUP', { kind: 'code', code }, again);
  const begins = (response, more) => [sends(response, more), asks('MFA_SETUP', { kind: 'totp' })];
  yield signsIn(
    'SetUp',
    'an authenticator app: each call replaces the Session',
    PLAIN,
    ...begins(challenge('MFA_SETUP', methods)),
    associates(2),
    asksFirst('123456'),
    verifies('123456', verified),
    respond('MFA_SETUP', {}, 3, tokens()),
  );
  yield signsIn(
    'SetUp',
    'a client with a secret: the calls take no hash, the answer does',
    { ...PLAIN, ...SECRET },
    ...begins(challenge('MFA_SETUP', methods), hashed('alice')),
    associates(2),
    asksFirst('123456'),
    verifies('123456', verified),
    respond('MFA_SETUP', hashed('alice'), 3, tokens()),
  );
  const noes = {
    refused: refuse('EnableSoftwareTokenMFAException', 'Code mismatch'),
    'refused as a mismatch': mismatch,
    'answered with Status ERROR': ok({ Status: 'ERROR' }),
  };
  for (const [comment, response] of Object.entries(noes)) {
    const again = response.body.__type ?? 'EnableSoftwareTokenMFAException';
    yield signsIn(
      'SetUp',
      `a wrong first code, ${comment}`,
      PLAIN,
      ...begins(challenge('MFA_SETUP', methods)),
      associates(2),
      asksFirst('000000'),
      verifies('000000', response),
      asksFirst('123456', again),
      verifies('123456', verified),
      respond('MFA_SETUP', {}, 3, tokens()),
    );
  }
  yield signsIn(
    'SetUp',
    'an e-mail address, and the code that is sent to it',
    PLAIN,
    sends(challenge('MFA_SETUP', methods)),
    asks('MFA_SETUP', { kind: 'email', email: 'alice@example.com' }),
    respond('MFA_SETUP', { EMAIL: 'alice@example.com' }, 1, challenge('EMAIL_OTP', MAIL, 2)),
    asksCode('EMAIL_OTP', '123456'),
    codes('EMAIL_OTP', '123456', 2, tokens()),
  );
}

function* choices() {
  const available = (...names) =>
    challenge('SELECT_CHALLENGE', {}, 1, { AvailableChallenges: names });
  const offers = (...names) => initiate('USER_AUTH', {}, available(...names));
  const chooses = (ANSWER, more, response) =>
    respond('SELECT_CHALLENGE', { ANSWER, ...more }, 1, response);
  yield signsIn(
    'Choice',
    'EMAIL_OTP is chosen: a code comes by itself',
    USER_AUTH,
    offers('PASSWORD_SRP', 'EMAIL_OTP'),
    asks('SELECT_CHALLENGE', { challenge: 'EMAIL_OTP' }),
    chooses('EMAIL_OTP', {}, challenge('EMAIL_OTP', MAIL, 2)),
    asksCode('EMAIL_OTP', '12345678'),
    codes('EMAIL_OTP', '12345678', 2, tokens()),
  );
  yield signsIn(
    'Choice',
    'SMS_OTP is chosen: a first factor has another name than a second one',
    USER_AUTH,
    offers('SMS_OTP', 'PASSWORD'),
    asks('SELECT_CHALLENGE', { challenge: 'SMS_OTP' }),
    chooses('SMS_OTP', {}, challenge('SMS_OTP', SMS, 2)),
    asksCode('SMS_OTP', '12345678'),
    codes('SMS_OTP', '12345678', 2, tokens()),
  );
  yield signsIn(
    'Choice',
    'PASSWORD is chosen, and goes with the choice',
    USER_AUTH,
    offers('PASSWORD', 'EMAIL_OTP'),
    asks('SELECT_CHALLENGE', { challenge: 'PASSWORD', password: PASSWORD }),
    chooses('PASSWORD', { PASSWORD }, tokens()),
  );
  yield signsIn(
    'Choice',
    'PASSWORD_SRP is chosen, and SRP_A goes with the choice',
    USER_AUTH,
    offers('PASSWORD_SRP', 'EMAIL_OTP'),
    asks('SELECT_CHALLENGE', { challenge: 'PASSWORD_SRP', password: PASSWORD }),
    chooses('PASSWORD_SRP', { SRP_A }, passwordVerifier(2)),
    respond('PASSWORD_VERIFIER', proof(), 2, tokens()),
  );
  const prefers = (preferred, more, response) =>
    initiate('USER_AUTH', { PREFERRED_CHALLENGE: preferred, ...more }, response);
  const preferring = (preferred) => ({ authFlow: 'USER_AUTH', preferred });
  yield signsIn(
    'Choice',
    'PASSWORD is preferred: one call',
    preferring('PASSWORD'),
    prefers('PASSWORD', { PASSWORD }, tokens()),
  );
  yield signsIn(
    'Choice',
    'PASSWORD_SRP is preferred: the first call opens the proof',
    preferring('PASSWORD_SRP'),
    prefers('PASSWORD_SRP', { SRP_A }, passwordVerifier(1)),
    respond('PASSWORD_VERIFIER', proof(), 1, tokens()),
  );
  yield signsIn(
    'Choice',
    'EMAIL_OTP is preferred, and the user has none: a choice comes',
    { ...preferring('EMAIL_OTP'), password: null },
    prefers('EMAIL_OTP', {}, available('PASSWORD')),
    asks('SELECT_CHALLENGE', { challenge: 'PASSWORD', password: PASSWORD }),
    chooses('PASSWORD', { PASSWORD }, tokens()),
  );
  yield signsIn(
    'Session',
    'after a sign-up: its Session is the first factor',
    { ...USER_AUTH, session: session(7) },
    initiate('USER_AUTH', {}, tokens(), { Session: session(7) }),
  );
}

function* passkeys() {
  const options = { challenge: 'AAECAwQFBgc', rpId: 'example.com', userVerification: 'preferred' };
  const response = { clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'MAA' };
  const credential = { id: 'Y3JlZA', rawId: 'Y3JlZA', type: 'public-key', response };
  yield signsIn(
    'JsonInText',
    'a passkey: options and assertion are JSON in a text',
    { ...USER_AUTH, preferred: 'WEB_AUTHN' },
    initiate(
      'USER_AUTH',
      { PREFERRED_CHALLENGE: 'WEB_AUTHN' },
      challenge('WEB_AUTHN', { CREDENTIAL_REQUEST_OPTIONS: JSON.stringify(options) }),
    ),
    asks('WEB_AUTHN', { credential }),
    respond('WEB_AUTHN', { CREDENTIAL: { match: 'JSON', value: credential } }, 1, tokens()),
  );
}
