/**
 * What an authenticator app learns its secret from, for whoever shows it. Not every page that answers
 * MFA_SETUP does: some show the secret alone.
 *
 * @module
 */

/**
 * The text of the QR code that authenticator apps read.
 *
 * @param setup - `account` and `issuer` are shown to the user by the app. `secretCode` is SECRET, and
 * so is the result.
 * @see the Key URI format: `otpauth://totp/<issuer>:<account>?secret=…&issuer=…`
 */
export function totpSetupUri(setup: {
  readonly secretCode: string;
  readonly account: string;
  readonly issuer: string;
}): string {
  const [issuer, account, secret] = [setup.issuer, setup.account, setup.secretCode].map(
    encodeURIComponent,
  );
  return `otpauth://totp/${issuer}:${account}?secret=${secret}&issuer=${issuer}`;
}
