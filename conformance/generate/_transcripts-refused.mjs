/**
 * Sign-ins that do not end with tokens: what the service refuses, and what it must not send.
 *
 * @module
 */
import { COGNITO_PRIME as N } from '../reference/srp.mjs';
import { SRP_A, asks, challenge, fails, initiate, ok } from './_transcript-parts.mjs';
import { passwordVerifier, proof, refuse, refusedWith } from './_transcript-parts.mjs';
import { respond, restartsWith, throws, tokens } from './_transcript-parts.mjs';
import { ALICE } from './_handshake.mjs';
import { wireHex } from './_vectors.mjs';

const SRP = { authFlow: 'USER_SRP_AUTH' };
const PLAIN = { authFlow: 'USER_PASSWORD_AUTH' };
const CUSTOM = { authFlow: 'CUSTOM_AUTH' };
const opens = (response) => initiate('USER_SRP_AUTH', { SRP_A }, response);
const proves = (response) => respond('PASSWORD_VERIFIER', proof(), 0, response);
const sends = (response) => initiate('USER_PASSWORD_AUTH', { PASSWORD: ALICE.password }, response);
const NOT_AUTHORIZED = 'NotAuthorizedException';
const notAuthorized = (message) => refuse(NOT_AUTHORIZED, message);
const asksCode = (code) => asks('SOFTWARE_TOKEN_MFA', { code });
const codes = (code, response) =>
  respond('SOFTWARE_TOKEN_MFA', { SOFTWARE_TOKEN_MFA_CODE: code }, 1, response);

export function refusedTranscripts() {
  return [...opening(), ...answered(), ...sessions(), ...breaches(), ...shapes(), ...answers()];
}

/** The first request is refused; nothing else goes out. */
function* opening() {
  for (const [flag, service, message] of [
    ['Once', 'UserNotFoundException', 'User does not exist.'],
    ['Once', 'UserNotConfirmedException', 'User is not confirmed.'],
    ['Once', 'PasswordResetRequiredException', 'Password reset required for the user'],
    ['Once', 'InvalidParameterException', 'USER_SRP_AUTH is not enabled for the client.'],
    ['Once', 'LimitExceededException', 'Attempt limit exceeded, please try after some time.'],
    ['Once', NOT_AUTHORIZED, 'Unable to verify secret hash for client 1example23456789'],
  ]) {
    const steps = [opens(refuse(service, message))];
    yield fails(flag, `InitiateAuth: ${message}`, SRP, steps, refusedWith(service));
  }
  const page = {
    status: 403,
    headers: { 'content-type': 'text/html' },
    body: '<h1>Forbidden</h1>',
  };
  yield fails(
    'NotTheService',
    'a firewall answers InitiateAuth with a page',
    SRP,
    [opens(page)],
    throws('ERR_TRANSPORT', 'not-json'),
  );
}

/** An answer is refused: it is not sent again. */
function* answered() {
  for (const [message, service = NOT_AUTHORIZED] of [
    ['Incorrect username or password.'],
    ['Password attempts exceeded'],
    ['User is disabled.'],
    ['Temporary password has expired and must be reset by an administrator.'],
    ['PreAuthentication failed with error no.', 'UserLambdaValidationException'],
  ]) {
    const steps = [opens(passwordVerifier()), proves(refuse(service, message))];
    yield fails('Once', `a proof: ${message}`, SRP, steps, refusedWith(service));
  }
  yield fails(
    'Once',
    'a proof is throttled: it is stale before it could be sent again',
    SRP,
    [opens(passwordVerifier()), proves(refuse('TooManyRequestsException', 'Rate exceeded'))],
    restartsWith('TooManyRequestsException'),
  );
  yield fails(
    'Once',
    'the service fails inside on a proof: it may have been read',
    SRP,
    [opens(passwordVerifier()), proves(refuse('InternalErrorException', 'Internal error', 500))],
    refusedWith('InternalErrorException'),
  );
  const gateway = { status: 502, headers: { 'content-type': 'text/html' }, body: 'Bad Gateway' };
  yield fails(
    'NotTheService',
    'a gateway fails on a proof: what became of it is not known',
    SRP,
    [opens(passwordVerifier()), proves(gateway)],
    throws('ERR_TRANSPORT', 'not-json'),
  );
  yield fails(
    'Once',
    'a custom answer ends the sign-in',
    CUSTOM,
    [
      initiate('CUSTOM_AUTH', {}, challenge('CUSTOM_CHALLENGE', { question: '5 + 5' })),
      asks('CUSTOM_CHALLENGE', { answer: '11' }),
      respond(
        'CUSTOM_CHALLENGE',
        { ANSWER: '11' },
        1,
        notAuthorized('Incorrect username or password.'),
      ),
    ],
    refusedWith(NOT_AUTHORIZED),
  );
}

/** The session, or the code, is over. */
function* sessions() {
  for (const message of [
    'Invalid session for the user, session is expired.',
    'Invalid session for the user, session can only be used once.',
    'Invalid session for the user.',
  ]) {
    const steps = [
      sends(challenge('SOFTWARE_TOKEN_MFA')),
      asksCode('123456'),
      codes('123456', notAuthorized(message)),
    ];
    yield fails('StartOver', `a code: ${message}`, PLAIN, steps, restartsWith(NOT_AUTHORIZED));
  }
  const expired = refuse(
    'ExpiredCodeException',
    'Your code has expired, please request a new one.',
  );
  yield fails(
    'StartOver',
    'a code that was sent has expired',
    PLAIN,
    [
      sends(challenge('SMS_MFA')),
      asks('SMS_MFA', { code: '123456' }),
      respond('SMS_MFA', { SMS_MFA_CODE: '123456' }, 1, expired),
    ],
    restartsWith('ExpiredCodeException'),
  );
  const locked = notAuthorized('Password attempts exceeded');
  yield fails(
    'Once',
    'a code, and the user is locked out',
    PLAIN,
    [sends(challenge('SOFTWARE_TOKEN_MFA')), asksCode('123456'), codes('123456', locked)],
    refusedWith(NOT_AUTHORIZED),
  );
}

