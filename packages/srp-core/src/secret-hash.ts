/**
 * SECRET_HASH: shows that a request comes from an app client that has a client secret.
 *
 * @module
 */
import { base64FromBytes } from './_base64.ts';
import { hmacSha256 } from './_hash.ts';
import { requireArgumentText, utf8FromText } from './_text.ts';

/**
 * Make the function that computes `SECRET_HASH`. Hash the `USERNAME` of the same request: the alias
 * in the request that opens a sign-in, the real user name from then on.
 *
 * A browser build gets a twin that throws at once: a client secret does not belong there.
 *
 * @param clientSecret - used as text, not decoded. SECRET.
 * @returns from a user name to base64(HMAC-SHA256(clientSecret, username ‖ clientId)).
 * @throws `ArgumentError` `ERR_ARGUMENT`, here or from the function, for text that is none.
 */
export function createSecretHash(
  clientId: string,
  clientSecret: string,
): (username: string) => string {
  requireArgumentText(clientId, 'clientId');
  const key = utf8FromText(requireArgumentText(clientSecret, 'clientSecret'));
  return (username) => {
    const message = utf8FromText(requireArgumentText(username, 'username') + clientId);
    return base64FromBytes(hmacSha256(key, message));
  };
}
