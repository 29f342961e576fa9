/**
 * Writes `vectors/devices.json`: what `ConfirmDevice` is sent for a salt, what of it a service refuses,
 * and the proofs of devices.
 *
 * @module
 */
import { createReference, signedBytes, unsignedBytes } from '../reference/srp.mjs';
import { right, sign } from './_claim-faults.mjs';
import { ALICE, DEVICE, SECRET_BLOCK, claimOf, handshakeOf } from './_handshake.mjs';
import { base64, reference, seeded, sha256, signedHex, timestampOf } from './_vectors.mjs';
import { vectorFile, wireHex } from './_vectors.mjs';

const NOTES = {
  Device: {
    bugType: 'EDGE_CASE',
    description: 'The group key stands for the pool’s name, the device key for the user’s.',
    effect: 'The device can be confirmed, and never signs in.',
  },
  SaltBytes: {
    bugType: 'WRONG_ENCODING',
    description: 'Sixteen random bytes are a number: zeros in front go, a sign byte comes.',
    effect:
      'One device in 254 is confirmed with a verifier over other bytes than the service hashes.',
    links: ['https://github.com/aws/aws-sdk-net-extensions-cognito'],
  },
  Negative: {
    bugType: 'WRONG_ENCODING',
    description: 'The top bit is set, and no sign byte is in front.',
    effect: 'The service reads a negative number and refuses it: no device is ever confirmed.',
    links: ['https://github.com/aws/aws-sdk-net-extensions-cognito/issues/46'],
  },
  Password: {
    bugType: 'EDGE_CASE',
    description: 'Any text can be a device’s password: base64, a UUID, a phrase.',
    effect: 'Another client’s devices cannot be taken over.',
  },
  Missing: {
    bugType: 'MISSING_STEP',
    description: 'A member is not there, or is no base64.',
    effect: 'A device that can never prove anything.',
  },
  UserNames: {
    bugType: 'WRONG_ENCODING',
    description: 'Names of the user where those of the device belong.',
    effect:
      'The proof is refused, the device is forgotten, and the user is asked for a code again.',
  },
  WrongSecret: {
    bugType: 'MISSING_STEP',
    description: 'The proof is one of another secret.',
    effect: 'A service that takes it skips the second factor for anybody.',
  },
};

const BAD_CONFIG = { service: 'InvalidParameterException' };
const REFUSED = { service: 'NotAuthorizedException' };
const TAIL = '71b2c3d4e5f60718293a4b5c6d7e8f90'.slice(4);
const saltOf = (front) => BigInt(`0x${front}${TAIL}`);
const SALT = saltOf('f1b2');
const OWN = { ...ALICE, ...DEVICE, salt: SALT };

/** The file's text. */
export function generate() {
  const { verifier, publicA, publicB } = handshakeOf(OWN);
  const base = {
    poolName: OWN.poolName,
    userIdForSrp: OWN.userIdForSrp,
    verifier: signedHex(verifier),
    secretB: signedHex(OWN.b),
    SRP_A: wireHex(publicA),
    SRP_B: wireHex(publicB),
    SECRET_BLOCK: base64(SECRET_BLOCK),
    TIMESTAMP: timestampOf(OWN.nowMs),
  };
  return vectorFile('devices.json', {
    schema: 'schema/devices.schema.json',
    notes: NOTES,
    groups: [
      { type: 'DeviceVerifier', tests: [...verifiers()] },
      { type: 'DeviceConfirm', tests: [...confirmations()] },
      { type: 'ClaimCheck', base, tests: [...claims()] },
    ],
  });
}

function configOf({ salt, poolName, userIdForSrp, password }) {
  const x = reference.privateX(salt, `${poolName}${userIdForSrp}`, password);
  return {
    Salt: base64(signedBytes(salt)),
    PasswordVerifier: base64(signedBytes(reference.verifier(x))),
  };
}

function* verifiers() {
  const made = (flag, comment, changes) => {
    const input = { ...OWN, ...changes };
    return {
      comment,
      flags: [flag],
      deviceGroupKey: input.poolName,
      deviceKey: input.userIdForSrp,
      devicePassword: input.password,
      salt: signedHex(input.salt),
      DeviceSecretVerifierConfig: configOf(input),
      result: 'valid',
    };
  };
  yield made('SaltBytes', 'the top bit of the salt set', {});
  yield made('SaltBytes', 'the top bit of the salt clear', { salt: saltOf('71b2') });
  yield made('SaltBytes', 'the first byte zero, the top bit of the next clear', {
    salt: saltOf('0032'),
  });
  yield made('SaltBytes', 'the first byte zero, the top bit of the next set', {
    salt: saltOf('00b2'),
  });
  yield made('SaltBytes', 'the first two bytes zero', { salt: saltOf('0000') });
  yield made('SaltBytes', 'the first byte one', { salt: saltOf('01b2') });
  yield made('SaltBytes', 'a verifier with a sign byte', { salt: shaped(385) });
  yield made('SaltBytes', 'a verifier without a sign byte', { salt: shaped(384) });
  yield made('SaltBytes', 'a verifier with zeros in front', { salt: shaped(383) });
  yield made('Password', 'a UUID for a password', {
    password: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  });
  yield made('Password', 'a phrase', { password: 'a phrase with spaces: and a colon' });
  yield made('Password', 'outside ASCII', { password: 'ger\u00e4t \u{1f4f1}' });
  yield made('Device', 'another device of the same group', {
    userIdForSrp: 'eu-west-1_deadbeef-1234-4abc-8def-0123456789ab',
  });
  yield made('Device', 'the same device of another group', { poolName: '-GroupKey2' });
}

