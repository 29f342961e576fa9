/**
 * Clients with one fault each, and the claim that each of them makes: what a service must refuse. Most
 * have been somebody's; the notes say whose.
 *
 * @module
 */
import { createHmac } from 'node:crypto';
import { COGNITO_PRIME as N, bytesOfLength, createReference } from '../reference/srp.mjs';
import { signedBytes, unsignedBytes } from '../reference/srp.mjs';
import { ALICE, SECRET_BLOCK, handshakeOf } from './_handshake.mjs';
import { base64, reference, sha256, timestampOf, wireHex } from './_vectors.mjs';

const INFO = 'Caldera Derived Key';
const text = (value) => Buffer.from(value, 'utf8');
const hmac = (key, ...parts) => {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return mac.digest();
};
const padded = (special) =>
  createReference({
    hash: sha256,
    bytesOf: (integer) => special.get(integer) ?? signedBytes(integer),
  });
const unsigned = (...integers) => padded(new Map(integers.map((n) => [n, unsignedBytes(n)])));

/** What the right client of `input` signs with, and over. */
export function right(input) {
  const { poolName, userIdForSrp, nowMs } = input;
  return {
    ...handshakeOf(input),
    message: [text(poolName + userIdForSrp), SECRET_BLOCK, text(timestampOf(nowMs))],
  };
}

/** @returns {string} the signature of a claimant. */
export function sign({ claimKey, message }) {
  return base64(hmac(claimKey, ...message));
}

/** A claimant as {@link right}, but its numbers are computed by `srp`, or from `changes`. */
function counting(changes, srp) {
  return { ...right(ALICE), ...handshakeOf({ ...ALICE, ...changes }, srp) };
}

/** A claimant whose key comes of S and u in another way. */
function keyed(derive) {
  const claimant = right(ALICE);
  return { ...claimant, claimKey: derive(claimant) };
}

/** A claimant who signs something else. */
function saying(...message) {
  return { ...right(ALICE), message };
}

const { poolName, userIdForSrp, nowMs } = ALICE;
const names = text(poolName + userIdForSrp);
const timestamp = timestampOf(nowMs);
const { publicA, publicB, u, sharedS, x, verifier } = right(ALICE);
const region = 'eu-west-1_';
const wrongU = (value) => ({ ...reference, scramblerU: () => value });
const integer = (bytes) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const hashed = (...parts) => integer(sha256(Buffer.concat(parts.map((part) => Buffer.from(part)))));

/** `[flag, comment, claimant]` for each way to compute other numbers. */
export function arithmeticFaults() {
  const kPadded = padded(new Map([[2n, bytesOfLength(2n, 384)]]));
  const other = { ...reference, clientS: (input) => reference.clientS(negated(input)) };
  return [
    ['Multiplier', 'k over N without its sign byte', counting({}, unsigned(N))],
    ['Multiplier', 'k over g filled up to the length of N', counting({}, kPadded)],
    ['Multiplier', 'k = 3, as in SRP-6', counting({}, withMultiplier(3n))],
    ['SignByte', 'u without the sign byte of A', counting({}, unsigned(publicA))],
    ['SignByte', 'u without the sign byte of B', counting({}, unsigned(publicB))],
    ['SignByte', 'x without the sign byte of the salt', counting({}, unsigned(ALICE.salt))],
    ['SignByte', 'the key over S without its sign byte', counting({}, unsigned(sharedS))],
    ['SignByte', 'the key over u without its sign byte', counting({}, unsigned(u))],
    ['SignByte', 'sign bytes nowhere', counting({}, variant({ bytesOf: unsignedBytes }))],
    [
      'Rfc5054Padding',
      'everything filled up to the length of N',
      counting({}, variant({ bytesOf: (n) => bytesOfLength(n, 384) })),
    ],
    [
      'HashedText',
      'u over the hex text',
      counting({}, wrongU(hashed(text(wireHex(publicA) + wireHex(publicB))))),
    ],
    [
      'TypedArray',
      'u over the numbers of the bytes as text',
      counting({}, wrongU(hashed(text([...signedBytes(publicA), ...signedBytes(publicB)].join())))),
    ],
    [
      'HashedText',
      'x over the hex text of the salt',
      counting({}, withX(hashed(text(wireHex(ALICE.salt)), inner(poolName + userIdForSrp)))),
    ],
    [
      'HashedText',
      'x over the hex text of the inner hash',
      counting(
        {},
        withX(
          hashed(
            signedBytes(ALICE.salt),
            text(Buffer.from(inner(poolName + userIdForSrp)).toString('hex')),
          ),
        ),
      ),
    ],
    [
      'Order',
      'u over B and A',
      counting({}, wrongU(hashed(signedBytes(publicB), signedBytes(publicA)))),
    ],
    [
      'Order',
      'the hash of the password before the salt',
      counting({}, withX(hashed(inner(poolName + userIdForSrp), signedBytes(ALICE.salt)))),
    ],
    [
      'Rfc2945',
      'x without the hash inside',
      counting(
        {},
        withX(
          hashed(signedBytes(ALICE.salt), text(`${poolName}${userIdForSrp}:${ALICE.password}`)),
        ),
      ),
    ],
    ['NegativeBase', 'k·g^x − B in the place of B − k·g^x', counting({}, other)],
    [
      'Formula',
      'a + u in the place of a + u·x',
      keyed(() => reference.claimKey(power(base(), ALICE.a + u), u)),
    ],
    [
      'Formula',
      'a·u·x in the place of a + u·x',
      keyed(() => reference.claimKey(power(base(), ALICE.a * u * x), u)),
    ],
    [
      'Formula',
      'the verifier in the place of k times the verifier',
      counting({}, withMultiplier(1n)),
    ],
  ];
}

