/**
 * Writes `vectors/srp-edges.json`: whole handshakes in
 * which one value has a rare shape, searched for from fixed seeds. Every run writes the same bytes.
 *
 * @module
 */
import { COGNITO_PRIME as PRIME, bytesOfLength } from '../reference/srp.mjs';
import { base64, reference, seeded, signedHex, timestampOf, vectorFile } from './_vectors.mjs';
import { wireHex } from './_vectors.mjs';

const SEARCH_LIMIT = 1n << 16n;

const NOTES = {
  LeadingZeroByte: {
    bugType: 'EDGE_CASE',
    description: 'The value is a byte short, and the top bit of what is left is clear.',
    effect: 'Whoever hashes a fixed width derives another key: one sign-in in 512 fails.',
  },
  OddHex: {
    bugType: 'EDGE_CASE',
    description: 'The shortest hex text of the value has an odd number of digits.',
    effect: 'Decoders that expect pairs of digits fail, or shift the number by four bits.',
  },
  TopBitSet: {
    bugType: 'WRONG_ENCODING',
    description: 'The value needs a zero byte in front, or it would read as negative.',
    effect: 'Whoever leaves the sign byte out derives another key: every second sign-in fails.',
  },
  TopBitClear: {
    bugType: 'WRONG_ENCODING',
    description: 'The value needs no zero byte in front.',
    effect: 'Whoever always puts one there derives another key.',
  },
  PaddedSalt: {
    bugType: 'WRONG_ENCODING',
    description: 'SALT has zeros in front. It is a number: they are not hashed.',
    effect: 'Whoever hashes the digits as they came derives another key.',
  },
  Unicode: {
    bugType: 'WRONG_ENCODING',
    description: 'Text outside ASCII: UTF-8, exactly as given, never normalised.',
    effect: 'Users with such names or passwords cannot sign in, or only from some clients.',
  },
  ExactText: {
    bugType: 'WRONG_ENCODING',
    description: 'White space, NUL, colons and long text count like any other.',
    effect: 'Trimming or splitting derives another key.',
  },
  Timestamp: {
    bugType: 'WRONG_ENCODING',
    description: 'The day has no leading zero, the clock has 24 hours and starts at 00.',
    effect:
      'The service prints the time again before it verifies: "Incorrect username or password".',
  },
  Device: {
    bugType: 'EDGE_CASE',
    description: 'A remembered device: group key, key and password take the place of the user’s.',
    effect: 'A sign byte too many or too few, and the device can be confirmed but never used.',
  },
};

const ALICE = {
  poolName: 'AbCdEf123',
  userIdForSrp: 'alice',
  password: 'P@ssw0rd-1',
  salt: 0x71b2c3d4e5f60718293a4b5c6d7e8f90n,
  nowMs: Date.UTC(2026, 0, 7, 9, 5, 3),
};
const DEVICE = {
  poolName: '-GroupKey1',
  userIdForSrp: 'eu-west-1_c0ffee00-1234-4abc-8def-0123456789ab',
  password: 'ZGV2aWNlIHBhc3N3b3JkIG9mIGZvcnR5IHJhbmRvbSBieXRlcyEhISE=',
};

/** The shapes, and what the shortest two's complement form of a value of `width` bytes tells. */
const SHAPES = {
  LeadingZeroByte: (integer, width) => signedHex(integer).length === 2 * (width - 1),
  OddHex: (integer, width) => wireHex(integer).length === 2 * width - 1,
  TopBitSet: (integer, width) => signedHex(integer).length === 2 * (width + 1),
  TopBitClear: (integer, width) =>
    signedHex(integer).length === 2 * width && wireHex(integer).length === 2 * width,
};

/** The file's text. */
export function generate() {
  return vectorFile('srp-edges.json', {
    schema: 'schema/srp-edges.schema.json',
    notes: NOTES,
    groups: [
      { type: 'SrpHandshake', tests: [...shapedHandshakes(), ...texts(), ...times()] },
      { type: 'SrpDevice', tests: devices() },
      { type: 'SrpHandshake', tests: paddedSalts() },
    ],
  });
}

