/**
 * `npm run new -- challenge MY_CHALLENGE` writes the three files that a handler consists of. They fail
 * until they are filled in: CONTRIBUTING.md says how.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { root } from './_paths.mjs';

const USAGE = 'Usage: npm run new -- challenge NAME, with NAME as Cognito spells it: EMAIL_OTP.';
const NAME = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

const [kind, name = ''] = process.argv.slice(2);
if (kind !== 'challenge' || !NAME.test(name)) {
  console.error(USAGE);
  process.exit(1);
}
const subpath = name.toLowerCase().replaceAll('_', '-');
const [first, ...rest] = subpath.split('-');
const camel = first + rest.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
const pascal = camel[0].toUpperCase() + camel.slice(1);

const files = {
  [`packages/challenge-handlers/src/${subpath}.ts`]: handler(),
  [`packages/challenge-handlers/test/${subpath}.test.ts`]: handlerTest(),
  [`conformance/vectors/challenges/${subpath}.json`]: envelope(),
};
const existing = Object.keys(files).find((path) => existsSync(`${root}/${path}`));
if (existing !== undefined) {
  console.error(`${existing} exists already; nothing was written.`);
  process.exit(1);
}
for (const [path, text] of Object.entries(files)) {
  writeFileSync(`${root}/${path}`, text);
  console.log(`wrote ${path}`);
}
console.log('Fill them in, then: npm run gen && npm test -- handlers && npm run check');

function handler() {
  return `/**
 * ${name}: say here in one sentence what the service asks, and of whom.
 *
 * @module
 */
import { UnsupportedError } from '@countersign/contract';
import type { ChallengeHandler } from '@countersign/contract';

/** What to show the user. UNTRUSTED. */
export interface ${pascal}Prompt {
  readonly todo: never;
}

/** What the user gives back. */
export interface ${pascal}Answer {
  readonly todo: never;
}

/** @see AWS API, \`RespondToAuthChallenge\`, \`${name}\` */
export const ${camel}: ChallengeHandler<'${name}', ${pascal}Prompt, ${pascal}Answer> = {
  name: '${name}',

  read() {
    throw new UnsupportedError('challenge', '${name}: read is to be written.');
  },

  reply(_prompt, _answer) {
    throw new UnsupportedError('challenge', '${name}: reply is to be written.');
  },
};
`;
}

function handlerTest() {
  return `/** ${name}: what is particular about it. Its vectors and the common rules are tested elsewhere. */
import { expect, test } from 'vitest';
import { ${camel} } from '../src/${subpath}.ts';

test('is written', () => {
  const received = { name: '${name}', parameters: {}, available: [], stage: 'received', outputs: {} };
  expect(() => ${camel}.read(received)).not.toThrow();
});
`;
}

function envelope() {
  const tests = [
    { comment: 'as the service sends it', flags: ['Prompt'], prompt: {}, result: 'valid' },
    {
      comment: 'an answer that can be right',
      flags: ['Reply'],
      answer: {},
      reply: { kind: 'respond', responses: {} },
      result: 'valid',
    },
  ];
  return `${JSON.stringify({ challenge: name, base: { parameters: {} }, tests }, undefined, 1)}\n`;
}
