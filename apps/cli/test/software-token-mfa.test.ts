import { expect, test } from 'vitest';
import { totp } from '../../../packages/local-pool/test/_totp.ts';
import { softwareTokenMfa } from '../src/challenges/software-token-mfa.ts';

const prompt = { friendlyDeviceName: '' };
const extras = { attributes: {} };
const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

test('a code goes out as it is', () => {
  expect(softwareTokenMfa.fromText('123 456', prompt, extras)).toEqual({ code: '123 456' });
});

test("totp: and the app's secret is the code of now", () => {
  const before = Date.now();
  const { code } = softwareTokenMfa.fromText(`totp:${secret}`, prompt, extras);
  expect([totp(secret, before), totp(secret, Date.now())]).toContain(code);
});

test.each(['totp:', 'totp:not base32 !', 'totp:18890'])('%j is refused, unquoted', (text) => {
  const take = (): unknown => softwareTokenMfa.fromText(text, prompt, extras);
  expect(take).toThrow(expect.objectContaining({ code: 'ERR_ARGUMENT' }));
  expect(take).not.toThrow(text.slice('totp:'.length) || 'nothing to quote');
});