function* shapedHandshakes() {
  for (const [flag, has] of Object.entries(SHAPES)) {
    const finders = {
      salt: () => findSalt((salt) => has(salt, 16)),
      x: () => findSalt((salt) => has(privateX({ ...ALICE, salt }), 32)),
      A: () => findSecretA((publicA) => has(publicA, 384)),
      u: () => findSecretA((publicA) => has(reference.scramblerU(publicA, PUBLIC_B), 32)),
      B: () => findSecretB((publicB) => has(publicB, 384)),
      S: () => findSecretB((publicB, b) => has(sharedSecret(publicB, b), 384)),
    };
    for (const [value, find] of Object.entries(finders)) {
      yield handshake(`${value}: ${NOTES[flag].description}`, [flag], find());
    }
  }
  const salt = (seeded('long salt') ** 2n) | (1n << 511n);
  yield handshake('a salt of 64 bytes', ['TopBitSet'], { salt });
  yield handshake('a salt of one', ['LeadingZeroByte'], { salt: 1n });
  const zeroFirst = { a: seeded('short a') >> 16n, b: seeded('short b') >> 16n };
  yield handshake('a and b begin with two zero bytes', ['LeadingZeroByte'], zeroFirst);
}

function* texts() {
  const unicode = [
    ['é composed (NFC)', { userIdForSrp: 'jos\u00e9', password: 'p\u00e4ss' }],
    [
      'é decomposed (NFD), which is another password',
      { userIdForSrp: 'jose\u0301', password: 'pa\u0308ss' },
    ],
    ['emoji joined by zero-width joiners', { password: '\u{1f469}\u200d\u{1f469}\u200d\u{1f467}' }],
    [
      'right to left',
      {
        userIdForSrp: '\u05d3\u05d5\u05d3',
        password: '\u0643\u0644\u0645\u0629 \u0627\u0644\u0633\u0631',
      },
    ],
    ['full-width digits are no digits', { password: '\uff11\uff12\uff13' }],
    ['beyond the basic plane', { userIdForSrp: '\u{20bb7}\u{10348}', password: '\u{10ffff}' }],
  ];
  for (const [comment, changes] of unicode) yield handshake(comment, ['Unicode'], changes);
  const exact = [
    ['white space around a password', { password: '  P@ss \t' }],
    ['NUL in a password', { password: 'before\0after' }],
    ['a colon in the user id', { userIdForSrp: 'alice:bob', password: 'secret' }],
    [
      'a colon in the password: the same bytes as the case before',
      { userIdForSrp: 'alice', password: 'bob:secret' },
    ],
    ['a user id that looks like an alias', { userIdForSrp: '+15551234567' }],
    ['a password of 256 characters', { password: 'long '.repeat(52).slice(0, 256) }],
  ];
  for (const [comment, changes] of exact) yield handshake(comment, ['ExactText'], changes);
}

function* times() {
  const moments = {
    'midnight is 00': '2026-09-14T00:00:00Z',
    'afternoon on a 24-hour clock': '2026-09-05T15:04:09Z',
    'leap day': '2028-02-29T12:30:45Z',
    'last second of a year': '2026-12-31T23:59:59Z',
  };
  for (const [comment, moment] of Object.entries(moments)) {
    yield handshake(comment, ['Timestamp'], { nowMs: Date.parse(moment) });
  }
}

function devices() {
  return Object.entries(SHAPES).map(([flag, has]) => {
    const salt = search(seeded(`device salt ${flag}`) >> 128n, (candidate) => has(candidate, 16));
    const comment = `device, salt: ${NOTES[flag].description}`;
    const vector = handshake(comment, ['Device', flag], { ...DEVICE, salt });
    return {
      ...vector,
      DeviceSecretVerifierConfig: {
        Salt: base64(Buffer.from(vector.salt, 'hex')),
        PasswordVerifier: base64(Buffer.from(vector.verifier, 'hex')),
      },
    };
  });
}