/** The same for what the key is made of, and the signature. */
export function keyFaults() {
  const prk = () => hmac(signedBytes(u), signedBytes(sharedS));
  return [
    ['KeyDerivation', 'S and u changed places', keyed(() => derive(sharedS, u))],
    ['KeyDerivation', 'a key of 32 bytes', keyed(() => hmac(prk(), text(INFO), Uint8Array.of(1)))],
    [
      'KeyDerivation',
      'the last 16 bytes in the place of the first',
      keyed(() => hmac(prk(), text(INFO), Uint8Array.of(1)).subarray(16)),
    ],
    [
      'KeyDerivation',
      'without the counter byte',
      keyed(() => hmac(prk(), text(INFO)).subarray(0, 16)),
    ],
    [
      'KeyDerivation',
      'counted from 0',
      keyed(() => hmac(prk(), text(INFO), Uint8Array.of(0)).subarray(0, 16)),
    ],
    [
      'KeyDerivation',
      'another label',
      keyed(() => hmac(prk(), text('Caldera Derived key'), Uint8Array.of(1)).subarray(0, 16)),
    ],
    ['KeyDerivation', 'no derivation: the hash of S', keyed(() => sha256(signedBytes(sharedS)))],
    ['KeyDerivation', 'extracted only', keyed(() => prk().subarray(0, 16))],
    [
      'WholePoolId',
      'signed over the whole pool id',
      saying(text(region + poolName + userIdForSrp), ...tail()),
    ],
    ['WholePoolId', 'signed over no pool name', saying(text(userIdForSrp), ...tail())],
    ['WholePoolId', 'x over the whole pool id', counting(identity(region + poolName))],
    ['WholePoolId', 'x over the user id alone', counting(identity(''))],
    [
      'Separator',
      'names joined by a colon',
      saying(text(`${poolName}:`), text(userIdForSrp), ...tail()),
    ],
    ['Order', 'signed in another order', saying(names, text(timestamp), SECRET_BLOCK)],
    ['Order', 'user id before pool name', saying(text(userIdForSrp + poolName), ...tail())],
    [
      'SecretBlockText',
      'signed over the base64 text of the secret block',
      saying(names, text(base64(SECRET_BLOCK)), text(timestamp)),
    ],
    ['MissingPart', 'signed without the secret block', saying(names, text(timestamp))],
    ['MissingPart', 'signed without the timestamp', saying(names, SECRET_BLOCK)],
    [
      'Replay',
      'signed over another secret block',
      saying(names, bytesOfLength(1n, 32), text(timestamp)),
    ],
    ['Replay', 'made for another SRP_A', counting({ a: ALICE.a + 1n })],
    ['Replay', 'made for another SRP_B', counting({ b: ALICE.b + 1n })],
  ];
}

/** The same for names and passwords. `ALICE`'s password is `P@ssw0rd-1`. */
export function textFaults() {
  const wrong = (flag, comment, password) => [
    flag,
    comment,
    counting({ password, storedPassword: ALICE.password }),
  ];
  return [
    wrong('WrongPassword', 'another password', 'P@ssw0rd-2'),
    wrong('WrongPassword', 'another case', 'p@ssw0rd-1'),
    wrong('WrongPassword', 'no password', ''),
    wrong('ExactText', 'white space behind the password', 'P@ssw0rd-1 '),
    wrong('ExactText', 'NUL behind the password', 'P@ssw0rd-1\0'),
    wrong('ExactText', 'a full-width digit', 'P@ssw0rd-\uff11'),
    ['Alias', 'x over the alias that was typed', counting(identity(poolName, 'alice@example.com'))],
    [
      'Alias',
      'signed over the alias that was typed',
      saying(text(`${poolName}alice@example.com`), ...tail()),
    ],
    [
      'Alias',
      'the user id in lower case, of a name that has none',
      counting(identity(poolName, 'Alice')),
    ],
  ];
}

function tail() {
  return [SECRET_BLOCK, text(timestamp)];
}

function identity(pool, user = userIdForSrp) {
  return { identity: `${pool}${user}` };
}

function inner(who) {
  return sha256(text(`${who}:${ALICE.password}`));
}

function withX(value) {
  return { ...reference, privateX: () => value };
}

function variant(options) {
  return createReference({ hash: sha256, ...options });
}

/** S of a client that takes another k, from the reference, whose own is fixed: B moves instead. */
function withMultiplier(k) {
  const moved = modulo(publicB + (reference.k - k) * verifier);
  return { ...reference, clientS: (input) => reference.clientS({ ...input, publicB: moved }) };
}

/** B' with B' − k·g^x = k·g^x − B. */
function negated(input) {
  return { ...input, publicB: modulo(2n * reference.k * verifier - publicB) };
}

function base() {
  return modulo(publicB - reference.k * verifier);
}

function power(number, exponent) {
  return reference.clientS({
    publicB: modulo(number + reference.k * reference.verifier(0n)),
    x: 0n,
    a: exponent,
    u: 0n,
  });
}

function derive(salt, material) {
  const prk = hmac(signedBytes(salt), signedBytes(material));
  return hmac(prk, text(INFO), Uint8Array.of(1)).subarray(0, 16);
}

function modulo(number) {
  return ((number % N) + N) % N;
}
