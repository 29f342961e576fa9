/**
 * What each step computes, in the words of PROTOCOL.md: shown where a step fails.
 *
 * @module
 */
export const FORMULAS: { readonly [op: string]: string } = {
  'srp.x': 'x = SHA-256(pad(salt) ‖ SHA-256(poolName ‖ userIdForSrp ‖ ":" ‖ password))',
  'srp.verifier': 'verifier = g^x mod N',
  'srp.publicA': 'A = g^a mod N',
  'srp.publicB': 'B = (k·verifier + g^b) mod N, with k = SHA-256(pad(N) ‖ pad(g))',
  'srp.u': 'u = SHA-256(pad(A) ‖ pad(B))',
  'srp.clientS': 'S = (B − k·g^x)^(a + u·x) mod N, with k = SHA-256(pad(N) ‖ pad(g))',
  'srp.serverS': 'S = (A·verifier^u)^b mod N',
  'srp.claimKey':
    'claimKey = 16 bytes of HKDF-SHA-256(key = pad(S), salt = pad(u), info = "Caldera Derived Key")',
  'srp.signature':
    'signature = HMAC-SHA-256(claimKey, poolName ‖ userIdForSrp ‖ secretBlock ‖ timestamp)',
  'srp.deviceVerifier': 'Salt = pad(salt), PasswordVerifier = pad(g^x mod N)',
  'secretHash.create': 'SECRET_HASH = HMAC-SHA-256(clientSecret, username ‖ clientId)',
};
