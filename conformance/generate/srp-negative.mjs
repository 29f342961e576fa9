/**
 * Writes `vectors/srp-negative.json`: what a client
 * must refuse in SALT, SRP_B, SECRET_BLOCK and in what its user typed, what a server must refuse in
 * SRP_A, and the odd spellings next to them that are right.
 *
 * An input member `{ "repeat": text, "times": n }` stands for a text too long for a file, and
 * `{ "codeUnits": [n, …] }` for one that is not well-formed, which JSON readers garble or refuse.
 *
 * @module
 */
import { COGNITO_PRIME as N, signedBytes } from '../reference/srp.mjs';
import { NOTES } from './_srp-negative-notes.mjs';
import { base64, reference, seeded, timestampOf, vectorFile } from './_vectors.mjs';
import { wireHex } from './_vectors.mjs';

const BASE = {
  poolName: 'AbCdEf123',
  userIdForSrp: 'alice',
  password: 'P@ssw0rd-1',
  secretAHex: wireHex(seeded('secret a')),
  saltHex: 'a1b2c3d4e5f60718293a4b5c6d7e8f',
  // Shorter than N, so that leading zeros have room.
  publicBHex: wireHex((seeded('public b') ** 12n) >> 16n),
  secretBlockBase64: base64(signedBytes(seeded('secret block'))),
  nowMs: Date.UTC(2026, 0, 7, 9, 5, 3),
};

const k = reference.k;
const x = reference.privateX(BigInt(`0x${BASE.saltHex}`), 'AbCdEf123alice', BASE.password);
const longB = BASE.publicBHex;

/** The file's text. */
export function generate() {
  return vectorFile('srp-negative.json', {
    schema: 'schema/srp-negative.schema.json',
    notes: NOTES,
    groups: [
      {
        type: 'SrpProve',
        base: BASE,
        tests: [...publicB(), ...salt(), ...secretBlock(), ...wireNames(), ...typedText()],
      },
      { type: 'SrpPublicA', base: {}, tests: publicA() },
    ],
  });
}

function* publicB() {
  const field = (reason) => protocolError('SRP_B', reason);
  const reject = (number, flag, comment, value, reason) =>
    refused(number, flag, comment, { publicBHex: value }, field(reason));
  yield reject(1, 'GroupElement', 'B = 0', '0', 'out-of-range');
  yield reject(1, 'GroupElement', 'B = 0, spelled out', '0'.repeat(768), 'out-of-range');
  yield reject(2, 'GroupElement', 'B = N', wireHex(N), 'out-of-range');
  yield reject(3, 'GroupElement', 'B = 2N', wireHex(2n * N), 'too-long');
  yield reject(3, 'GroupElement', 'B = 16N', wireHex(16n * N), 'too-long');
  yield reject(4, 'GroupElement', 'B = N + 1', wireHex(N + 1n), 'out-of-range');
  yield reject(4, 'GroupElement', 'B = N + 2^60', wireHex(N + (1n << 60n)), 'out-of-range');
  yield reject(5, 'GroupElement', 'B = 2^3072 − 1', 'f'.repeat(768), 'out-of-range');
  yield reject(6, 'Size', 'B of 3073 bits', `1${'0'.repeat(768)}`, 'too-long');
  yield reject(7, 'Size', 'B of a million digits', repeated('f', 1_000_000), 'too-long');
  yield reject(7, 'Size', 'B of a million zeros', repeated('0', 1_000_000), 'too-long');
  yield accepted(8, 'GroupElement', 'B = 1', { publicBHex: '1' });
  yield accepted(8, 'GroupElement', 'B = N − 1', { publicBHex: wireHex(N - 1n) });
  const zeroBase = wireHex((k * reference.verifier(x)) % N);
  yield reject(9, 'ZeroSecret', 'B = k·g^x', zeroBase, 'out-of-range');
  yield accepted(21, 'Spelling', 'B with an odd number of digits', { publicBHex: longB.slice(1) });
  yield accepted(22, 'Spelling', 'B in upper case', { publicBHex: longB.toUpperCase() });
  yield accepted(23, 'Spelling', 'B filled up to 768 digits', {
    publicBHex: longB.padStart(768, '0'),
  });
  yield reject(23, 'Size', 'B filled up to 769 digits', longB.padStart(769, '0'), 'too-long');
  for (const { number, comment, spell } of BAD_HEX) {
    yield reject(number, 'NotHex', `B ${comment}`, spell(longB), 'malformed');
  }
  yield* wrongTypes('publicBHex', field('malformed'));
}

