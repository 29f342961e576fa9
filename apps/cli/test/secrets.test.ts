/** Nothing secret is printed where it does not belong, even when the service says it aloud. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CognitoCall, CognitoReply } from '@countersign/contract';
import { secureRandom } from '@countersign/srp-core';
import { openServerSrp } from '@countersign/srp-core/server';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDeviceFile } from '../src/device-file.ts';
import { jsonLine, printable } from '../src/safe-text.ts';
import { challenge, newPasswordRequired, parseLine, pool, refusal, run } from './_world.ts';
import { session, signInFlags, tokens } from './_world.ts';

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

const base32 = fc
  .array(fc.constantFrom(...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')), {
    minLength: 32,
    maxLength: 52,
  })
  .map((letters) => letters.join(''));

describe("an authenticator's secret is where the README says, and nowhere else", () => {
  const offer = challenge('MFA_SETUP', { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' });
  const answer = (value: string): string[] => ['--answer', `MFA_SETUP=${value}`];

  function associated(secret: string): CognitoReply {
    return { kind: 'success', output: { SecretCode: secret, Session: session } };
  }

  test('set up: in `authenticatorSecret`, and in no message', async () => {
    const verified: CognitoReply = {
      kind: 'success',
      output: { Status: 'SUCCESS', Session: session },
    };
    await fc.assert(
      fc.asyncProperty(base32, async (secret) => {
        const quoted = refusal('InternalErrorException', `Failed for ${secret}.`);
        for (const last of [tokens(), quoted]) {
          const service = [offer, associated(secret), verified, last];
          const argv = [...signInFlags, ...answer('totp')];
          const ending = await run([...argv, '--json'], { stdin: 'p', service });
          const { authenticatorSecret, ...rest } = parseLine(ending);
          expect(authenticatorSecret).toBe(secret);
          expect(JSON.stringify(rest) + ending.error).not.toContain(secret);

          const { out, error } = await run(argv, { stdin: 'p', service });
          expect(out.split(secret)).toHaveLength(2);
          expect(error).not.toContain(secret);
        }
      }),
    );
  });

  test('its first code refused: in no message', async () => {
    await fc.assert(
      fc.asyncProperty(base32, async (secret) => {
        const service = [
          offer,
          associated(secret),
          ({ input }: CognitoCall) =>
            refusal('EnableSoftwareTokenMFAException', `${secret}: ${input['UserCode'] as string}`),
        ];
        for (const more of [[], ['--json']]) {
          const argv = [...signInFlags, ...answer('totp'), ...more];
          const { out, error, calls } = await run(argv, { stdin: 'p', service });
          expect(out + error).not.toContain(secret);
          expect(out + error).not.toContain(calls[2]?.input['UserCode']);
        }
      }),
    );
  });

  test('stopped at the QR code: in `prompt` and `state`, and not on a screen', async () => {
    const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
    const service = [offer, associated(secret)];
    const argv = [...signInFlags, ...answer('app')];
    const { prompt, state, ...rest } = parseLine(
      await run([...argv, '--json'], { stdin: 'p', service }),
    );
    for (const member of [prompt, state]) expect(JSON.stringify(member)).toContain(secret);
    expect(JSON.stringify(rest)).not.toContain(secret);
    const { out, error } = await run(argv, { stdin: 'p', service });
    expect(out + error).not.toContain(secret);
  });

  test('given to compute a code: nowhere, nor the code', async () => {
    await fc.assert(
      fc.asyncProperty(base32, async (secret) => {
        const service = [challenge('SOFTWARE_TOKEN_MFA'), quoting];
        for (const more of [[], ['--json']]) {
          const argv = [...signInFlags, '--answer-stdin', ...more];
          const stdin = `password\nSOFTWARE_TOKEN_MFA=totp:${secret}`;
          const { out, error, calls } = await run(argv, { stdin, service });
          const sent = calls[1]?.input['ChallengeResponses'] as Record<string, string>;
          expect(out + error).toContain('Rejected');
          expect(out + error).not.toContain(secret);
          expect(out + error).not.toContain(sent['SOFTWARE_TOKEN_MFA_CODE']);
        }
      }),
    );
  });
});

test('the password of a device is in its file and nowhere else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-secrets-'));
  const path = join(folder, 'devices.json');
  const { publicBHex } = openServerSrp({ verifierHex: '1234', random: secureRandom });
  const proof = { SALT: 'a1b2c3', SRP_B: publicBHex, SECRET_BLOCK: 'c2VjcmV0' };
  const lockedOut = refusal('NotAuthorizedException', 'Password attempts exceeded');
  const asked = [challenge('DEVICE_SRP_AUTH'), challenge('DEVICE_PASSWORD_VERIFIER', proof)];
  try {
    await fc.assert(
      fc.asyncProperty(secret, async (devicePassword) => {
        const record = { deviceKey: 'eu-west-1_0a', deviceGroupKey: '-group', devicePassword };
        await createDeviceFile(path, pool).save('jane', record);
        const file = ['--device-file', path];
        const runs = [
          { argv: [...signInFlags, ...file], service: [...asked, tokens()] },
          { argv: [...signInFlags, ...file], service: [...asked, lockedOut] },
          { argv: [...signInFlags, ...file], service: [challenge('WINK_TWICE')] },
          { argv: ['devices', ...file], service: [] },
        ];
        for (const { argv, service } of runs) {
          for (const more of [[], ['--json']]) {
            const { out, error, calls } = await run([...argv, ...more], { stdin: 'p', service });
            for (const text of [out, error, JSON.stringify(calls)]) {
              expect(text).not.toContain(devicePassword);
              expect(text).not.toContain(JSON.stringify(devicePassword).slice(1, -1));
            }
          }
        }
      }),
      { numRuns: 10 },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
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
