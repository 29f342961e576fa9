/**
 * Brings every envelope in `vectors/challenges/` into form: numbers the tests that have no number yet,
 * counts and sorts them, and writes the notes that the flags need. What a test says is written by hand,
 * one file per challenge.
 *
 * @module
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('../vectors/challenges/', import.meta.url);

const NOTES = {
  Prompt: {
    bugType: 'EDGE_CASE',
    description: 'What the service sends, and what is read of it.',
    effect: 'A client that wants more than the service sends leaves its users stranded.',
  },
  UnknownParameter: {
    bugType: 'EDGE_CASE',
    description: 'A parameter that did not exist when the client was written.',
    effect: 'Whoever fails on it stops to work on the day the service adds one.',
  },
  MissingParameter: {
    bugType: 'MISSING_STEP',
    description: 'The service left out what the challenge cannot do without.',
    effect: 'A TypeError far from the cause, or an answer made of "undefined".',
  },
  MalformedParameter: {
    bugType: 'MISSING_STEP',
    description: 'JSON inside a string that is none, or of another shape.',
    effect: 'As above; or a choice that nobody offered.',
  },
  Reply: {
    bugType: 'WRONG_ENCODING',
    description:
      'What goes out, member by member. The flow adds USERNAME, SECRET_HASH and Session.',
    effect: 'The service refuses an answer that was right.',
  },
  ImpossibleAnswer: {
    bugType: 'MISSING_STEP',
    description: 'An answer that cannot be right, whatever the service knows.',
    effect: 'Sent all the same, it costs an attempt, or the session.',
  },
  Unanswerable: {
    bugType: 'LEGACY',
    description: 'A name among the challenges that no answer exists for.',
    effect: 'A client that waits for one never ends.',
  },
};

const MEMBERS = ['schema', 'challenge', 'numberOfTests', 'notes', 'base', 'tests'];
const TEST_MEMBERS = [
  ...['tcId', 'comment', 'flags', 'change', 'available', 'stage', 'outputs'],
  ...['answer', 'result', 'prompt', 'reply', 'error'],
];

/** The envelopes, by file name. */
export function listEnvelopes() {
  return readdirSync(folder).filter((name) => name.endsWith('.json'));
}

/** @returns {string} the text of an envelope in form. */
export function inForm(text) {
  const { challenge, base, tests } = JSON.parse(text);
  let last = Math.max(0, ...tests.map(({ tcId = 0 }) => tcId));
  const numbered = tests
    .map((test) => ({ ...test, tcId: test.tcId ?? (last += 1) }))
    .map((test) => inOrder(test, TEST_MEMBERS, `${challenge}#${test.tcId}`))
    .sort((left, right) => left.tcId - right.tcId);
  const used = Object.keys(NOTES).filter((flag) => tests.some(({ flags }) => flags.includes(flag)));
  const notes = Object.fromEntries(used.map((flag) => [flag, NOTES[flag]]));
  const schema = '../schema/challenge.schema.json';
  const file = { schema, challenge, numberOfTests: tests.length, notes, base, tests: numbered };
  return `${JSON.stringify(inOrder(file, MEMBERS, challenge), undefined, 1)}\n`;
}

function inOrder(object, order, where) {
  const unknown = Object.keys(object).filter((member) => !order.includes(member));
  if (unknown.length > 0) throw new Error(`${where} has unknown members: ${unknown.join(', ')}`);
  return Object.fromEntries(
    order.filter((member) => member in object).map((member) => [member, object[member]]),
  );
}

/** @returns {string} */
export function readEnvelope(name) {
  return readFileSync(new URL(name, folder), 'utf8');
}

/** @returns {string[]} the names of those that were not in form. */
export function writeEnvelopes() {
  return listEnvelopes().filter((name) => {
    const text = inForm(readEnvelope(name));
    if (text === readEnvelope(name)) return false;
    writeFileSync(new URL(name, folder), text);
    return true;
  });
}