function* salt() {
  const field = (reason) => protocolError('SALT', reason);
  const reject = (number, flag, comment, value, reason) =>
    refused(number, flag, comment, { saltHex: value }, field(reason));
  const { saltHex } = BASE;
  for (const { number, comment, spell } of BAD_HEX) {
    yield reject(
      number === 27 ? 28 : number,
      'NotHex',
      `salt ${comment}`,
      spell(saltHex),
      'malformed',
    );
  }
  yield reject(30, 'NotHex', 'empty salt', '', 'malformed');
  yield reject(30, 'GroupElement', 'salt = 0', '0', 'out-of-range');
  yield reject(30, 'GroupElement', 'salt = 0, spelled out', '0'.repeat(32), 'out-of-range');
  yield reject(31, 'Size', 'salt of 129 digits', 'a'.repeat(129), 'too-long');
  yield reject(31, 'Size', 'salt of 100,000 digits', repeated('a', 100_000), 'too-long');
  yield accepted(21, 'Spelling', 'salt with an odd number of digits', {
    saltHex: saltHex.slice(1),
  });
  yield accepted(22, 'Spelling', 'salt in upper case', { saltHex: saltHex.toUpperCase() });
  yield accepted(32, 'Spelling', 'salt with a leading zero byte', { saltHex: `00${saltHex}` });
  yield* wrongTypes('saltHex', field('malformed'));
}

function* secretBlock() {
  const field = (reason) => protocolError('SECRET_BLOCK', reason);
  const reject = (flag, comment, value, reason) =>
    refused(33, flag, comment, { secretBlockBase64: value }, field(reason));
  yield reject('NotBase64', 'empty secret block', '', 'malformed');
  yield reject('NotBase64', 'url-safe alphabet', '-_-_', 'malformed');
  yield reject('NotBase64', 'padding left out', 'QUJDRA', 'malformed');
  yield reject('NotBase64', 'too much padding', 'QUJD=', 'malformed');
  yield reject('NotBase64', 'padding in the middle', 'QQ==QUJD', 'malformed');
  yield reject('NotBase64', 'one digit too many', 'QUJDR', 'malformed');
  yield reject('NotBase64', 'stray bits before the padding', 'QUJDRB==', 'malformed');
  yield reject('NotBase64', 'white space inside', 'QU JD', 'malformed');
  yield reject('NotBase64', 'a newline at the end', 'QUJD\n', 'malformed');
  yield reject('NotBase64', 'no base64 at all', 'not base64!', 'malformed');
  yield reject('NotBase64', 'outside ASCII', 'QUJ\u00c4', 'malformed');
  yield reject('Size', 'secret block of a megabyte', repeated('QUJD', 262_144), 'too-long');
  yield* wrongTypes('secretBlockBase64', field('malformed'));
}

function* wireNames() {
  const field = (reason) => protocolError('USER_ID_FOR_SRP', reason);
  yield refused(41, 'Text', 'empty user id', { userIdForSrp: '' }, field('malformed'));
  yield refused(
    36,
    'Text',
    'lone surrogate in the user id',
    { userIdForSrp: codeUnits('a\ud800') },
    field('malformed'),
  );
  yield refused(
    181,
    'Size',
    'user id of 100,000 characters',
    { userIdForSrp: repeated('a', 100_000) },
    field('too-long'),
  );
  yield* wrongTypes('userIdForSrp', field('malformed'));
}

function* typedText() {
  const error = { code: 'ERR_ARGUMENT', reason: 'invalid-value', argument: 'password' };
  const reject = (number, comment, password) =>
    refused(number, 'Text', comment, { password }, error);
  yield reject(182, 'empty password', '');
  yield reject(181, 'password of 257 characters', 'a'.repeat(257));
  yield reject(181, 'password of 10,000 characters', repeated('a', 10_000));
  yield reject(36, 'high surrogate without its partner', codeUnits('a\ud83d'));
  yield reject(36, 'low surrogate without its partner', codeUnits('\ude00a'));
  yield reject(36, 'surrogates the wrong way round', codeUnits('\ude00\ud83d'));
  yield accepted(181, 'Text', 'password of 256 characters', { password: 'a'.repeat(256) });
  yield accepted(177, 'Text', 'a whole surrogate pair', { password: '\u{1f600}' });
  yield accepted(179, 'Text', 'white space at both ends', { password: ' P@ssw0rd-1 ' });
  yield accepted(180, 'Text', 'NUL', { password: 'P@ss\0w0rd' });
  yield accepted(183, 'Text', 'a colon', { password: ':' });
  yield refused(
    181,
    'Text',
    'empty pool name',
    { poolName: '' },
    { ...error, argument: 'poolName' },
  );
}

