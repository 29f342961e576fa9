/**
 * Sign-ins with a password: proved, sent, replaced; the names, hashes and sessions that go along.
 *
 * @module
 */
import { SECRET, SRP_A, asks, challenge, ends, hashed, initiate } from './_transcript-parts.mjs';
import { ok, passwordVerifier, proof, refuse, respond } from './_transcript-parts.mjs';
import { signsIn, tokens } from './_transcript-parts.mjs';
import { ALICE } from './_handshake.mjs';

const SRP = { authFlow: 'USER_SRP_AUTH' };
const PLAIN = { authFlow: 'USER_PASSWORD_AUTH' };
const EMAIL = 'alice@example.com';
const PASSWORD = ALICE.password;
const NEW_PASSWORD = 'N3w-P@ssw0rd';
const answerNew = (attributes) => ({
  newPassword: NEW_PASSWORD,
  ...(attributes && { attributes }),
});
const opens = (response, more = {}) => initiate('USER_SRP_AUTH', { SRP_A, ...more }, response);
const proves = (number, response, more = {}) =>
  respond('PASSWORD_VERIFIER', { ...proof(), ...more }, number, response);
const sends = (response) => initiate('USER_PASSWORD_AUTH', { PASSWORD }, response);

export function passwordTranscripts() {
  return [...proofs(), ...names(), ...plain(), ...newPasswords(), ...around()];
}

function* proofs() {
  yield signsIn(
    'Plain',
    'a proof, without a Session',
    SRP,
    opens(passwordVerifier()),
    proves(0, tokens()),
  );
  yield signsIn(
    'Session',
    'a proof, with a Session',
    SRP,
    opens(passwordVerifier(1)),
    proves(1, tokens()),
  );
  const hour = 3_600_000;
  const date = new Date(ALICE.nowMs + hour).toUTCString();
  const { status, headers, body } = passwordVerifier();
  yield signsIn(
    'Clock',
    'the client’s clock is an hour slow, and the service’s answer has its own',
    SRP,
    opens({ status, headers: { ...headers, date }, body }),
    respond('PASSWORD_VERIFIER', proof(ALICE.nowMs + hour), 0, tokens()),
  );
  yield signsIn(
    'Open',
    'members and parameters that nobody knows change nothing',
    SRP,
    opens(passwordVerifier(0, { NEW_PARAMETER: 'x' })),
    proves(0, ok({ ...tokens().body, NewMember: { x: 1 } })),
  );
}

function* names() {
  const typed = { ...SRP, username: EMAIL };
  yield signsIn(
    'Alias',
    'an alias opens, the real name answers',
    typed,
    opens(passwordVerifier(), { USERNAME: EMAIL }),
    proves(0, tokens()),
  );
  yield signsIn(
    'Alias',
    'the real name comes as USER_ID_FOR_SRP alone',
    typed,
    opens(passwordVerifier(0, { USERNAME: undefined }), { USERNAME: EMAIL }),
    proves(0, tokens()),
  );
  yield signsIn(
    'SecretHash',
    'the hash is over the alias first, and over the real name then',
    { ...typed, ...SECRET },
    opens(passwordVerifier(), { USERNAME: EMAIL, ...hashed(EMAIL) }),
    proves(0, tokens(), hashed('alice')),
  );
  yield signsIn(
    'SecretHash',
    'the real name is kept for a challenge that does not tell it',
    { ...typed, ...SECRET },
    opens(passwordVerifier(), { USERNAME: EMAIL, ...hashed(EMAIL) }),
    proves(0, challenge('SOFTWARE_TOKEN_MFA'), hashed('alice')),
    asks('SOFTWARE_TOKEN_MFA', { code: '123456' }),
    respond(
      'SOFTWARE_TOKEN_MFA',
      { SOFTWARE_TOKEN_MFA_CODE: '123456', ...hashed('alice') },
      1,
      tokens(),
    ),
  );
}

function* plain() {
  yield signsIn('Plain', 'the password itself', PLAIN, sends(tokens()));
  yield signsIn(
    'SecretHash',
    'the password itself, of a client with a secret',
    { ...PLAIN, ...SECRET },
    initiate('USER_PASSWORD_AUTH', { PASSWORD, ...hashed('alice') }, tokens()),
  );
  yield signsIn(
    'Open',
    'tokens without an id token and a refresh token',
    PLAIN,
    sends(tokens({ IdToken: undefined, RefreshToken: undefined })),
  );
}

