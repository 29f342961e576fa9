/**
 * What a transport may send again by itself. An answer to a challenge may not: the service can have
 * taken it, and a session works once.
 *
 * @module
 */
import type { CognitoCall } from './transport.ts';

// Reads, and the one write that only opens a sign-in, with its signed twin. A name that is missing here
// is sent once.
const REPEATABLE: ReadonlySet<string> = new Set([
  'AdminInitiateAuth',
  'InitiateAuth',
  'GetDevice',
  'GetUser',
  'GetUserAuthFactors',
  'ListDevices',
  'ListUserSessions',
  'ListWebAuthnCredentials',
]);

/** May the same call be made again when nobody knows what became of the first? */
export function isRepeatable({ operation, input }: CognitoCall): boolean {
  // The Session of a sign-up opens one sign-in, and no second one.
  return REPEATABLE.has(operation) && input['Session'] === undefined;
}
