/**
 * What transcripts are made of: requests as they have to be, answers as the service gives them.
 *
 * @module
 */
import { createHmac } from 'node:crypto';
import { ALICE, DEVICE, SECRET_BLOCK, claimOf, handshakeOf } from './_handshake.mjs';
import { base64, signedHex, wireHex } from './_vectors.mjs';

const SERVICE = 'AWSCognitoIdentityProviderService';
const HEADERS = { 'content-type': 'application/x-amz-json-1.1' };
export const CLIENT_ID = '1example23456789';
const CLIENT_SECRET = 'sekrit0client0secret0012345';

const DEVICE_OWN = { ...ALICE, ...DEVICE };
export const DEVICE_RECORD = {
  username: ALICE.userIdForSrp,
  deviceKey: DEVICE.userIdForSrp,
  deviceGroupKey: DEVICE.poolName,
  devicePassword: DEVICE.password,
};

/** What every login has unless it says otherwise. */
export const BASE = {
  userPoolId: `eu-west-1_${ALICE.poolName}`,
  clientId: CLIENT_ID,
  username: ALICE.userIdForSrp,
  password: ALICE.password,
  nowMs: ALICE.nowMs,
  secretA: signedHex(ALICE.a).padStart(64, '0').slice(-64),
  proofs: { user: proofOf(ALICE), device: proofOf(DEVICE_OWN) },
};

/** A client with a secret, for a login, and the hash that goes with a name. */
export const SECRET = { clientSecret: CLIENT_SECRET };
export const hashed = (username) => ({
  SECRET_HASH: createHmac('sha256', CLIENT_SECRET)
    .update(username + CLIENT_ID)
    .digest('base64'),
});

/** What a service keeps, and draws, for a proof. */
function proofOf(input) {
  const { poolName, userIdForSrp } = input;
  const verifier = signedHex(handshakeOf(input).verifier);
  return { poolName, userIdForSrp, verifier, secretB: signedHex(input.b) };
}

/** `Session` number `count` of a sign-in. */
export const session = (count) => `session-${count}-`.padEnd(24, '.');

export const ok = (body, headers = {}) => ({
  status: 200,
  headers: { ...HEADERS, ...headers },
  body,
});

export function refuse(service, message = '', status = 400) {
  return { status, headers: HEADERS, body: { __type: service, message } };
}

export function challenge(name, parameters = {}, number = 1, more = {}) {
  const Session = number === 0 ? {} : { Session: session(number) };
  return ok({ ChallengeName: name, ChallengeParameters: parameters, ...Session, ...more });
}

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** Not signed by anybody: clients have it from the service itself. */
export const ACCESS_TOKEN = `${part({ alg: 'RS256' })}.${part({ username: 'alice' })}.c2lnbmF0dXJl`;

export function tokens(more = {}) {
  const own = { AccessToken: ACCESS_TOKEN, IdToken: 'id.token.x', RefreshToken: 'refresh' };
  const result = { ...own, TokenType: 'Bearer', ExpiresIn: 3600, ...more };
  return ok({ AuthenticationResult: result, ChallengeParameters: {} });
}

/** A call, whose body has to be exactly this. */
export function call(operation, body, response) {
  return { request: { target: `${SERVICE}.${operation}`, body }, response };
}

export function initiate(flow, parameters, response, more = {}) {
  const USERNAME = ALICE.userIdForSrp;
  return call(
    'InitiateAuth',
    { AuthFlow: flow, ClientId: CLIENT_ID, AuthParameters: { USERNAME, ...parameters }, ...more },
    response,
  );
}

/** @param number - of the `Session`; 0: none. */
export function respond(name, responses, number, response, more = {}) {
  return call(
    'RespondToAuthChallenge',
    {
      ClientId: CLIENT_ID,
      ChallengeName: name,
      ...(number === 0 ? {} : { Session: session(number) }),
      ChallengeResponses: { USERNAME: ALICE.userIdForSrp, ...responses },
      ...more,
    },
    response,
  );
}

/** A human is asked, and answers; `again` with the exception that the answer before met. */
export function asks(name, answer, again) {
  return { asks: { name, ...(again && { again }) }, answer };
}

/** A member that clients may send or leave out. */
export const optional = (value) => ({ match: 'OPTIONAL', value });

export const SRP_A = { match: 'SRP_A', value: wireHex(handshakeOf(ALICE).publicA) };

/** `PASSWORD_VERIFIER`, with or without a `Session`. */
export function passwordVerifier(number = 0, changes = {}) {
  const { publicB } = handshakeOf(ALICE);
  const names = { USERNAME: ALICE.userIdForSrp, USER_ID_FOR_SRP: ALICE.userIdForSrp };
  const SALT = wireHex(ALICE.salt);
  const parameters = {
    SALT,
    SRP_B: wireHex(publicB),
    SECRET_BLOCK: base64(SECRET_BLOCK),
    ...names,
  };
  return challenge('PASSWORD_VERIFIER', { ...parameters, ...changes }, number);
}

/** What answers it. */
export function proof(nowMs = ALICE.nowMs) {
  return claimResponses({ ...ALICE, nowMs }, 'user');
}

/** `DEVICE_PASSWORD_VERIFIER`. */
export function devicePasswordVerifier(number = 0) {
  const parameters = {
    SALT: wireHex(DEVICE_OWN.salt),
    SRP_B: wireHex(handshakeOf(DEVICE_OWN).publicB),
    SECRET_BLOCK: base64(SECRET_BLOCK),
    USERNAME: ALICE.userIdForSrp,
    DEVICE_KEY: DEVICE.userIdForSrp,
  };
  return challenge('DEVICE_PASSWORD_VERIFIER', parameters, number);
}

export function deviceProof() {
  return { ...claimResponses(DEVICE_OWN, 'device'), DEVICE_KEY: DEVICE.userIdForSrp };
}

function claimResponses(input, of) {
  const { TIMESTAMP, PASSWORD_CLAIM_SIGNATURE } = claimOf(input);
  return {
    PASSWORD_CLAIM_SECRET_BLOCK: base64(SECRET_BLOCK),
    PASSWORD_CLAIM_SIGNATURE: {
      match: 'PASSWORD_CLAIM_SIGNATURE',
      of,
      value: PASSWORD_CLAIM_SIGNATURE,
    },
    TIMESTAMP: { match: 'TIMESTAMP', value: TIMESTAMP },
  };
}

/** Ends with tokens. */
export function signsIn(flag, comment, login, ...steps) {
  return ends(flag, comment, login, steps, { kind: 'signed-in', username: ALICE.userIdForSrp });
}

export function ends(flag, comment, login, steps, end) {
  return { comment, flags: [flag], login, steps, end, result: 'valid' };
}

/** Ends without. `error` says how. */
export function fails(flag, comment, login, steps, error) {
  return { comment, flags: [flag], login, steps, result: 'invalid', error };
}

export const refusedWith = (service) => ({ kind: 'refused', service });
export const restartsWith = (service) => ({ kind: 'restart', service });
export const throws = (code, reason, where = {}) => ({ kind: 'throws', code, reason, ...where });