function* paddedSalts() {
  const paddings = {
    'one zero': { zeros: '0' },
    'a whole byte': { zeros: '00' },
    'filled up to 16 bytes': { zeros: '0'.repeat(31), salt: 1n },
  };
  for (const [comment, { zeros, ...changes }] of Object.entries(paddings)) {
    const vector = handshake(`SALT with zeros in front: ${comment}`, ['PaddedSalt'], changes);
    yield { ...vector, SALT: `${zeros}${vector.SALT}` };
  }
}

const SECRET_A = seeded('secret a');
const SECRET_B = seeded('secret b');
const VERIFIER = reference.verifier(privateX(ALICE));
const PUBLIC_A = reference.publicA(SECRET_A);
const PUBLIC_B = reference.publicB(VERIFIER, SECRET_B);

function privateX({ salt, poolName, userIdForSrp, password }) {
  return reference.privateX(salt, `${poolName}${userIdForSrp}`, password);
}

function sharedSecret(publicB, b) {
  const u = reference.scramblerU(PUBLIC_A, publicB);
  return reference.serverS({ publicA: PUBLIC_A, v: VERIFIER, b, u });
}

function search(start, matches) {
  for (let offset = 0n; offset < SEARCH_LIMIT; offset += 1n) {
    // Counted in the top 16 of the 128 bits, for it is the leading digits that are searched for.
    const candidate = (start ^ (offset << 112n)) & ((1n << 128n) - 1n);
    if (matches(candidate)) return candidate;
  }
  throw new Error('The search found nothing.');
}

function findSalt(matches) {
  return { salt: search(ALICE.salt, matches) };
}

/** g^(a + 1) = 2·g^a, so that a step of the search costs nothing. */
function findSecretA(matches) {
  let publicA = PUBLIC_A;
  for (let offset = 0n; offset < SEARCH_LIMIT; offset += 1n) {
    if (matches(publicA)) return { a: SECRET_A + offset };
    publicA = (2n * publicA) % PRIME;
  }
  throw new Error('The search found nothing.');
}

function findSecretB(matches) {
  let power = reference.publicA(SECRET_B);
  const masked = reference.k * VERIFIER;
  for (let offset = 0n; offset < SEARCH_LIMIT; offset += 1n) {
    const b = SECRET_B + offset;
    if (matches((masked + power) % PRIME, b)) return { b };
    power = (2n * power) % PRIME;
  }
  throw new Error('The search found nothing.');
}

function handshake(comment, flags, changes) {
  const input = { ...ALICE, a: SECRET_A, b: SECRET_B, ...changes };
  const { a, b, salt, nowMs, poolName, userIdForSrp, password } = input;
  const x = privateX(input);
  const verifier = reference.verifier(x);
  const publicA = reference.publicA(a);
  const publicB = reference.publicB(verifier, b);
  const u = reference.scramblerU(publicA, publicB);
  const sharedS = reference.clientS({ publicB, x, a, u });
  if (sharedS !== reference.serverS({ publicA, v: verifier, b, u })) {
    throw new Error(`${comment}: client and server disagree.`);
  }
  const secretBlock = bytesOfLength(seeded('secret block'), 32);
  const timestamp = timestampOf(nowMs);
  const claimKey = reference.claimKey(sharedS, u);
  const identity = `${poolName}${userIdForSrp}`;
  return {
    comment,
    flags,
    poolName,
    userIdForSrp,
    password,
    SALT: wireHex(salt),
    SRP_B: wireHex(publicB),
    SECRET_BLOCK: base64(secretBlock),
    nowMs,
    secretA: signedHex(a),
    secretB: signedHex(b),
    salt: signedHex(salt),
    privateX: signedHex(x),
    verifier: signedHex(verifier),
    publicA: signedHex(publicA),
    publicB: signedHex(publicB),
    scramblerU: signedHex(u),
    sharedSecretS: signedHex(sharedS),
    claimKey: Buffer.from(claimKey).toString('hex'),
    SRP_A: wireHex(publicA),
    TIMESTAMP: timestamp,
    PASSWORD_CLAIM_SIGNATURE: base64(
      reference.signature(claimKey, identity, secretBlock, timestamp),
    ),
    result: 'valid',
  };
}
