/**
 * Services that ask for more than they should, or give less than they did.
 *
 * @module
 */
import { ALICE } from './_handshake.mjs';
import { DEVICE_RECORD, SRP_A, asks, challenge, fails, initiate } from './_transcript-parts.mjs';
import { ok, optional, passwordVerifier, proof, refuse } from './_transcript-parts.mjs';
import { refusedWith, respond, session, signsIn, throws, tokens } from './_transcript-parts.mjs';

const SRP = { authFlow: 'USER_SRP_AUTH' };
const PLAIN = { authFlow: 'USER_PASSWORD_AUTH' };
const CHOICE = { authFlow: 'USER_AUTH' };
const PASSWORD = ALICE.password;
const ATTEMPTS = 8;

const sends = (response, more = {}) =>
  initiate('USER_PASSWORD_AUTH', { PASSWORD, ...more }, response);

export function stubbornTranscripts() {
  return [...downgrades(), ...circles(), ...sessions(), ...devices(), ...clocks()];
}

function* downgrades() {
  yield signsIn(
    'Downgrade',
    'the password is asked for in plain, where it was to be proved: whoever signs in is asked first',
    SRP,
    initiate('USER_SRP_AUTH', { SRP_A }, challenge('PASSWORD')),
    asks('PASSWORD', { password: PASSWORD }),
    respond('PASSWORD', { PASSWORD }, 1, tokens()),
  );
}

function* circles() {
  const again = Array.from({ length: ATTEMPTS }, () =>
    respond('PASSWORD_SRP', { SRP_A }, 1, challenge('PASSWORD_SRP')),
  );
  yield fails(
    'Loop',
    'the same challenge for ever, which needs no human',
    CHOICE,
    [initiate('USER_AUTH', {}, challenge('PASSWORD_SRP')), ...again],
    throws('ERR_PROTOCOL', 'challenge-loop', { field: 'ChallengeName' }),
  );
  const asked = Array.from({ length: ATTEMPTS + 2 }, (_, index) => [
    asks('CUSTOM_CHALLENGE', { answer: `${index}` }),
    respond('CUSTOM_CHALLENGE', { ANSWER: `${index}` }, 1, challenge('CUSTOM_CHALLENGE')),
  ]);
  yield signsIn(
    'Custom',
    'a human may be asked as often as the triggers like',
    { authFlow: 'CUSTOM_AUTH' },
    initiate('CUSTOM_AUTH', {}, challenge('CUSTOM_CHALLENGE')),
    ...asked.flat(),
    asks('CUSTOM_CHALLENGE', { answer: ' the last ' }),
    respond('CUSTOM_CHALLENGE', { ANSWER: ' the last ' }, 1, tokens()),
  );
}

function* sessions() {
  const code = '123456';
  yield signsIn(
    'Session',
    'a Session that does not come again is not sent again',
    PLAIN,
    sends(challenge('SMS_MFA')),
    asks('SMS_MFA', { code }),
    respond('SMS_MFA', { SMS_MFA_CODE: code }, 1, challenge('CUSTOM_CHALLENGE', {}, 0)),
    asks('CUSTOM_CHALLENGE', { answer: '10' }),
    respond('CUSTOM_CHALLENGE', { ANSWER: '10' }, 0, tokens()),
  );
  const bare = { ChallengeName: 'PASSWORD_VERIFIER', Session: session(1) };
  yield fails(
    'Shape',
    'no parameters at all',
    SRP,
    [initiate('USER_SRP_AUTH', { SRP_A }, ok(bare))],
    throws('ERR_PROTOCOL', 'missing', { field: 'USER_ID_FOR_SRP' }),
  );
}

function* devices() {
  const login = { device: DEVICE_RECORD };
  const DEVICE_KEY = optional(DEVICE_RECORD.deviceKey);
  const wrong = refuse('NotAuthorizedException', 'Incorrect username or password.');
  yield fails(
    'Once',
    'a proof that offers a device: the password is wrong, and the proof goes out once',
    { ...SRP, ...login },
    [
      initiate('USER_SRP_AUTH', { SRP_A, DEVICE_KEY }, passwordVerifier()),
      respond('PASSWORD_VERIFIER', { ...proof(), DEVICE_KEY }, 0, wrong),
    ],
    refusedWith('NotAuthorizedException'),
  );
}

function* clocks() {
  const date = '2026-02-03T04:05:06Z';
  const dated = passwordVerifier();
  yield signsIn(
    'Clock',
    'a Date that is not in the form of HTTP is not looked at',
    SRP,
    initiate('USER_SRP_AUTH', { SRP_A }, { ...dated, headers: { ...dated.headers, date } }),
    respond('PASSWORD_VERIFIER', proof(), 0, tokens()),
  );
}
