/** Nothing secret is printed where it does not belong, even when the service says it aloud. */
import type { CognitoCall, CognitoReply } from '@countersign/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonLine, printable } from '../src/safe-text.ts';
import { newPasswordRequired, refusal, run, session, signInFlags, tokens } from './_world.ts';

const secret = fc.string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 40 }).filter(isOneLine);

function isOneLine(text: string): boolean {
  return !/[\r\n=]|^-/.test(text) && new Set(text).size > 4;
}

/** A service that quotes all it was sent. */
function quoting({ input }: CognitoCall): CognitoReply {
  const values = Object.values((input['AuthParameters'] ?? input['ChallengeResponses']) as object);
  return refusal('InvalidPasswordException', `Rejected: ${values.join(' and ')}, ${session}.`);
}

test('a service that quotes secrets does not get them onto the screen or into JSON', async () => {
  await fc.assert(
    fc.asyncProperty(secret, secret, secret, async (password, clientSecret, newPassword) => {
      fc.pre(!'Rejected: '.includes(password) && !'Rejected: '.includes(newPassword));
      const stdin = `${password}\n${clientSecret}\nNEW_PASSWORD_REQUIRED=${newPassword}`;
      const flags = ['--client-secret-stdin', '--answer-stdin'];
      for (const service of [[quoting], [newPasswordRequired(), quoting]]) {
        for (const more of [[], ['--json']]) {
          const ending = await run([...signInFlags, ...flags, ...more], { stdin, service });
          expect(ending.exitCode).toBe(1);
          for (const canary of [password, clientSecret, newPassword]) {
            expect(ending.error).not.toContain(canary);
            expect(ending.out).not.toContain(JSON.stringify(canary).slice(1, -1));
          }
        }
      }
    }),
  );
});

test('a resumed session is not quoted either', async () => {
  const stopped = await run([...signInFlags, '--json'], {
    stdin: 'password',
    service: [newPasswordRequired()],
  });
  const argv = ['resume', '--state-stdin', '--answer', 'NEW_PASSWORD_REQUIRED=Longer-1'];
  const { error } = await run(argv, { stdin: stopped.out, service: [quoting] });
  expect(error).toContain('Rejected');
  expect(error).not.toContain(session);
  expect(error).not.toContain('Longer-1');
});

test('what is typed in secret is not quoted either', async () => {
  const argv = signInFlags.filter((flag) => flag !== '--password-stdin');
  const { seen, error } = await run(argv, {
    typed: ['correct horse', 'Longer-1', 'Longer-1'],
    service: [newPasswordRequired(), quoting],
  });
  expect(seen.join()).toContain('Rejected');
  expect(seen.join() + error).not.toMatch(/correct horse|Longer-1/);
});

test('tokens go to standard output, and there only when asked for', async () => {
  for (const more of [[], ['--json'], ['--show-tokens']]) {
    const world = { stdin: 'password', service: [tokens()] };
    const { out, error } = await run([...signInFlags, ...more], world);
    expect(out.includes('access.token.value')).toBe(more.length > 0);
    expect(error).toBe('');
  }
});

test('printable text is one line of visible characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(text)).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u);
    }),
  );
  expect(printable('plain é 日本 🔑')).toBe('plain é 日本 🔑');
});

test('JSON is one line for every reader, and the same value', () => {
  const sharp = fc.constantFrom(
    ...['\n', '\r', '\u0085', '\u2028', '\u2029', '\u200f', '\u202e', '\u009b', '\u007f'],
  );
  fc.assert(
    fc.property(fc.string({ unit: fc.oneof(sharp, fc.string({ unit: 'binary' })) }), (text) => {
      const line = jsonLine({ text });
      expect(JSON.parse(line)).toEqual({ text });
      expect(line.slice(0, -1)).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e]*$/u);
    }),
  );
});
