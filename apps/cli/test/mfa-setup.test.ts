import { describe, expect, test } from 'vitest';
import { totp } from '../../../packages/local-pool/test/_totp.ts';
import type { CognitoReply } from '@countersign/contract';
import { challenge, client, nowMs, parseLine, pool, refusal, run, session } from './_world.ts';
import { signInFlags, tokens } from './_world.ts';

const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const json = [...signInFlags, '--json'];
const code = totp(secret, nowMs);
const nextCode = totp(secret, nowMs + 30_000);

const setup = (...methods: readonly string[]): CognitoReply =>
  challenge('MFA_SETUP', { MFAS_CAN_SETUP: JSON.stringify(methods) });
const offer = setup('SOFTWARE_TOKEN_MFA', 'EMAIL_OTP');
const appOnly = setup('SOFTWARE_TOKEN_MFA');
const associated: CognitoReply = {
  kind: 'success',
  output: { SecretCode: secret, Session: session },
};
const verified: CognitoReply = { kind: 'success', output: { Status: 'SUCCESS', Session: session } };
const wrongCode = refusal('EnableSoftwareTokenMFAException', 'Code mismatch');

function answers(...pairs: readonly string[]): string[] {
  return pairs.flatMap((pair) => ['--answer', pair]);
}

describe('--answer MFA_SETUP=totp', () => {
  const argv = [...json, ...answers('MFA_SETUP=totp')];

  test('sets an authenticator up, and hands out its secret', async () => {
    const service = [offer, associated, verified, tokens()];
    const ending = await run(argv, { stdin: 'p', service });
    expect(ending).toMatchObject({ exitCode: 0, error: '' });
    expect(parseLine(ending)).toMatchObject({
      status: 'signedIn',
      challenges: ['MFA_SETUP'],
      authenticatorSecret: secret,
    });
    expect(ending.calls.slice(1)).toMatchObject([
      { operation: 'AssociateSoftwareToken' },
      { operation: 'VerifySoftwareToken', input: { UserCode: code } },
      { operation: 'RespondToAuthChallenge' },
    ]);
  });

  test('without --json the secret is a line of the result', async () => {
    const service = [offer, associated, verified, tokens()];
    const world = { stdin: 'p', service };
    const { out, error } = await run([...signInFlags, ...answers('MFA_SETUP=totp')], world);
    expect(out).toContain(`\nauthenticator secret: ${secret}\n`);
    expect(error).toBe('');
  });

  test.each([
    { name: 'the answer is refused', last: refusal('InternalErrorException', 'Later.') },
    {
      name: 'the connection is lost',
      last: () => Promise.reject(new DOMException('x', 'AbortError')),
    },
    { name: 'another challenge comes', last: challenge('WINK_TWICE') },
  ])('once the code is accepted the secret is never lost: $name', async ({ last }) => {
    const world = { stdin: 'p', service: [offer, associated, verified, last] };
    expect(parseLine(await run(argv, world))).toMatchObject({ authenticatorSecret: secret });
    const { out } = await run([...signInFlags, ...answers('MFA_SETUP=totp')], world);
    expect(out).toBe(`authenticator secret: ${secret}\n`);
  });

  test('a secret whose code was refused is worth nothing, and is not shown', async () => {
    const ending = await run(argv, { stdin: 'p', service: [offer, associated, wrongCode] });
    expect(ending.exitCode).toBe(1);
    expect(parseLine(ending)).toMatchObject({ service: 'EnableSoftwareTokenMFAException' });
    expect(ending.out).not.toContain(secret);
  });

  test('a code of it that is wanted in the same sign-in is another one', async () => {
    const service = [offer, associated, verified, challenge('SOFTWARE_TOKEN_MFA'), tokens()];
    const more = answers('SOFTWARE_TOKEN_MFA=totp');
    const ending = await run([...argv, ...more], { stdin: 'p', service });
    expect(parseLine(ending)).toMatchObject({
      status: 'signedIn',
      challenges: ['MFA_SETUP', 'SOFTWARE_TOKEN_MFA'],
    });
    expect(ending.calls.map(({ input }) => input).slice(2)).toMatchObject([
      { UserCode: code },
      {},
      { ChallengeResponses: { SOFTWARE_TOKEN_MFA_CODE: nextCode } },
    ]);
    expect(code).not.toBe(nextCode);
  });

  test('for a user who has an authenticator it does no harm', async () => {
    const service = [challenge('SOFTWARE_TOKEN_MFA'), tokens()];
    const more = answers(`SOFTWARE_TOKEN_MFA=totp:${secret}`);
    const ending = await run([...argv, ...more], { stdin: 'p', service });
    expect(parseLine(ending)).toMatchObject({ challenges: ['SOFTWARE_TOKEN_MFA'] });
    expect(ending.out).not.toContain(secret);
  });
});

describe('--answer MFA_SETUP=app', () => {
  test('stops with the secret; its first code goes to another process', async () => {
    const service = [offer, associated];
    const argv = [...json, ...answers('MFA_SETUP=app')];
    const stopped = await run(argv, { stdin: 'p', service });
    expect(stopped).toMatchObject({ exitCode: 2, error: '' });
    expect(parseLine(stopped)).toMatchObject({
      status: 'challenge',
      name: 'MFA_SETUP',
      prompt: { kind: 'scan', secretCode: secret },
    });

    const resume = ['resume', '--state-stdin', '--json'];
    for (const value of ['123 456', 'totp']) {
      const resumed = await run([...resume, ...answers(`MFA_SETUP=${value}`)], {
        stdin: stopped.out,
        service: [verified, tokens()],
      });
      expect(parseLine(resumed)).toMatchObject({ challenges: ['MFA_SETUP'] });
      expect(resumed.calls[0]).toMatchObject({
        operation: 'VerifySoftwareToken',
        input: { UserCode: value === 'totp' ? code : '123456' },
      });
    }
  });

  test('is no answer twice: the next one is used', async () => {
    const service = [offer, associated, wrongCode, verified, tokens()];
    const pairs = answers('MFA_SETUP=app', 'MFA_SETUP=000000', 'MFA_SETUP=totp');
    const { calls, exitCode } = await run([...json, ...pairs], { stdin: 'p', service });
    expect(exitCode).toBe(0);
    const codes = calls.flatMap(({ input }) => input['UserCode'] ?? []);
    expect(codes).toEqual(['000000', code]);
  });
});

