/**
 * Writes `vectors/encodings.json`: integers as the bytes that are hashed, the hashes and the key over
 * such bytes, and the halves of a pool id.
 *
 * @module
 */
import { COGNITO_PRIME as N, signedBytes } from '../reference/srp.mjs';
import { ALICE } from './_handshake.mjs';
import { reference, seeded, signedHex, vectorFile, wireHex } from './_vectors.mjs';

const NOTES = {
  SignByte: {
    bugType: 'WRONG_ENCODING',
    description: 'A zero byte goes in front where the top bit is set, and nowhere else.',
    effect: 'Another key: right passwords are refused, every second time or always.',
    links: ['https://github.com/floci-io/floci/issues/912'],
  },
  LeadingZeros: {
    bugType: 'EDGE_CASE',
    description:
      'The value is shorter than its kind: a digest or a public value with zeros in front.',
    effect: 'Whoever hashes a fixed width fails in one sign-in of 256, or of 512.',
    links: ['https://github.com/aws-samples/amazon-cognito-passwordless-auth'],
  },
  OddDigits: {
    bugType: 'WRONG_ENCODING',
    description: 'Hex travels without a zero in front, so half a byte can be missing.',
    effect: 'Decoders of pairs fail, or shift the number by four bits.',
  },
  Spelling: {
    bugType: 'LEGACY',
    description: 'Upper case, or zeros in front: the same integer, so the same bytes.',
    effect: 'Whoever hashes the text, or its decoded length, derives another key.',
  },
  SmallNumber: {
    bugType: 'EDGE_CASE',
    description: 'One byte, or zero.',
    effect: 'g = 2 hashed in 384 bytes makes another k: no sign-in works.',
    links: ['https://github.com/faiscadev/fakecloud/issues/2389'],
  },
  Text: {
    bugType: 'WRONG_ENCODING',
    description: 'Names and passwords are UTF-8, joined without a separator, then a colon.',
    effect: 'Users with other letters than ASCII cannot sign in.',
    links: ['https://github.com/aws-samples/amazon-cognito-passwordless-auth'],
  },
  PoolId: {
    bugType: 'WRONG_ENCODING',
    description: 'A region, one underscore, the pool’s name; the name alone is hashed.',
    effect: 'Another key, or requests to another host.',
    links: ['https://github.com/floci-io/floci/issues/358'],
  },
};

/** The file's text. */
export function generate() {
  return vectorFile('encodings.json', {
    schema: 'schema/encodings.schema.json',
    notes: NOTES,
    groups: [
      { type: 'PadInteger', tests: [...integers()] },
      { type: 'ScramblerU', tests: [...scramblers()] },
      { type: 'PrivateX', tests: [...privateKeys()] },
      { type: 'ClaimKey', tests: [...claimKeys()] },
      { type: 'UserPoolId', tests: poolIds() },
    ],
  });
}

