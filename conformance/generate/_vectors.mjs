/**
 * What the generators share: the reference on Node's hash, spellings of integers, and the envelope
 * of a vector file.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createReference, integerOf, signedBytes } from '../reference/srp.mjs';

const FOLDER = new URL('../vectors/', import.meta.url);

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

/**
 * The text of a vector file: numbered, counted, sorted, its flags held against the notes. A number
 * once given stays with its test, which is known by its group's type and its comment; new tests get
 * the next ones. None is ever taken away: whoever relies on it would not know.
 *
 * @param {string} name - in `vectors/`: where the numbers given so far are read.
 */
export function vectorFile(name, { schema, notes, groups }) {
  const given = numbersGiven(name);
  let last = Math.max(0, ...given.values());
  const met = new Set();
  const numbered = groups.map(({ tests, ...group }) => ({
    ...group,
    tests: Array.from(tests, (one) => {
      const key = keyOf(group, one);
      if (met.has(key)) throw new Error(`${name}: two tests are called "${one.comment}".`);
      met.add(key);
      return { tcId: given.get(key) ?? (last += 1), ...one };
    }).sort((left, right) => left.tcId - right.tcId),
  }));
  const gone = [...given].filter(([key]) => !met.has(key)).map(([, tcId]) => tcId);
  if (gone.length > 0) throw new Error(`${name}: ${gone.join(', ')} would be gone.`);
  requireNotes(
    name,
    notes,
    numbered.flatMap(({ tests }) => tests),
  );
  const file = { schema, numberOfTests: met.size, notes, groups: numbered };
  return `${JSON.stringify(file, undefined, 1)}\n`;
}

function keyOf({ type }, { comment }) {
  return `${type}: ${comment}`;
}

function numbersGiven(name) {
  const url = new URL(name, FOLDER);
  if (!existsSync(url)) return new Map();
  const { groups } = JSON.parse(readFileSync(url, 'utf8'));
  return new Map(
    groups.flatMap((group) => group.tests.map((one) => [keyOf(group, one), one.tcId])),
  );
}

function requireNotes(name, notes, tests) {
  const used = new Set(tests.flatMap(({ flags }) => flags));
  const missing = [...used].filter((flag) => !(flag in notes));
  const idle = Object.keys(notes).filter((flag) => !used.has(flag));
  if (missing.length + idle.length > 0) {
    throw new Error(`${name}: without note ${missing.join()}; without test ${idle.join()}.`);
  }
}
