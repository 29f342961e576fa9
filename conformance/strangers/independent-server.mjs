/**
 * The service's half of USER_SRP_AUTH, written from the protocol alone: it shares no code with the
 * packages that it judges, and it makes happen what chance makes rare. Each user has an edge, for
 * example "S: leading zero byte", and every sign-in of that user is steered until the edge shows.
 *
 * Reads `{ poolName, users: [{ username, userIdForSrp, password, edge, fixedWidth }] }` from standard
 * input, then prints one line, `{ url }`. `GET /` tells how many accepted proofs showed which
 * edge. Native BigInt, so its time depends on the secrets: never a server for anything but tests.
 *
 * @module
 */
import { createHash, createHmac, getDiffieHellman, hkdfSync } from 'node:crypto';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

// OpenSSL's own copy of the group: RFC 3526 §4.
const N = integerOf(getDiffieHellman('modp15').getPrime());
const g = 2n;
const k = integerOf(sha256(signedBytes(N), signedBytes(g)));

const BYTES = { salt: 16, x: 32, A: 384, B: 384, u: 32, S: 384 };
const SHAPES = {
  'leading zero byte': (value, bytes) => value < 1n << BigInt(8 * (bytes - 1)),
  'odd number of digits': (value) => hexOf(value).length % 2 === 1,
  'top bit set': (value) => bitLength(value) % 8 === 0,
  'top bit clear': (value) => bitLength(value) % 8 !== 0,
};
const CLOCK_TOLERANCE_MS = 5 * 60_000;

const { poolName, users } = await json(process.stdin);
const byUsername = new Map(users.map((user) => [user.username, { ...user, ...register(user) }]));
const pending = new Map();
const edges = Object.keys(BYTES).flatMap((name) => Object.keys(SHAPES).map((s) => `${name}: ${s}`));
const counts = Object.fromEntries(edges.map((edge) => [edge, 0]));

const operations = { InitiateAuth: initiateAuth, RespondToAuthChallenge: respondToAuthChallenge };

/** The salt is drawn until it, or the x that follows from it, has the shape that is wanted. */
function register({ userIdForSrp, password, edge }) {
  for (;;) {
    const salt = integerOf(randomBytes(BYTES.salt));
    const inner = sha256(`${poolName}${userIdForSrp}:${password}`);
    const x = integerOf(sha256(signedBytes(salt), inner));
    if (shows(edge, { salt, x })) return { salt, x, verifier: modPow(g, x) };
  }
}

function initiateAuth({ AuthFlow, AuthParameters: { USERNAME, SRP_A } }) {
  const user = byUsername.get(USERNAME);
  const A = BigInt(`0x${SRP_A}`);
  if (AuthFlow !== 'USER_SRP_AUTH' || user === undefined || A % N === 0n) return refusal();
  const { B, u, S } = steer(user, A);
  const secretBlock = randomBytes(1024).toString('base64');
  pending.set(secretBlock, { user, values: { salt: user.salt, x: user.x, A, B, u, S } });
  const onWire = (name, value) => hexOf(value).padStart(user.fixedWidth ? 2 * BYTES[name] : 1, '0');
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      USERNAME: user.userIdForSrp,
      USER_ID_FOR_SRP: user.userIdForSrp,
      SALT: onWire('salt', user.salt),
      SRP_B: onWire('B', B),
      SECRET_BLOCK: secretBlock,
    },
  };
}

/**
 * Counts b up until B, u or S has the shape that is wanted. Because g^(b+1) = g^b·g, the next
 * candidate costs a few products: B = k·v + g^b and S = (A·v^u)^b = A^b·(v^b)^u.
 */
function steer({ verifier, edge }, A) {
  const b = integerOf(randomBytes(32));
  let [gToB, aToB, vToB] = [g, A, verifier].map((base) => modPow(base, b));
  for (;;) {
    const B = (k * verifier + gToB) % N;
    const u = integerOf(sha256(signedBytes(A), signedBytes(B)));
    if (B !== 0n && u !== 0n && shows(edge, { B, u })) {
      const S = (aToB * modPow(vToB, u)) % N;
      if (shows(edge, { S })) return { B, u, S };
    }
    [gToB, aToB, vToB] = [(gToB * g) % N, (aToB * A) % N, (vToB * verifier) % N];
  }
}

function respondToAuthChallenge({ ChallengeName, ChallengeResponses: responses }) {
  const block = responses.PASSWORD_CLAIM_SECRET_BLOCK;
  const { user, values } = pending.get(block) ?? {};
  pending.delete(block);
  if (ChallengeName !== 'PASSWORD_VERIFIER' || user === undefined) return refusal();
  if (responses.USERNAME !== user.userIdForSrp || !isNow(responses.TIMESTAMP)) return refusal();
  const { S, u } = values;
  const key = hkdfSync('sha256', signedBytes(S), signedBytes(u), 'Caldera Derived Key', 16);
  const expected = createHmac('sha256', Buffer.from(key))
    .update(poolName + user.userIdForSrp)
    .update(Buffer.from(block, 'base64'))
    .update(responses.TIMESTAMP)
    .digest();
  const signature = Buffer.from(responses.PASSWORD_CLAIM_SIGNATURE, 'base64');
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
    return refusal();
  }
  for (const edge of edges) if (shows(edge, values)) counts[edge] += 1;
  const token = `${encode({ alg: 'none' })}.${encode({ sub: user.userIdForSrp })}.`;
  return {
    ChallengeParameters: {},
    AuthenticationResult: {
      AccessToken: token,
      IdToken: token,
      RefreshToken: token,
      ExpiresIn: 3600,
      TokenType: 'Bearer',
    },
  };
}

/** Values that are not there yet are no reason to look further. */
function shows(edge, values) {
  const [name, shape] = edge.split(': ');
  return !(name in values) || SHAPES[shape](values[name], BYTES[name]);
}

/** `Wed Jan 7 09:05:03 UTC 2026`: rendered again, as Java would, it must be the same text. */
function isNow(timestamp) {
  const date = new Date(timestamp);
  if (!(Math.abs(date - Date.now()) < CLOCK_TOLERANCE_MS)) return false;
  const [weekday, day, month, year, time] = date.toUTCString().replace(',', '').split(' ');
  return timestamp === `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`;
}

function refusal() {
  return { __type: 'NotAuthorizedException', message: 'Incorrect username or password.' };
}

function encode(claims) {
  return Buffer.from(JSON.stringify(claims)).toString('base64url');
}

/** Java's `BigInteger.toByteArray()`: minimal, with room for a sign bit. */
function signedBytes(value) {
  const digits = 2 * (Math.floor(bitLength(value) / 8) + 1);
  return Buffer.from(hexOf(value).padStart(digits, '0'), 'hex');
}

function hexOf(value) {
  return value.toString(16);
}

function bitLength(value) {
  return value === 0n ? 0 : value.toString(2).length;
}

function integerOf(bytes) {
  return BigInt(`0x${bytes.toString('hex')}`);
}

function sha256(...parts) {
  return parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
}

function modPow(base, exponent) {
  let result = 1n;
  for (let rest = exponent, square = base % N; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}

async function serve(request, response) {
  if (request.method === 'GET') return response.end(JSON.stringify(counts));
  const operation = String(request.headers['x-amz-target']).split('.')[1];
  const reply = operations[operation](await json(request));
  response.statusCode = '__type' in reply ? 400 : 200;
  response.setHeader('content-type', 'application/x-amz-json-1.1');
  return response.end(JSON.stringify(reply));
}

const server = createServer((request, response) => {
  serve(request, response).catch((error) => response.destroy(error));
});
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` }));
});
