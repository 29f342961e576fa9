/**
 * Writes `vectors/proofs.json`: claims for a service to judge, each wrong one by one fault; the texts
 * of moments; and the texts that a service can be sent for one.
 *
 * @module
 */
import { bytesOfLength, createReference, signedBytes } from '../reference/srp.mjs';
import { arithmeticFaults, keyFaults, right, sign, textFaults } from './_claim-faults.mjs';
import { ALICE, SECRET_BLOCK, claimOf, handshakeOf } from './_handshake.mjs';
import { NOTES } from './_proof-notes.mjs';
import { timestampsPrinted, timestampsRead } from './_timestamps.mjs';
import {
  base64,
  seeded,
  sha256,
  signedHex,
  timestampOf,
  vectorFile,
  wireHex,
} from './_vectors.mjs';

const NOT_AUTHORIZED = { service: 'NotAuthorizedException' };
// As the search of srp-edges finds them.
const SHORT_U = { salt: 0x71b2c3d4e5f60718293a4b5c6d7e8f90n, b: seeded('secret b') };
const SHORT_S = { ...SHORT_U, b: seeded('secret b') + 138n };
const ZOE = { ...ALICE, userIdForSrp: 'Zo\u00eb', password: 'p\u00e4ssw\u00f6rd' };

/** The file's text. */
export function generate() {
  return vectorFile('proofs.json', {
    schema: 'schema/proofs.schema.json',
    notes: NOTES,
    groups: [
      {
        type: 'ClaimCheck',
        base: baseOf(ALICE),
        tests: [...claims(), ...signatures(), ...texts()],
      },
      shortU(),
      shortS(),
      unicode(),
      { type: 'TimestampPrint', tests: timestampsPrinted() },
      { type: 'TimestampRead', tests: timestampsRead() },
    ],
  });
}

/** What the service has when a claim arrives. */
function baseOf(input) {
  const { verifier, publicA, publicB } = handshakeOf(input);
  return {
    poolName: input.poolName,
    userIdForSrp: input.userIdForSrp,
    verifier: signedHex(verifier),
    secretB: signedHex(input.b),
    SRP_A: wireHex(publicA),
    SRP_B: wireHex(publicB),
    SECRET_BLOCK: base64(SECRET_BLOCK),
    TIMESTAMP: timestampOf(input.nowMs),
  };
}

function* claims() {
  yield accepted('Right', 'as it should be', {});
  const publicAHex = wireHex(handshakeOf(ALICE).publicA);
  yield accepted('Spelling', 'SRP_A in upper case', { SRP_A: publicAHex.toUpperCase() });
  yield accepted('Spelling', 'SRP_A with one zero in front', { SRP_A: `0${publicAHex}` });
  yield accepted('Spelling', 'SRP_A with a sign byte', { SRP_A: `00${publicAHex}` });
  const long = { ...ALICE, a: (seeded('long a') ** 4n) | (1n << 1023n) };
  yield accepted('LongSecret', 'a of 1024 bits', changesOf(long));
  const odd = { ...ALICE, a: seeded('secret a') + 50n };
  yield accepted('Spelling', 'SRP_A with an odd number of digits', changesOf(odd));
  const block = Buffer.concat(
    Array.from({ length: 32 }, (_, index) => sha256(Buffer.of(index, 1))),
  );
  yield accepted('LongSecret', 'a secret block of 1024 bytes', {
    SECRET_BLOCK: base64(block),
    ...claimOf(ALICE, block),
  });
  for (const [flag, comment, claimant] of [
    ...arithmeticFaults(),
    ...keyFaults(),
    ...textFaults(),
  ]) {
    yield refused(flag, comment, { PASSWORD_CLAIM_SIGNATURE: sign(claimant) });
  }
}

function* signatures() {
  const bytes = Buffer.from(claimOf(ALICE).PASSWORD_CLAIM_SIGNATURE, 'base64');
  const changed = (index, bit) =>
    Buffer.from(bytes.map((byte, at) => byte ^ (at === index && bit)));
  const wrong = {
    'one bit of the first byte': base64(changed(0, 128)),
    'one bit of the last byte': base64(changed(31, 1)),
    'the first 16 bytes': base64(bytes.subarray(0, 16)),
    'one byte': base64(bytes.subarray(0, 1)),
    'a zero byte behind it': base64(Buffer.concat([bytes, Buffer.of(0)])),
    'zeros alone': base64(Buffer.alloc(32)),
    'hex in the place of base64': bytes.toString('hex'),
  };
  for (const [comment, signature] of Object.entries(wrong)) {
    yield refused('Signature', comment, { PASSWORD_CLAIM_SIGNATURE: signature });
  }
}

