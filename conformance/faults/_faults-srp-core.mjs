/** Faults in the integers and the hashes of SRP. */
import { faultsIn } from './_faults-in.mjs';

const bytes = faultsIn('srp-core/src/_secret-bytes.ts', [
  [
    'sign-byte-never',
    'integers are hashed without a sign byte',
    'stripped + 1 - topBit',
    'stripped + 1',
  ],
  ['sign-byte-always', 'every integer gets a sign byte', 'stripped + 1 - topBit', 'stripped'],
  ['zeros-kept', 'leading zero bytes are hashed too', 'stripped + 1 - topBit', '1 - topBit'],
  [
    'sign-byte-of-any-byte',
    'a top bit anywhere counts for one in front',
    'topBit |= (byte >> 7) & ~seen;',
    'topBit |= byte >> 7;',
  ],
  [
    'negative-base',
    'B − k·g^x stays negative',
    'result[index]! + (prime[index]! & borrow) + carry',
    'result[index]! + carry',
  ],
]);

const steps = faultsIn('srp-core/src/steps.ts', [
  [
    'a-unpadded-in-u',
    'u over A filled up to the length of N',
    'sha256(padInteger(publicA), padInteger(publicB))',
    'sha256(publicA, padInteger(publicB))',
  ],
  [
    'b-unpadded-in-u',
    'u over B filled up to the length of N',
    'sha256(padInteger(publicA), padInteger(publicB))',
    'sha256(padInteger(publicA), publicB)',
  ],
  [
    'u-order',
    'u over B and A',
    'sha256(padInteger(publicA), padInteger(publicB))',
    'sha256(padInteger(publicB), padInteger(publicA))',
  ],
  [
    'salt-unpadded',
    'x over the salt as it came',
    'sha256(padInteger(input.salt), inner)',
    'sha256(input.salt, inner)',
  ],
  [
    'x-order',
    'x over the hash of the password, then the salt',
    'sha256(padInteger(input.salt), inner)',
    'sha256(inner, padInteger(input.salt))',
  ],
  [
    'x-no-inner-hash',
    'x over the names and the password themselves',
    'sha256(credentials)',
    'credentials.slice()',
  ],
  ['x-no-separator', 'no colon before the password', '}:${input.password}', '}${input.password}'],
  [
    'x-no-pool',
    'x without the pool name',
    '`${input.poolName}${input.userIdForSrp}:',
    '`${input.userIdForSrp}:',
  ],
  [
    's-unpadded',
    'the key over S filled up to the length of N',
    'padInteger(sharedSecretS)',
    'sharedSecretS.slice()',
  ],
  [
    'u-unpadded-in-key',
    'the key over u filled up to 32 bytes',
    'padInteger(scramblerU), material',
    'scramblerU, material',
  ],
  [
    'key-and-salt-swapped',
    'S is the salt of the key, and u its material',
    'hmacSha256(padInteger(scramblerU), material)',
    'hmacSha256(material, padInteger(scramblerU))',
  ],
  ['hkdf-label', 'another label', "'Caldera Derived Key\\u0001'", "'Caldera Derived Keys\\u0001'"],
  ['hkdf-counted-from-0', 'the first block has number 0', 'Key\\u0001', 'Key\\u0000'],
  ['hkdf-no-counter', 'the block has no number', 'Key\\u0001', 'Key'],
  ['key-of-32-bytes', 'the whole block is the key', 'CLAIM_KEY_BYTES = 16', 'CLAIM_KEY_BYTES = 32'],
  [
    'key-from-the-end',
    'the other half of the block',
    'slice(0, CLAIM_KEY_BYTES)',
    'slice(CLAIM_KEY_BYTES)',
  ],
  [
    'signature-order',
    'the timestamp before the secret block',
    'hmacSha256(claimKey, names, message.secretBlock, utf8FromText(message.timestamp))',
    'hmacSha256(claimKey, names, utf8FromText(message.timestamp), message.secretBlock)',
  ],
  [
    'signature-without-time',
    'the timestamp is not signed',
    'hmacSha256(claimKey, names, message.secretBlock, utf8FromText(message.timestamp))',
    'hmacSha256(claimKey, names, message.secretBlock)',
  ],
  [
    'signature-names',
    'user id before pool name',
    '`${message.poolName}${message.userIdForSrp}`',
    '`${message.userIdForSrp}${message.poolName}`',
  ],
]);

const sharedSecret = faultsIn('srp-core/src/_shared-secret.ts', [
  ['k-of-srp-6', 'k = 3', 'MULTIPLIER_K_HEX.padStart', "'3'.padStart"],
  [
    'no-k',
    'B − g^x',
    'subtractModPrime(input.publicB, masked,',
    'subtractModPrime(input.publicB, verifier,',
  ],
  [
    'base-reversed',
    'k·g^x − B',
    'subtractModPrime(input.publicB, masked,',
    'subtractModPrime(masked, input.publicB,',
  ],
  [
    'exponent-without-x',
    'a + u in the place of a + u·x',
    'multiplyAndAdd(input.secretA, input.scramblerU, input.privateX)',
    'multiplyAndAdd(input.secretA, input.scramblerU, new Uint8Array([1]))',
  ],
]);

const claim = faultsIn('srp-core/src/_claim.ts', [
  ['b-of-n-or-more', 'SRP_B of N or more is taken', ' && isBelow(number, prime) === 1', ''],
  ['b-of-n', 'SRP_B = N is taken', 'isBelow(number, prime) === 1', 'isBelow(prime, number) === 0'],
  ['b-of-0', 'SRP_B = 0 is taken', 'isZero(number) === 0 && ', ''],
]);

const client = faultsIn('srp-core/src/_client.ts', [
  [
    's-of-0',
    'S = 0 is taken, which needs no password',
    "deriveClaimKey(requireNonZero(sharedSecretS, 'SRP_B'), scramblerU)",
    'deriveClaimKey(sharedSecretS, scramblerU)',
  ],
  ['salt-of-0', 'SALT = 0 is taken', "requireNonZero(salt, 'SALT')", 'salt'],
  [
    'salt-of-any-length',
    'SALT may be of any length',
    'MAXIMUM_SALT_DIGITS = 128',
    'MAXIMUM_SALT_DIGITS = 200_000',
  ],
  [
    'b-one-byte-too-long',
    'SRP_B may be a byte too long',
    '2 * PRIME_BYTES)',
    '2 * PRIME_BYTES + 2)',
  ],
  [
    'password-trimmed',
    'white space around a password is taken off',
    "password: requirePassword(input.password, 'password')",
    "password: requirePassword(input.password, 'password').trim()",
  ],
  [
    'password-normalised',
    'the password is brought into form NFC',
    "password: requirePassword(input.password, 'password')",
    "password: requirePassword(input.password, 'password').normalize('NFC')",
  ],
  [
    'user-id-in-lower-case',
    'the user id is hashed in lower case',
    "requireWireText(input.userIdForSrp, 'USER_ID_FOR_SRP')",
    "requireWireText(input.userIdForSrp, 'USER_ID_FOR_SRP').toLowerCase()",
  ],
  [
    'secret-block-as-text',
    'the secret block is signed as its base64 text',
    "secretBlock: requireBase64(input.secretBlockBase64, 'SECRET_BLOCK')",
    'secretBlock: new TextEncoder().encode(input.secretBlockBase64)',
  ],
]);

export const SRP_CORE = [...bytes, ...steps, ...sharedSecret, ...claim, ...client];