function* newPasswords() {
  const asked = (parameters, number = 1) => challenge('NEW_PASSWORD_REQUIRED', parameters, number);
  const nothing = { USER_ID_FOR_SRP: 'alice', requiredAttributes: '[]', userAttributes: '{}' };
  const answered = (more, number, response) =>
    respond('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD, ...more }, number, response);
  yield signsIn(
    'NewPassword',
    'a new password',
    PLAIN,
    sends(asked(nothing)),
    asks('NEW_PASSWORD_REQUIRED', answerNew()),
    answered({}, 1, tokens()),
  );
  yield signsIn(
    'NewPassword',
    'the service does not tell the user’s attributes',
    PLAIN,
    sends(asked({ ...nothing, userAttributes: undefined })),
    asks('NEW_PASSWORD_REQUIRED', answerNew()),
    answered({}, 1, tokens()),
  );
  yield signsIn(
    'NewPassword',
    'a required attribute, whose name has a prefix on the wire',
    PLAIN,
    sends(asked({ ...nothing, requiredAttributes: '["userAttributes.family_name"]' })),
    asks('NEW_PASSWORD_REQUIRED', answerNew({ family_name: 'Ada' })),
    answered({ 'userAttributes.family_name': 'Ada' }, 1, tokens()),
  );
  yield signsIn(
    'NewPassword',
    'an attribute that has that value already is not sent back',
    PLAIN,
    sends(asked({ ...nothing, userAttributes: JSON.stringify({ email: EMAIL }) })),
    asks('NEW_PASSWORD_REQUIRED', answerNew({ email: EMAIL })),
    answered({}, 1, tokens()),
  );
  yield signsIn(
    'SameSession',
    'the pool does not like the new password: another one, on the same Session',
    PLAIN,
    sends(asked(nothing)),
    asks('NEW_PASSWORD_REQUIRED', { newPassword: 'short' }),
    answered(
      { NEW_PASSWORD: 'short' },
      1,
      refuse('InvalidPasswordException', 'Password not long enough'),
    ),
    asks('NEW_PASSWORD_REQUIRED', answerNew(), 'InvalidPasswordException'),
    answered({}, 1, tokens()),
  );
  yield signsIn(
    'Session',
    'after a proof, and before a code: each challenge has a Session of its own',
    SRP,
    opens(passwordVerifier(1)),
    proves(1, asked(nothing, 2)),
    asks('NEW_PASSWORD_REQUIRED', answerNew()),
    answered({}, 2, challenge('SOFTWARE_TOKEN_MFA', {}, 3)),
    asks('SOFTWARE_TOKEN_MFA', { code: '123456' }),
    respond('SOFTWARE_TOKEN_MFA', { SOFTWARE_TOKEN_MFA_CODE: '123456' }, 3, tokens()),
  );
}

function* around() {
  const ClientMetadata = { tenant: 'blue' };
  yield signsIn(
    'Metadata',
    'ClientMetadata goes with every request: nothing is remembered of it',
    { ...SRP, clientMetadata: ClientMetadata },
    initiate('USER_SRP_AUTH', { SRP_A }, passwordVerifier(), { ClientMetadata }),
    respond('PASSWORD_VERIFIER', proof(), 0, tokens(), { ClientMetadata }),
  );
  yield ends(
    'Open',
    'a challenge that nobody has heard of reaches the caller',
    SRP,
    [opens(passwordVerifier()), proves(0, challenge('SOMETHING_NEW', { QUESTION: 'why' }))],
    { kind: 'unsupported', name: 'SOMETHING_NEW' },
  );
  const custom = { authFlow: 'CUSTOM_AUTH' };
  const riddle = (question, number) =>
    challenge('CUSTOM_CHALLENGE', { question, USERNAME: 'alice' }, number);
  const answers = (ANSWER, number, response) =>
    respond('CUSTOM_CHALLENGE', { ANSWER }, number, response);
  yield signsIn(
    'Custom',
    'a wrong answer is no exception: another challenge comes, with a new Session',
    custom,
    initiate('CUSTOM_AUTH', {}, riddle('5 + 5', 1)),
    asks('CUSTOM_CHALLENGE', { answer: '11' }),
    answers('11', 1, riddle('5 + 5', 2)),
    asks('CUSTOM_CHALLENGE', { answer: '10' }),
    answers('10', 2, tokens()),
  );
  yield signsIn(
    'Custom',
    'the proof first, opened with CHALLENGE_NAME',
    { ...custom, srpFirst: true },
    initiate('CUSTOM_AUTH', { SRP_A, CHALLENGE_NAME: 'SRP_A' }, passwordVerifier(1)),
    proves(1, riddle('5 + 5', 2)),
    asks('CUSTOM_CHALLENGE', { answer: '10' }),
    answers('10', 2, tokens()),
  );
  yield signsIn(
    'Custom',
    'an answer that is JSON stays the text that it is',
    custom,
    initiate('CUSTOM_AUTH', {}, riddle('{"ask":"word"}', 1)),
    asks('CUSTOM_CHALLENGE', { answer: '{"word":"a \u2713"}' }),
    answers('{"word":"a \u2713"}', 1, tokens()),
  );
}
