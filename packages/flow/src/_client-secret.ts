/**
 * A client secret on its way into a request that wants it as it is. The `browser` condition selects a
 * twin that refuses.
 *
 * @module
 */

/** @param clientSecret - SECRET. */
export function allowClientSecret(clientSecret: string): string {
  return clientSecret;
}