function* integers() {
  const padded = (flag, comment, hex) => ({
    comment,
    flags: [flag],
    hex,
    padded: Buffer.from(signedBytes(BigInt(`0x${hex}`))).toString('hex'),
    result: 'valid',
  });
  const digest = wireHex(seeded('digest')).padStart(64, '0').slice(4);
  const salt = '71b2c3d4e5f60718293a4b5c6d7e8f90';
  yield padded('SmallNumber', 'zero is one byte', '0');
  yield padded('SmallNumber', 'one', '1');
  yield padded('SmallNumber', 'g = 2', '2');
  yield padded('SmallNumber', 'the largest byte without a sign byte', '7f');
  yield padded('SignByte', 'the smallest byte with a sign byte', '80');
  yield padded('SignByte', 'the largest byte', 'ff');
  yield padded('SignByte', '256: two bytes, no sign byte', '100');
  yield padded('SignByte', '32767: two bytes, no sign byte', '7fff');
  yield padded('SignByte', '32768: two bytes and a sign byte', '8000');
  yield padded('SignByte', 'N: 385 bytes', wireHex(N));
  yield padded('SignByte', '2^3071 − 1: 384 bytes', wireHex((1n << 3071n) - 1n));
  yield padded('SignByte', '2^3071: 385 bytes', wireHex(1n << 3071n));
  yield padded('SignByte', 'a salt whose top bit is set', `f${salt.slice(1)}`);
  yield padded('SignByte', 'a salt whose top bit is clear', salt);
  yield padded('OddDigits', 'three digits, the first of them small', '123');
  yield padded('OddDigits', 'three digits, the first of them large', 'f23');
  yield padded('OddDigits', 'a salt of 31 digits', salt.slice(1));
  yield padded('OddDigits', 'a public value of 767 digits', wireHex(N >> 4n));
  yield padded(
    'LeadingZeros',
    'a digest whose first byte is zero, the next one small',
    `001f${digest}`,
  );
  yield padded(
    'LeadingZeros',
    'a digest whose first byte is zero, the next one large',
    `009f${digest}`,
  );
  yield padded('LeadingZeros', 'a digest whose first two bytes are zero', `0000${digest}`);
  yield padded(
    'LeadingZeros',
    'a salt whose first byte is zero, the next one small',
    `0032${salt.slice(4)}`,
  );
  yield padded(
    'LeadingZeros',
    'a public value filled up to 768 digits',
    wireHex(N >> 12n).padStart(768, '0'),
  );
  yield padded('Spelling', 'upper case', salt.toUpperCase());
  yield padded('Spelling', 'a sign byte that is there already', `00f${salt.slice(1)}`);
  yield padded('Spelling', 'a zero byte that is not needed', `00${salt}`);
  yield padded('Spelling', 'one zero in front, as .NET writes it', `0${salt}`);
}

function* scramblers() {
  const scrambled = (flag, comment, publicA, publicB) => ({
    comment,
    flags: [flag],
    publicA: signedHex(publicA),
    publicB: signedHex(publicB),
    scramblerU: signedHex(reference.scramblerU(publicA, publicB)),
    result: 'valid',
  });
  const large = N - seeded('large');
  const small = (1n << 3071n) - 1n - seeded('small');
  yield scrambled('SignByte', 'both with a sign byte', large, N - 2n);
  yield scrambled('SignByte', 'A alone with a sign byte', large, small);
  yield scrambled('SignByte', 'B alone with a sign byte', small, large);
  yield scrambled('SignByte', 'neither with a sign byte', small, small - 1n);
  yield scrambled('SmallNumber', 'A = 1 and B = 2', 1n, 2n);
  yield scrambled(
    'SmallNumber',
    'the digits of the case before, told apart otherwise',
    0x0102n,
    0x02n,
  );
  yield scrambled('LeadingZeros', 'A a byte short', small >> 8n, large);
  yield scrambled('LeadingZeros', 'B nine bytes short', large, small >> 72n);
  yield scrambled('OddDigits', 'A and B with odd numbers of digits', small >> 4n, large >> 4n);
}

function* privateKeys() {
  const derived = (flag, comment, changes) => {
    const { poolName, userIdForSrp, password, salt } = { ...ALICE, ...changes };
    const identity = `${poolName}${userIdForSrp}`;
    const privateX = signedHex(reference.privateX(salt, identity, password));
    const names = { poolName, userIdForSrp, password, salt: signedHex(salt) };
    return { comment, flags: [flag], ...names, privateX, result: 'valid' };
  };
  yield derived('SignByte', 'a salt with a sign byte', {});
  yield derived('SignByte', 'a salt without one', { salt: ALICE.salt >> 1n });
  yield derived('LeadingZeros', 'a salt of 15 bytes', { salt: ALICE.salt >> 9n });
  yield derived('LeadingZeros', 'a salt of 15 bytes and a sign byte', { salt: ALICE.salt >> 8n });
  yield derived('OddDigits', 'a salt of 31 digits', { salt: ALICE.salt >> 4n });
  yield derived('SmallNumber', 'a salt of one byte', { salt: 0x7fn });
  yield derived('Text', 'names that join to the same text', {
    poolName: 'AbCdEf123a',
    userIdForSrp: 'lice',
  });
  yield derived('Text', 'a user id in Latin letters outside ASCII', { userIdForSrp: 'Zo\u00eb' });
  yield derived('Text', 'a user id in Greek', { userIdForSrp: '\u03b6\u03c9\u03ae' });
  yield derived('Text', 'a password with an emoji', { password: 'p\u{1f511}w' });
  yield derived('Text', 'a password of one character', { password: 'x' });
  yield derived('Text', 'a user id that is a UUID', {
    userIdForSrp: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  });
}