/** What a service must not send. Nothing follows. */
function* breaches() {
  const breach = (flag, comment, parameters, field, reason) =>
    fails(
      flag,
      comment,
      SRP,
      [opens(passwordVerifier(0, parameters))],
      throws('ERR_PROTOCOL', reason, { field }),
    );
  yield breach('GroupElement', 'SRP_B is 0', { SRP_B: '0' }, 'SRP_B', 'out-of-range');
  yield breach('GroupElement', 'SRP_B is N', { SRP_B: wireHex(N) }, 'SRP_B', 'out-of-range');
  yield breach('GroupElement', 'SRP_B is 2N', { SRP_B: wireHex(2n * N) }, 'SRP_B', 'too-long');
  for (const name of ['SALT', 'SRP_B', 'SECRET_BLOCK', 'USER_ID_FOR_SRP']) {
    yield breach('Shape', `${name} is missing`, { [name]: undefined }, name, 'missing');
  }
  yield breach('Shape', 'SALT is no hex', { SALT: 'salt' }, 'SALT', 'malformed');
  const again = [opens(passwordVerifier()), proves(passwordVerifier())];
  const loop = throws('ERR_PROTOCOL', 'challenge-loop', { field: 'ChallengeName' });
  yield fails('Loop', 'a second proof is asked for', SRP, again, loop);
  yield fails(
    'Loop',
    'a proof is asked for that the client has not opened',
    PLAIN,
    [sends(passwordVerifier())],
    throws('ERR_PROTOCOL', 'unexpected-challenge', { field: 'ChallengeName' }),
  );
}

function* shapes() {
  const broken = (comment, response, field, reason) =>
    fails('Shape', comment, PLAIN, [sends(response)], throws('ERR_PROTOCOL', reason, { field }));
  const { body } = tokens();
  const both = { ...body, ChallengeName: 'SMS_MFA' };
  yield broken('tokens and a challenge', ok(both), 'ChallengeName', 'ambiguous');
  yield broken('neither tokens nor a challenge', ok({}), 'ChallengeName', 'missing');
  yield broken('a name in lower case', challenge('sms_mfa'), 'ChallengeName', 'malformed');
  yield broken('an empty name', challenge(''), 'ChallengeName', 'malformed');
  const short = ok({ ChallengeName: 'SMS_MFA', Session: 'short' });
  yield broken('a Session of five characters', short, 'Session', 'malformed');
  const long = ok({ ChallengeName: 'SMS_MFA', Session: 's'.repeat(2049) });
  yield broken('a Session of 2049 characters', long, 'Session', 'malformed');
  const bare = ok({ AuthenticationResult: { TokenType: 'Bearer', ExpiresIn: 3600 } });
  yield broken('no access token', bare, 'AccessToken', 'missing');
  const list = challenge('SELECT_MFA_TYPE', { MFAS_CAN_CHOOSE: '["SMS_MFA"' });
  yield broken('a list that is no JSON', list, 'MFAS_CAN_CHOOSE', 'malformed');
  const none = challenge('SELECT_MFA_TYPE', { MFAS_CAN_CHOOSE: '[]' });
  yield broken('a list with nothing in it', none, 'MFAS_CAN_CHOOSE', 'missing');
  const setUp = challenge('MFA_SETUP', { MFAS_CAN_SETUP: '[]' });
  yield broken('nothing to set up', setUp, 'MFAS_CAN_SETUP', 'missing');
  const attributes = challenge('NEW_PASSWORD_REQUIRED', { requiredAttributes: '{"not' });
  yield broken('attributes that are no JSON', attributes, 'requiredAttributes', 'malformed');
  const options = challenge('WEB_AUTHN', { CREDENTIAL_REQUEST_OPTIONS: '{' });
  yield broken(
    'options of a passkey that are no JSON',
    options,
    'CREDENTIAL_REQUEST_OPTIONS',
    'malformed',
  );
}

/** Answers that cannot be right: nothing is sent. */
function* answers() {
  const impossible = (comment, name, parameters, answer, argument) =>
    fails(
      'Impossible',
      comment,
      PLAIN,
      [sends(challenge(name, parameters)), asks(name, answer)],
      throws('ERR_ARGUMENT', 'invalid-value', { argument }),
    );
  yield impossible('five digits', 'SOFTWARE_TOKEN_MFA', {}, { code: '12345' }, 'code');
  const choice = { MFAS_CAN_CHOOSE: '["SMS_MFA","SOFTWARE_TOKEN_MFA"]' };
  yield impossible(
    'what is not offered',
    'SELECT_MFA_TYPE',
    choice,
    { challenge: 'EMAIL_OTP' },
    'challenge',
  );
  const required = { requiredAttributes: '[]', userAttributes: '{}' };
  yield impossible(
    'an empty new password',
    'NEW_PASSWORD_REQUIRED',
    required,
    { newPassword: '' },
    'newPassword',
  );
}
