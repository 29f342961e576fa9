/** A new challenge is three files of its own, and what is generated from them. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../_paths.mjs';

const copy = mkdtempSync(join(tmpdir(), 'countersign-new-'));
const BUILT = ['node_modules', 'dist'];

beforeAll(() => {
  for (const folder of ['scripts', 'conformance', 'packages/challenge-handlers']) {
    cpSync(`${root}/${folder}`, `${copy}/${folder}`, {
      recursive: true,
      filter: (path) =>
        !relative(root, path)
          .split(/[\\/]/)
          .some((name) => BUILT.includes(name)),
    });
  }
});
afterAll(() => rmSync(copy, { recursive: true }));

/** @returns {{ status: number, changed: string[], said: string }} */
function runHere(script, ...args) {
  const before = contents();
  const run = spawnSync(process.execPath, [`${copy}/scripts/${script}`, ...args], {
    encoding: 'utf8',
  });
  const changed = [...contents()].filter(([path, text]) => before.get(path) !== text);
  return {
    status: run.status,
    changed: changed.map(([path]) => path).sort((left, right) => (left < right ? -1 : 1)),
    said: run.stdout + run.stderr,
  };
}

function contents() {
  const files = readdirSync(copy, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  return new Map(
    paths.map((path) => [relative(copy, path).replaceAll('\\', '/'), readFileSync(path, 'latin1')]),
  );
}

describe('npm run new', () => {
  const own = [
    'conformance/vectors/challenges/voice-otp.json',
    'packages/challenge-handlers/src/voice-otp.ts',
    'packages/challenge-handlers/test/voice-otp.test.ts',
  ];

  test('writes the three files of a challenge', () => {
    const { status, changed } = runHere('new-challenge.mjs', 'challenge', 'VOICE_OTP');
    expect([status, changed]).toEqual([0, own]);
  });

  test('npm run gen brings it into the generated files, and touches no other', () => {
    const { status, changed, said } = runHere('generate.mjs');
    expect(status, said).toBe(0);
    expect(changed).toEqual([
      'conformance/README.md',
      'conformance/suite/challenge-envelopes.ts',
      // Its vectors, as they are spelt.
      own[0],
      'packages/challenge-handlers/package.json',
      'packages/challenge-handlers/src/all.ts',
    ]);
    expect(runHere('generate.mjs').changed).toEqual([]);
  });

  test.each([
    ['a name that is taken', ['challenge', 'SMS_MFA'], 'exists already; nothing was written'],
    ['a name that is none', ['challenge', 'sms-mfa'], 'Usage: npm run new -- challenge NAME'],
    ['a kind that is none', ['flow', 'VOICE_OTP'], 'Usage: npm run new -- challenge NAME'],
    ['nothing', [], 'Usage: npm run new -- challenge NAME'],
  ])('refuses %s', (_what, args, complaint) => {
    const { status, changed, said } = runHere('new-challenge.mjs', ...args);
    expect([status, changed]).toEqual([1, []]);
    expect(said).toContain(complaint);
  });
});
