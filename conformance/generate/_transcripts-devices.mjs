/**
 * Sign-ins from remembered devices, and such as make a device remembered.
 *
 * @module
 */
import { ACCESS_TOKEN, DEVICE_RECORD, SECRET, SRP_A, asks } from './_transcript-parts.mjs';
import { call, challenge, deviceProof, devicePasswordVerifier } from './_transcript-parts.mjs';
import { fails, hashed, initiate, ok, optional, passwordVerifier } from './_transcript-parts.mjs';
import { proof, refuse, respond, restartsWith, signsIn, tokens } from './_transcript-parts.mjs';
import { ALICE } from './_handshake.mjs';

const PASSWORD = ALICE.password;
const DEVICE_KEY = DEVICE_RECORD.deviceKey;
const PLAIN = { authFlow: 'USER_PASSWORD_AUTH', device: DEVICE_RECORD };
const SRP = { authFlow: 'USER_SRP_AUTH', device: DEVICE_RECORD };
const NewDeviceMetadata = { DeviceKey: DEVICE_KEY, DeviceGroupKey: DEVICE_RECORD.deviceGroupKey };
const unknown = refuse('ResourceNotFoundException', 'Device does not exist.');
const wrong = refuse('NotAuthorizedException', 'Incorrect username or password.');

const sends = (response, more = { DEVICE_KEY }) =>
  initiate('USER_PASSWORD_AUTH', { PASSWORD, ...more }, response);
const asksDevice = (number = 0) => challenge('DEVICE_SRP_AUTH', {}, number);
const begins = (number, response, more = {}) =>
  respond('DEVICE_SRP_AUTH', { DEVICE_KEY, SRP_A, ...more }, number, response);
const proves = (number, response, more = {}) =>
  respond('DEVICE_PASSWORD_VERIFIER', { ...deviceProof(), ...more }, number, response);
const opens = (response) =>
  initiate('USER_SRP_AUTH', { SRP_A, DEVICE_KEY: optional(DEVICE_KEY) }, response);
const answers = (more, response) =>
  respond('PASSWORD_VERIFIER', { ...proof(), ...more }, 0, response);

export function deviceTranscripts() {
  return [...proved(), ...confirmed(), ...healed()];
}

function* proved() {
  yield signsIn(
    'Device',
    'after a password that was sent: two more steps, and no code',
    PLAIN,
    sends(asksDevice()),
    begins(0, devicePasswordVerifier()),
    proves(0, tokens()),
  );
  yield signsIn(
    'Device',
    'after a proof: a second one, under other names',
    SRP,
    opens(passwordVerifier()),
    answers({ DEVICE_KEY }, asksDevice()),
    begins(0, devicePasswordVerifier()),
    proves(0, tokens()),
  );
  const typed = 'alice@example.com';
  yield signsIn(
    'Alias',
    'an alias was typed: the device is found by the real name, which comes with the challenge',
    { ...SRP, username: typed },
    initiate('USER_SRP_AUTH', { USERNAME: typed, SRP_A }, passwordVerifier()),
    answers({ DEVICE_KEY }, asksDevice()),
    begins(0, devicePasswordVerifier()),
    proves(0, tokens()),
  );
  yield signsIn(
    'Session',
    'a Session with each step of a device',
    PLAIN,
    sends(asksDevice(1)),
    begins(1, devicePasswordVerifier(2)),
    proves(2, tokens()),
  );
  yield signsIn(
    'SecretHash',
    'a client with a secret: the hash goes with both steps of a device, over the user',
    { ...PLAIN, ...SECRET },
    sends(asksDevice(), { DEVICE_KEY, ...hashed('alice') }),
    begins(0, devicePasswordVerifier(), hashed('alice')),
    proves(0, tokens(), hashed('alice')),
  );
  yield signsIn(
    'Device',
    'after a code',
    PLAIN,
    sends(challenge('SOFTWARE_TOKEN_MFA')),
    asks('SOFTWARE_TOKEN_MFA', { code: '123456' }),
    respond(
      'SOFTWARE_TOKEN_MFA',
      { SOFTWARE_TOKEN_MFA_CODE: '123456', DEVICE_KEY: optional(DEVICE_KEY) },
      1,
      asksDevice(2),
    ),
    begins(2, devicePasswordVerifier(3)),
    proves(3, tokens()),
  );
}

function* confirmed() {
  const remembers = { authFlow: 'USER_PASSWORD_AUTH', remembersDevices: true };
  const verifier = {
    Salt: { match: 'SIGNED_BASE64' },
    PasswordVerifier: { match: 'SIGNED_BASE64' },
  };
  const confirms = (response) =>
    call(
      'ConfirmDevice',
      {
        AccessToken: ACCESS_TOKEN,
        DeviceKey: DEVICE_KEY,
        DeviceSecretVerifierConfig: verifier,
        DeviceName: optional('a device'),
      },
      response,
    );
  yield signsIn(
    'Confirm',
    'a device is proposed, and confirmed before anything else',
    remembers,
    sends(tokens({ NewDeviceMetadata }), {}),
    confirms(ok({ UserConfirmationNecessary: false })),
  );
  yield signsIn(
    'Confirm',
    'the pool does not take the device: the user is signed in all the same',
    remembers,
    sends(tokens({ NewDeviceMetadata }), {}),
    confirms(refuse('InvalidParameterException', 'Invalid device key given.')),
  );
  yield signsIn(
    'Confirm',
    'a device is proposed to a client that remembers none',
    { authFlow: 'USER_PASSWORD_AUTH' },
    sends(tokens({ NewDeviceMetadata }), {}),
  );
}

function* healed() {
  yield signsIn(
    'Forgotten',
    'the service has forgotten the device: the same answer again, without it',
    SRP,
    opens(passwordVerifier()),
    answers({ DEVICE_KEY }, unknown),
    answers({}, tokens()),
  );
  yield signsIn(
    'Forgotten',
    'the service has forgotten the device that opened: open again, without it',
    PLAIN,
    sends(unknown),
    sends(tokens(), {}),
  );
  yield signsIn(
    'Forgotten',
    'the device’s proof is refused: forget it, and sign in without',
    PLAIN,
    sends(asksDevice()),
    begins(0, devicePasswordVerifier()),
    proves(0, wrong),
    sends(tokens(), {}),
  );
  yield signsIn(
    'Forgotten',
    'the device is unknown when it begins: forget it, and sign in without',
    PLAIN,
    sends(asksDevice()),
    begins(0, unknown),
    sends(tokens(), {}),
  );
  yield fails(
    'Forgotten',
    'the device’s proof is refused behind a code: the code is not asked for by itself again',
    PLAIN,
    [
      sends(challenge('SOFTWARE_TOKEN_MFA')),
      asks('SOFTWARE_TOKEN_MFA', { code: '123456' }),
      respond(
        'SOFTWARE_TOKEN_MFA',
        { SOFTWARE_TOKEN_MFA_CODE: '123456', DEVICE_KEY: optional(DEVICE_KEY) },
        1,
        asksDevice(2),
      ),
      begins(2, devicePasswordVerifier(3)),
      proves(3, wrong),
    ],
    restartsWith('NotAuthorizedException'),
  );
}