function* claimKeys() {
  const keyed = (flag, comment, sharedSecretS, scramblerU) => ({
    comment,
    flags: [flag],
    sharedSecretS: signedHex(sharedSecretS),
    scramblerU: signedHex(scramblerU),
    claimKey: Buffer.from(reference.claimKey(sharedSecretS, scramblerU)).toString('hex'),
    result: 'valid',
  });
  const u = seeded('u') | (1n << 255n);
  const S = N - seeded('S');
  yield keyed('SignByte', 'S and u with sign bytes', S, u);
  yield keyed('SignByte', 'S and u without sign bytes', S >> 1n, u >> 1n);
  yield keyed('LeadingZeros', 'u of 31 bytes', S, u >> 9n);
  yield keyed('LeadingZeros', 'u of 31 bytes and a sign byte', S, u >> 8n);
  yield keyed('LeadingZeros', 'u of 30 bytes', S, u >> 17n);
  yield keyed('LeadingZeros', 'S of 383 bytes', S >> 9n, u);
  yield keyed('LeadingZeros', 'S of 383 bytes and a sign byte', S >> 8n, u);
  yield keyed('OddDigits', 'S and u with odd numbers of digits', S >> 4n, u >> 4n);
  yield keyed('SmallNumber', 'S = 1 and u = 1', 1n, 1n);
}

function poolIds() {
  const halves = (comment, region, poolName) => ({
    comment,
    flags: ['PoolId'],
    userPoolId: `${region}_${poolName}`,
    region,
    poolName,
    result: 'valid',
  });
  const refused = (comment, userPoolId) => ({
    comment,
    flags: ['PoolId'],
    userPoolId,
    result: 'invalid',
    error: { code: 'ERR_ARGUMENT', reason: 'invalid-value', argument: 'userPoolId' },
  });
  return [
    halves('as most are', 'eu-west-1', 'AbCdEf123'),
    halves('of a government', 'us-gov-west-1', 'AbCdEf123'),
    halves('of the European partition', 'eusc-de-east-1', 'AbCdEf123'),
    halves('of China', 'cn-north-1', 'AbCdEf123'),
    halves('a name of digits', 'us-east-1', '012345678'),
    halves('as long as it may be', 'ap-southeast-2', 'a'.repeat(40)),
    refused('empty', ''),
    refused('without an underscore', 'eu-west-1AbCdEf123'),
    refused('without a region', '_AbCdEf123'),
    refused('without a name', 'eu-west-1_'),
    refused('two underscores', 'eu-west-1_AbC_dEf'),
    refused('an underscore for each hyphen', 'eu_west_1_AbCdEf123'),
    refused('a space in front', ' eu-west-1_AbCdEf123'),
    refused('a newline at the end', 'eu-west-1_AbCdEf123\n'),
    refused('a hyphen in the name', 'eu-west-1_AbC-dEf'),
    refused('a letter outside ASCII', 'eu-west-1_AbCd\u00ebf'),
    refused('an ARN', 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEf123'),
    refused('an issuer', 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123'),
    refused('too long by one character', `ap-southeast-2_${'a'.repeat(41)}`),
  ];
}