function publicA() {
  const reject = (flag, comment, value, reason, number = 19) =>
    refused(number, flag, comment, { publicAHex: value }, protocolError('SRP_A', reason));
  const allow = (comment, value) => ({
    ...refused(19, 'Spelling', comment, { publicAHex: value }),
    result: 'valid',
  });
  const plain = wireHex(reference.publicA(seeded('secret a')));
  return [
    reject('GroupElement', 'A = 0', '0', 'out-of-range'),
    reject('GroupElement', 'A = 0, spelled out', '0'.repeat(768), 'out-of-range'),
    reject('GroupElement', 'A = N', wireHex(N), 'out-of-range'),
    reject('GroupElement', 'A = N with a sign byte', `00${wireHex(N)}`, 'out-of-range'),
    reject('GroupElement', 'A = 2N', wireHex(2n * N), 'out-of-range'),
    reject('GroupElement', 'A = N + 1', wireHex(N + 1n), 'out-of-range'),
    reject('Size', 'A of 771 digits', `000${wireHex(N)}`, 'too-long'),
    reject('Size', 'A of a million digits', repeated('f', 1_000_000), 'too-long'),
    reject('NotHex', 'empty', '', 'malformed'),
    ...BAD_HEX.map(({ number, comment, spell }) =>
      reject('NotHex', `A ${comment}`, spell(plain), 'malformed', number),
    ),
    ...wrongTypes('publicAHex', protocolError('SRP_A', 'malformed')),
    allow('A as clients send it', plain),
    allow('A in upper case', plain.toUpperCase()),
    allow('A with one zero in front, as .NET writes it', `0${plain}`),
    allow('A with a sign byte', `00${plain}`),
    allow('A = 1, which has an odd number of digits', '1'),
  ];
}

const BAD_HEX = [
  { number: 24, comment: 'with 0x', spell: (hex) => `0x${hex.slice(2)}` },
  { number: 25, comment: 'with a space in front', spell: (hex) => ` ${hex.slice(1)}` },
  { number: 25, comment: 'with a newline at the end', spell: (hex) => `${hex.slice(1)}\n` },
  {
    number: 25,
    comment: 'with a space inside',
    spell: (hex) => `${hex.slice(0, 8)} ${hex.slice(9)}`,
  },
  { number: 26, comment: 'with a g', spell: (hex) => `g${hex.slice(1)}` },
  { number: 26, comment: 'with a point', spell: (hex) => `${hex.slice(2)}.0` },
  {
    number: 26,
    comment: 'with an underscore',
    spell: (hex) => `${hex.slice(0, 8)}_${hex.slice(9)}`,
  },
  { number: 27, comment: 'with a minus sign', spell: (hex) => `-${hex.slice(1)}` },
  { number: 27, comment: 'with a plus sign', spell: (hex) => `+${hex.slice(1)}` },
  { number: 29, comment: 'with a full-width digit', spell: (hex) => `\uff11${hex.slice(1)}` },
  { number: 29, comment: 'with an Arabic digit', spell: (hex) => `\u0661${hex.slice(1)}` },
  { number: 35, comment: 'with NUL inside', spell: (hex) => `${hex.slice(0, 8)}\0${hex.slice(9)}` },
  { number: 35, comment: 'with NUL at the end', spell: (hex) => `${hex.slice(1)}\0` },
  {
    number: 36,
    comment: 'with a lone surrogate',
    spell: (hex) => codeUnits(`\ud800${hex.slice(1)}`),
  },
];

function wrongTypes(member, error) {
  const values = [1, null, ['1'], { 0: '1' }, true];
  return values.map((value) => {
    const comment = `${member} is ${JSON.stringify(value)}`;
    return refused(34, 'WrongType', comment, { [member]: value }, error);
  });
}

function repeated(repeat, times) {
  return { repeat, times };
}

/** UTF-16, where a text has half a surrogate pair. */
function codeUnits(text) {
  return { codeUnits: Array.from({ length: text.length }, (_, index) => text.charCodeAt(index)) };
}

function protocolError(field, reason) {
  return { code: 'ERR_PROTOCOL', reason, field };
}

/** `number` is the case's number in the project's list of negative cases. */
function refused(number, flag, comment, input, error) {
  return { number, comment, flags: [flag], input, result: 'invalid', error };
}

/** Accepted, with the signature that has to come out. */
function accepted(number, flag, comment, changes) {
  const input = { ...BASE, ...changes };
  const integer = (hex) => BigInt(`0x${hex}`);
  const a = integer(input.secretAHex);
  const B = integer(input.publicBHex);
  const identity = `${input.poolName}${input.userIdForSrp}`;
  const privateX = reference.privateX(integer(input.saltHex), identity, input.password);
  const u = reference.scramblerU(reference.publicA(a), B);
  const key = reference.claimKey(reference.clientS({ publicB: B, x: privateX, a, u }), u);
  const block = Buffer.from(input.secretBlockBase64, 'base64');
  const signature = reference.signature(key, identity, block, timestampOf(input.nowMs));
  return {
    ...refused(number, flag, comment, changes),
    result: 'valid',
    signatureBase64: base64(signature),
  };
}
