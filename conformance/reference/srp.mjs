/**
 * SRP-6a, slow and obvious: native integers, one line to a formula, no checks. It says what the
 * right values are, and nothing else; it is shipped for judging alone, in `@countersign/conformance`, and
 * shares no code with what signs in.
 *
 * The group, the hash and the byte strings that are hashed are parameters, so that the same lines
 * reproduce RFC 5054 Appendix B and Cognito. Formulas are the RFC's §2.5 and §2.6.
 *
 * @module
 */
const CLAIM_KEY_INFO = 'Caldera Derived Key';
const HMAC_BLOCK_BYTES = 64;

/** Cognito's group: RFC 3526 group 15 with g = 2. */
export const COGNITO_PRIME = BigInt(
  '0xffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e34' +
    '04ddef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6' +
    'f406b7edee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf0598da48361c55d39a6916' +
    '3fa8fd24cf5f83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca18217c' +
    '32905e462e36ce3be39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea95' +
    '6ae515d2261898fa051015728e5a8aaac42dad33170d04507a33a85521abdf1cba64ecfb850458dbef0a8aea7157' +
    '5d060c7db3970f85a6e1e4c7abf5ae8cdb0933d71e8c94e04a25619dcee3d2261ad2ee6bf12ffa06d98a0864d876' +
    '02733ec86a64521f2b18177b200cbbe117577a615d6c770988c0bad946e208e24fa074e5ab3143db5bfce0fd108e' +
    '4b82d120a93ad2caffffffffffffffff',
);

/**
 * @param {import('./srp.mjs').ReferenceOptions} options
 * @returns {import('./srp.mjs').Reference}
 */
export function createReference({ hash, prime = COGNITO_PRIME, generator = 2n, bytesOf, saltOf }) {
  const toBytes = bytesOf ?? signedBytes;
  const saltToBytes = saltOf ?? toBytes;
  const hashInteger = (...parts) => integerOf(hash(join(...parts)));
  const hmac = (key, message) => {
    const block = join(key.length > HMAC_BLOCK_BYTES ? hash(key) : key, HMAC_BLOCK_BYTES);
    const outer = block.map((byte) => byte ^ 0x5c);
    const inner = block.map((byte) => byte ^ 0x36);
    return hash(join(outer, hash(join(inner, message))));
  };
  const k = hashInteger(toBytes(prime), toBytes(generator));

  return {
    k,
    publicA: (a) => power(generator, a, prime),
    publicB: (v, b) => modulo(k * v + power(generator, b, prime), prime),
    privateX: (salt, identity, password) =>
      hashInteger(saltToBytes(salt), hash(utf8(`${identity}:${password}`))),
    verifier: (x) => power(generator, x, prime),
    scramblerU: (publicA, publicB) => hashInteger(toBytes(publicA), toBytes(publicB)),
    clientS: ({ publicB, x, a, u }) =>
      power(modulo(publicB - k * power(generator, x, prime), prime), a + u * x, prime),
    serverS: ({ publicA, v, b, u }) => power(modulo(publicA * power(v, u, prime), prime), b, prime),
    claimKey: (sharedS, u) => {
      const pseudoRandomKey = hmac(toBytes(u), toBytes(sharedS));
      return hmac(pseudoRandomKey, join(utf8(CLAIM_KEY_INFO), Uint8Array.of(1))).slice(0, 16);
    },
    signature: (key, identity, secretBlock, timestamp) =>
      hmac(key, join(utf8(identity), secretBlock, utf8(timestamp))),
  };
}

/** Java's `BigInteger.toByteArray()`: the shortest form whose top bit is clear. */
export function signedBytes(integer) {
  return bytesOfLength(integer, Math.floor(bitLength(integer) / 8) + 1);
}

/** The shortest form. */
export function unsignedBytes(integer) {
  return bytesOfLength(integer, Math.ceil(bitLength(integer) / 8));
}

/** RFC 5054's PAD(): big-endian, filled up with zeros. */
export function bytesOfLength(integer, length) {
  return Uint8Array.from({ length }, (_, index) =>
    Number((integer >> BigInt(8 * (length - 1 - index))) & 255n),
  );
}

/** Big-endian. */
export function integerOf(bytes) {
  return bytes.reduce((sum, byte) => (sum << 8n) + BigInt(byte), 0n);
}

/** Joins byte strings; a number among them is a length to fill up to with zeros. */
function join(...parts) {
  const bytes = [];
  for (const part of parts) {
    if (typeof part === 'number') while (bytes.length < part) bytes.push(0);
    else bytes.push(...part);
  }
  return Uint8Array.from(bytes);
}

function utf8(text) {
  return new TextEncoder().encode(text);
}

function bitLength(integer) {
  return integer === 0n ? 0 : integer.toString(2).length;
}

function modulo(integer, modulus) {
  return ((integer % modulus) + modulus) % modulus;
}

function power(base, exponent, modulus) {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * base) % modulus;
  }
  return result;
}