/** A salt whose verifier takes so many bytes. Where it is was found by counting up. */
function shaped(length) {
  const salt = (seeded('device salt') >> 128n) + { 385: 1n, 384: 0n, 383: 223n }[length];
  if (signedBytes(handshakeOf({ ...OWN, salt }).verifier).length === length) return salt;
  throw new Error(`Its verifier has not ${length} bytes.`);
}

function* confirmations() {
  const signed = { ...OWN, salt: shaped(385) };
  const { Salt, PasswordVerifier } = configOf(signed);
  const sent = (flag, comment, config, error) => ({
    comment,
    flags: [flag],
    DeviceSecretVerifierConfig: config,
    ...(error ? { result: 'invalid', error } : { result: 'valid' }),
  });
  const refused = (flag, comment, changes) =>
    sent(flag, comment, { Salt, PasswordVerifier, ...changes }, BAD_CONFIG);
  const { verifier } = handshakeOf(signed);
  yield sent('Device', 'as it should be', { Salt, PasswordVerifier });
  yield sent('SaltBytes', 'salt of 15 bytes', configOf({ ...OWN, salt: saltOf('0032') }));
  yield refused('Negative', 'the salt without its sign byte', {
    Salt: base64(unsignedBytes(SALT)),
  });
  yield refused('Negative', 'the verifier without its sign byte', {
    PasswordVerifier: base64(unsignedBytes(verifier)),
  });
  yield refused('Negative', 'a salt of one byte, 0x80', { Salt: base64(Buffer.of(0x80)) });
  yield refused('Missing', 'no salt', { Salt: undefined });
  yield refused('Missing', 'no verifier', { PasswordVerifier: undefined });
  yield refused('Missing', 'an empty salt', { Salt: '' });
  yield refused('Missing', 'an empty verifier', { PasswordVerifier: '' });
  yield refused('Missing', 'a salt that is no base64', { Salt: '!!!!' });
  yield refused('Missing', 'a verifier that is no base64', { PasswordVerifier: 'no base64' });
}

function* claims() {
  const claimed = (flag, comment, signature) => ({
    comment,
    flags: [flag],
    input: { PASSWORD_CLAIM_SIGNATURE: signature },
    result: 'invalid',
    error: REFUSED,
  });
  const from = (changes) => sign({ ...right(OWN), ...handshakeOf({ ...OWN, ...changes }) });
  const saying = (...names) =>
    sign({ ...right(OWN), message: [Buffer.from(names.join('')), ...right(OWN).message.slice(1)] });
  const { poolName, userIdForSrp } = ALICE;
  const stored = { storedPassword: OWN.password };
  const keptZeros = createReference({
    hash: sha256,
    saltOf: (salt) => Buffer.concat([Buffer.of(0), signedBytes(salt)]),
  });
  yield {
    ...claimed('Device', 'as it should be', claimOf(OWN).PASSWORD_CLAIM_SIGNATURE),
    result: 'valid',
    error: undefined,
  };
  yield claimed('UserNames', 'signed over the user’s names', saying(poolName, userIdForSrp));
  yield claimed(
    'UserNames',
    'signed over pool name and device key',
    saying(poolName, OWN.userIdForSrp),
  );
  yield claimed(
    'UserNames',
    'signed over group key and user id',
    saying(OWN.poolName, userIdForSrp),
  );
  yield claimed(
    'UserNames',
    'signed over the device key without its region',
    saying(OWN.poolName, OWN.userIdForSrp.split('_')[1]),
  );
  yield claimed(
    'UserNames',
    'x over the user’s names',
    from({ identity: `${poolName}${userIdForSrp}` }),
  );
  yield claimed(
    'UserNames',
    'x over the pool’s name',
    from({ identity: poolName + OWN.userIdForSrp }),
  );
  yield claimed(
    'WrongSecret',
    'the user’s password',
    from({ password: ALICE.password, ...stored }),
  );
  yield claimed(
    'WrongSecret',
    'the password decoded from base64',
    from({
      password: Buffer.from(OWN.password, 'base64').toString('latin1'),
      ...stored,
    }),
  );
  yield claimed(
    'WrongSecret',
    'another password',
    from({ password: `${OWN.password}x`, ...stored }),
  );
  yield claimed(
    'SaltBytes',
    'x over a salt with a zero byte too many',
    sign({ ...right(OWN), ...handshakeOf(OWN, keptZeros) }),
  );
}