test('a code before there is a secret is refused, and nothing more is sent', async () => {
  const argv = [...json, ...answers('MFA_SETUP=123456')];
  const ending = await run(argv, { stdin: 'p', service: [offer] });
  expect(ending).toMatchObject({ exitCode: 1, calls: { length: 1 } });
  expect(parseLine(ending)).toMatchObject({ code: 'ERR_ARGUMENT' });
});

test('no answer: the sentence says which there are', async () => {
  const { error, exitCode } = await run(signInFlags, { stdin: 'p', service: [offer] });
  expect(exitCode).toBe(2);
  expect(error).toMatch(/MFA_SETUP=totp.*MFA_SETUP=app/);
});

describe('a pool that offers what cannot be set up in a sign-in', () => {
  const textsOnly = setup('SMS_MFA');

  test('with an answer: what to do instead', async () => {
    const argv = [...json, ...answers('MFA_SETUP=totp')];
    const ending = await run(argv, { stdin: 'p', service: [textsOnly] });
    expect(ending).toMatchObject({ exitCode: 1, calls: { length: 1 } });
    expect(parseLine(ending)).toMatchObject({
      code: 'ERR_UNSUPPORTED',
      message: expect.stringMatching(/SMS_MFA.*AdminUpdateUserAttributes/) as string,
    });
  });

  test('without one, and at a terminal', async () => {
    const ending = await run(signInFlags, { stdin: 'p', service: [textsOnly] });
    expect(ending.exitCode).toBe(2);
    expect(ending.error).toContain('AdminUpdateUserAttributes');
    const typed = await run([...signIn, ...identity], { typed: ['p'], service: [textsOnly] });
    expect(typed.exitCode).toBe(1);
    expect(typed.error).toContain('AdminUpdateUserAttributes');
  });
});

const identity = ['--user-pool-id', pool, '--client-id', client, '--username', 'jane'];
const signIn = ['sign-in', '--flow', 'USER_PASSWORD_AUTH'];
const uri = `otpauth://totp/${pool}:jane?secret=${secret}&issuer=${pool}`;

describe('at a terminal', () => {
  test('the code is shown once, and the first code asked for until it is right', async () => {
    const ending = await run([...signIn, ...identity], {
      typed: ['correct horse', '12345', '000 000', '123 456'],
      service: [appOnly, associated, wrongCode, verified, tokens()],
    });
    expect(ending.exitCode).toBe(0);
    expect(ending.seen.slice(2)).toEqual([
      expect.stringMatching(/^\. The user pool wants a second factor/),
      expect.stringMatching(/^\. Scan .* secret: JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP$/),
      `# ${uri}`,
      '? First code that the app shows',
      expect.stringMatching(/^! code must be/),
      '? First code that the app shows',
      '! Code mismatch',
      '? First code that the app shows',
      '+ MFA_SETUP answered',
    ]);
    expect(ending.out).not.toContain(secret);
  });

  test('the code is shown when the answer that was given ahead is refused', async () => {
    const { seen, exitCode } = await run([...signIn, ...identity, ...answers('MFA_SETUP=totp')], {
      typed: ['correct horse', '123 456'],
      service: [offer, associated, wrongCode, verified, tokens()],
    });
    expect(exitCode).toBe(0);
    expect(seen.slice(2, 5)).toEqual([
      '! Code mismatch',
      expect.stringContaining('JBSW Y3DP'),
      `# ${uri}`,
    ]);
  });

  test('who gives up at the code is not signed in', async () => {
    const world = { typed: ['correct horse'], service: [appOnly, associated] };
    const ending = await run([...signIn, ...identity], world);
    expect(ending).toMatchObject({ exitCode: 130, out: '' });
  });
});

describe('an e-mail address', () => {
  const code = challenge('EMAIL_OTP', { CODE_DELIVERY_DESTINATION: 'j***@e***' });

  test('given ahead, it is set up; the code that was sent is what is missing then', async () => {
    const argv = [...json, ...answers('MFA_SETUP=email:jane@example.com')];
    const ending = await run(argv, { stdin: 'p', service: [offer, code] });
    expect(ending.exitCode).toBe(2);
    expect(parseLine(ending)).toMatchObject({ name: 'EMAIL_OTP' });
    expect(ending.calls[1]?.input['ChallengeResponses']).toMatchObject({
      EMAIL: 'jane@example.com',
    });
  });

  test('chosen and typed at a terminal', async () => {
    const ending = await run([...signIn, ...identity], {
      typed: ['p', 'EMAIL_OTP', 'nowhere', 'EMAIL_OTP', 'jane@example.com', '123456'],
      service: [offer, code, tokens()],
    });
    expect(ending).toMatchObject({ exitCode: 0, calls: { length: 3 } });
    expect(ending.seen).toContain('? Code that was sent to j***@e***');
  });
});
