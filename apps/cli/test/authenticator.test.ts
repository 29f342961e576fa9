import fc from 'fast-check';
import { expect, test } from 'vitest';
import { totp } from '../../../packages/local-pool/test/_totp.ts';
import { createAuthenticator, readSecret } from '../src/authenticator.ts';
import { createSecrets } from '../src/secrets.ts';

const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const other = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const STEP_MS = 30_000;

test('codes are those of the moment', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (nowMs) => {
      const authenticator = createAuthenticator(() => nowMs, createSecrets());
      expect(authenticator.nextCode(secret)).toBe(totp(secret, nowMs));
    }),
  );
});

test('no code is computed twice: the second is that of the next 30 seconds', () => {
  let nowMs = 1_000_000_000_000;
  const authenticator = createAuthenticator(() => nowMs, createSecrets());
  expect(authenticator.nextCode(secret)).toBe(totp(secret, nowMs));
  expect(authenticator.nextCode(secret)).toBe(totp(secret, nowMs + STEP_MS));
  expect(authenticator.nextCode(other)).toBe(totp(other, nowMs));
  nowMs += 5 * STEP_MS;
  expect(authenticator.nextCode(secret)).toBe(totp(secret, nowMs));
});

test('secrets and codes are known to those who hide them', () => {
  const secrets = createSecrets();
  const code = createAuthenticator(() => 0, secrets).nextCode(secret);
  expect(secrets.hideIn(`${code} of ${secret}`)).toBe('[hidden] of [hidden]');
});

test('a secret is read as people copy it', () => {
  expect(readSecret('jbsw y3dp-ehpk 3pxp')).toBe('JBSWY3DPEHPK3PXP');
  expect(readSecret('JBSWY3DPEHPK3PXPJA======')).toBe('JBSWY3DPEHPK3PXPJA======');
  for (const text of ['', 'SHORT', '1BSWY3DPEHPK3PXP', 'JBSWY3DPEHPK3PX!']) {
    expect(readSecret(text)).toBeUndefined();
  }
});