/** What the service renders is one text; what was signed is another. */
function* texts() {
  const afternoon = Date.parse('2026-09-05T15:04:09Z');
  const midnight = Date.parse('2026-09-14T00:00:30Z');
  const signed = (flag, comment, nowMs, wrongText) => {
    const [names, block] = right(ALICE).message;
    const { claimKey } = right(ALICE);
    return refused(flag, comment, {
      TIMESTAMP: timestampOf(nowMs),
      PASSWORD_CLAIM_SIGNATURE: sign({ claimKey, message: [names, block, Buffer.from(wrongText)] }),
    });
  };
  yield accepted('Clock', 'in the afternoon', claimOf({ ...ALICE, nowMs: afternoon }));
  yield accepted('Clock', 'at midnight', claimOf({ ...ALICE, nowMs: midnight }));
  yield signed(
    'Day',
    'signed with a zero before the day',
    afternoon,
    'Sat Sep 05 15:04:09 UTC 2026',
  );
  yield signed(
    'Day',
    'signed with a space before the day',
    afternoon,
    'Sat Sep  5 15:04:09 UTC 2026',
  );
  yield signed('Clock', 'signed on a 12-hour clock', afternoon, 'Sat Sep 5 03:04:09 UTC 2026');
  yield signed('Clock', 'signed with an hour 24', midnight, 'Mon Sep 14 24:00:30 UTC 2026');
  yield signed('Locale', 'signed with GMT', afternoon, 'Sat Sep 5 15:04:09 GMT 2026');
  yield signed('Locale', 'signed in German', afternoon, 'Sa Sep 5 15:04:09 UTC 2026');
  yield signed('Locale', 'signed in local time', afternoon, 'Sat Sep 5 17:04:09 CEST 2026');
  yield signed(
    'Locale',
    'signed with four letters of September',
    afternoon,
    'Sat Sept 5 15:04:09 UTC 2026',
  );
  yield signed('Calendar', 'signed with another weekday', afternoon, 'Fri Sep 5 15:04:09 UTC 2026');
  yield signed('Locale', 'signed as ISO 8601', afternoon, '2026-09-05T15:04:09Z');
  yield signed('Skew', 'signed a second later', afternoon, 'Sat Sep 5 15:04:10 UTC 2026');
}

function shortU() {
  const input = { ...ALICE, ...SHORT_U, a: seeded('secret a') + 184n };
  const { u } = handshakeOf(input);
  if (signedHex(u).length !== 62) throw new Error('u is not short.');
  const wide = handshakeOf(input, wideFor(u, 32));
  const wrong = sign({ ...right(input), claimKey: wide.claimKey });
  return group(input, [
    accepted('FixedWidth', 'u has leading zeros', claimOf(input)),
    refused('FixedWidth', 'u filled up to 32 bytes', { PASSWORD_CLAIM_SIGNATURE: wrong }),
  ]);
}

function shortS() {
  const input = { ...ALICE, ...SHORT_S };
  const { sharedS } = handshakeOf(input);
  if (signedHex(sharedS).length !== 2 * 383) throw new Error('S is not short.');
  const filledUp = (length) =>
    sign({ ...right(input), claimKey: handshakeOf(input, wideFor(sharedS, length)).claimKey });
  return group(input, [
    accepted('FixedWidth', 'S has leading zeros', claimOf(input)),
    refused('FixedWidth', 'S filled up to 384 bytes', { PASSWORD_CLAIM_SIGNATURE: filledUp(384) }),
    refused('FixedWidth', 'S filled up to 385 bytes', { PASSWORD_CLAIM_SIGNATURE: filledUp(385) }),
  ]);
}

function unicode() {
  const names = (encoding) => Buffer.from(ZOE.poolName + ZOE.userIdForSrp, encoding);
  const [, block, time] = right(ZOE).message;
  const claimWith = (changes) => ({ ...right(ZOE), ...changes });
  const stored = { storedPassword: ZOE.password };
  const decomposed = handshakeOf({ ...ZOE, ...stored, password: ZOE.password.normalize('NFD') });
  const folded = handshakeOf({ ...ZOE, ...stored, password: 'passwo\u0308rd' });
  const wrong = {
    'signed over the user id in Latin-1': { message: [names('latin1'), block, time] },
    'signed over the user id in UTF-16': { message: [names('utf16le'), block, time] },
    'the password decomposed (NFD)': decomposed,
    'the password without one of its dots': folded,
  };
  return group(ZOE, [
    accepted('Unicode', 'a name and a password outside ASCII', claimOf(ZOE)),
    ...Object.entries(wrong).map(([comment, changes]) =>
      refused('Unicode', comment, { PASSWORD_CLAIM_SIGNATURE: sign(claimWith(changes)) }),
    ),
  ]);
}

/** A client that hashes one integer in a fixed width. */
function wideFor(integer, length) {
  const bytesOf = (other) =>
    other === integer ? bytesOfLength(other, length) : signedBytes(other);
  return createReference({ hash: sha256, bytesOf });
}

function group(input, tests) {
  return { type: 'ClaimCheck', base: baseOf(input), tests };
}

function changesOf(input) {
  const { PASSWORD_CLAIM_SIGNATURE } = claimOf(input);
  return { SRP_A: wireHex(handshakeOf(input).publicA), PASSWORD_CLAIM_SIGNATURE };
}

function accepted(flag, comment, changes) {
  const { PASSWORD_CLAIM_SIGNATURE } = claimOf(ALICE);
  const input = { PASSWORD_CLAIM_SIGNATURE, ...changes };
  return { comment, flags: [flag], input, result: 'valid' };
}

function refused(flag, comment, input) {
  return { comment, flags: [flag], input, result: 'invalid', error: NOT_AUTHORIZED };
}
