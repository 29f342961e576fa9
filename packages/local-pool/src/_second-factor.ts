/**
 * Whether a sign-in still has to show a second factor.
 *
 * @module
 */
import type { SignIn } from './_sign-in.ts';

/** The user has an authenticator app, the pool or the user wants its code, and none was shown. */
export function isCodeDue({ client: { pool }, user, hasSecondFactor }: SignIn): boolean {
  if (user.softwareToken === undefined || hasSecondFactor === true) return false;
  const { configuration } = pool.mfa;
  return configuration === 'ON' || (configuration === 'OPTIONAL' && user.mfaPreference.enabled);
}
