/**
 * What the generators share: the reference on Node's hash, spellings of integers, and the envelope
 * of a vector file.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createReference, integerOf, signedBytes } from '../reference/srp.mjs';

/** @param {Uint8Array} bytes */
export const sha256 = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest());

export const reference = createReference({ hash: sha256 });

/** A 256-bit integer that stands for a random draw: the same one for the same label, for ever. */
export const seeded = (label) => integerOf(sha256(new TextEncoder().encode(label)));

/** Shortest lower-case hex: what travels. */
export const wireHex = (integer) => integer.toString(16);

/** `BigInt` in the sense of Wycheproof: two's complement, even length. What Cognito hashes. */
export const signedHex = (integer) => Buffer.from(signedBytes(integer)).toString('hex');

export const base64 = (bytes) => Buffer.from(bytes).toString('base64');

/** `Wed Jan 7 09:05:03 UTC 2026`, cut out of the one date format that ECMAScript fixes. */
export function timestampOf(nowMs) {
  const [weekday, day, month, year, clock] = new Date(nowMs).toUTCString().split(/,? /);
  return `${weekday} ${month} ${Number(day)} ${clock} UTC ${year}`;
}

/** Number the tests, count them, and hold the flags against the notes. */
export function vectorFile({ schema, notes, groups }) {
  let tcId = 0;
  const numbered = groups.map(({ tests, ...group }) => ({
    ...group,
    tests: tests.map((one) => ({ tcId: (tcId += 1), ...one })),
  }));
  const used = new Set(numbered.flatMap(({ tests }) => tests.flatMap(({ flags }) => flags)));
  const missing = [...used].filter((flag) => !(flag in notes));
  const idle = Object.keys(notes).filter((flag) => !used.has(flag));
  if (missing.length + idle.length > 0) throw new Error(`notes: ${missing.concat(idle).join()}`);
  const file = { schema, numberOfTests: tcId, notes, groups: numbered };
  return `${JSON.stringify(file, undefined, 1)}\n`;
}

/** Write the file when the module is the program that was started. */
export function writeIfMain(moduleUrl, name, generate) {
  if (fileURLToPath(moduleUrl) !== process.argv[1]) return;
  writeFileSync(new URL(`../vectors/${name}`, import.meta.url), generate());
}
