import { expect, test } from 'vitest';
import { totp } from '../../../packages/local-pool/test/_totp.ts';
import { createAuthenticator } from '../src/authenticator.ts';
import { softwareTokenMfa } from '../src/challenges/software-token-mfa.ts';
import { createSecrets } from '../src/secrets.ts';
import { nowMs } from './_world.ts';

const prompt = { friendlyDeviceName: '' };
const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

function take(...texts: readonly string[]): unknown[] {
  const authenticator = createAuthenticator(() => nowMs, createSecrets());
  const who = { attributes: {}, userPoolId: 'p', username: 'u', isAgain: false, hasPassword: true };
  return texts.map((text) => softwareTokenMfa.fromText(text, prompt, { ...who, authenticator }));
}

test('a code goes out as it is', () => {
  expect(take('123 456')).toEqual([{ code: '123 456' }]);
});

test.each([secret, 'jbsw y3dp ehpk 3pxp jbsw y3dp ehpk 3pxp'])('totp:%s is a code', (text) => {
  expect(take(`totp:${text}`)).toEqual([{ code: totp(secret, nowMs) }]);
});

test('totp alone is the authenticator that was used before', () => {
  expect(take(`totp:${secret}`, 'totp')).toEqual([
    { code: totp(secret, nowMs) },
    { code: totp(secret, nowMs + 30_000) },
  ]);
});

test.each(['totp', 'totp:', 'totp:not base32 !', 'totp:18890'])(
  '%j is refused, unquoted',
  (text) => {
    expect(() => take(text)).toThrow(expect.objectContaining({ code: 'ERR_ARGUMENT' }));
    expect(() => take(text)).not.toThrow(text.slice('totp:'.length) || 'nothing to quote');
  },
);
