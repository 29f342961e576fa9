/**
 * Writes `vectors/secret-hash.json`: SECRET_HASH as a client makes it, and as a service judges it.
 *
 * @module
 */
import { createHmac } from 'node:crypto';
import { vectorFile } from './_vectors.mjs';

const NOTES = {
  Hash: {
    bugType: 'WRONG_ENCODING',
    description: 'HMAC-SHA256 of user name and client id, keyed with the secret’s text; base64.',
    effect: '"Unable to verify secret hash for client …".',
    links: ['https://github.com/pmill/aws-cognito/issues/42'],
  },
  Text: {
    bugType: 'WRONG_ENCODING',
    description: 'Names and secrets are UTF-8 as they are: not decoded, folded or trimmed.',
    effect: 'As above, for some users or some clients.',
  },
  KeyLength: {
    bugType: 'EDGE_CASE',
    description: 'A key longer than the hash’s block of 64 bytes is hashed first.',
    effect: 'A home-made HMAC fails with long secrets alone.',
  },
  Alias: {
    bugType: 'WRONG_ENCODING',
    description: 'The hash is over the USERNAME of the same request, whichever that is.',
    effect: 'The first request passes, and the answer to the challenge is refused.',
    links: [
      'https://github.com/alexrudd/cognito-srp/issues/1',
      'https://github.com/qwigo/warrant/issues/125',
      'https://github.com/boto/boto3/issues/2736',
    ],
  },
  Order: {
    bugType: 'WRONG_ENCODING',
    description: 'The user name comes first; key and message do not change places.',
    effect: 'As for a wrong hash.',
  },
  Missing: {
    bugType: 'MISSING_STEP',
    description: 'The hash is left out where the client has a secret, or sent where it has none.',
    effect: 'A service that lets it pass lets anybody pose as the client.',
  },
  Empty: {
    bugType: 'MISSING_STEP',
    description: 'Nothing to hash: a setting that was not set.',
    effect: 'A hash of "" or of "undefined", which the service refuses with another reason.',
  },
};

const BASE = {
  clientId: '1example23456789',
  clientSecret: 'sekrit0client0secret0012345',
  username: 'alice',
};
// Made by others, with AWS's own recipe for openssl: the one value here that is not computed here.
const PHONE = { ...BASE, username: '+15551234567', clientSecret: 'sekrit-client-secret' };
const OF_PHONE = '5nAkRgUw5Vx7SIUEmv6HrgEXPK/SwtnH5F8rxZL+71w=';

/** The file's text. */
export function generate() {
  if (hashOf(PHONE) !== OF_PHONE) throw new Error('The hash is wrong.');
  return vectorFile('secret-hash.json', {
    schema: 'schema/secret-hash.schema.json',
    notes: NOTES,
    groups: [
      { type: 'SecretHash', tests: [...hashes()] },
      { type: 'SecretHashCheck', base: BASE, tests: [...checks()] },
    ],
  });
}

function hashOf({ clientId, clientSecret, username }, encoding = 'base64') {
  return createHmac('sha256', clientSecret).update(`${username}${clientId}`).digest(encoding);
}

function* hashes() {
  const made = (flag, comment, changes) => {
    const input = { ...BASE, ...changes };
    return { comment, flags: [flag], ...input, SECRET_HASH: hashOf(input), result: 'valid' };
  };
  const refused = (comment, argument, changes) => ({
    comment,
    flags: ['Empty'],
    ...BASE,
    ...changes,
    result: 'invalid',
    error: { code: 'ERR_ARGUMENT', reason: 'invalid-value', argument },
  });
  yield made('Hash', 'a telephone number', PHONE);
  yield made('Hash', 'a user name', {});
  const both = Array.from({ length: 100 }, (_, n) => `user-${n}`).find((username) =>
    /\+.*\/|\/.*\+/.test(hashOf({ ...BASE, username })),
  );
  yield made('Hash', 'a hash with + and /', { username: both });
  yield made('Alias', 'an e-mail address', { username: 'alice@example.com' });
  yield made('Alias', 'a UUID', { username: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' });
  yield made('Text', 'a name outside ASCII', { username: 'Zo\u00eb' });
  yield made('Text', 'a name beyond the basic plane', { username: '\u{1f600}' });
  yield made('Text', 'a name in upper case', { username: 'ALICE' });
  yield made('Text', 'a secret that looks like base64', {
    clientSecret: 'c2Vrcml0c2Vrcml0c2Vrcml0',
  });
  yield made('Text', 'a secret that looks like hex', { clientSecret: '73656b72697473656b726974' });
  yield made('KeyLength', 'a secret of 51 characters', {
    clientSecret: '1example'.repeat(7).slice(0, 51),
  });
  yield made('KeyLength', 'a secret of 64 characters, the longest that there is', {
    clientSecret: '1example'.repeat(8),
  });
  yield made('KeyLength', 'a key of 65 characters', {
    clientSecret: `${'1example'.repeat(8)}x`,
  });
  yield refused('no client id', 'clientId', { clientId: '' });
  yield refused('no secret', 'clientSecret', { clientSecret: '' });
  yield refused('no user name', 'username', { username: '' });
}

function* checks() {
  const accepted = (flag, comment, input) => ({ comment, flags: [flag], input, result: 'valid' });
  const refused = (flag, comment, SECRET_HASH, more = {}) => ({
    comment,
    flags: [flag],
    input: { ...(SECRET_HASH !== undefined && { SECRET_HASH }), ...more },
    result: 'invalid',
    error: { service: 'NotAuthorizedException' },
  });
  const { clientId, clientSecret, username } = BASE;
  const hmac = (key, text) => createHmac('sha256', key).update(text).digest('base64');
  const hash = hashOf(BASE);
  yield accepted('Hash', 'as it should be', { SECRET_HASH: hash });
  yield accepted('Missing', 'none, of a client without a secret', { clientSecret: '' });
  yield refused('Missing', 'none, of a client with a secret', undefined);
  yield refused('Missing', 'one, of a client without a secret', hash, { clientSecret: '' });
  yield refused('Alias', 'over an alias', hashOf({ ...BASE, username: 'alice@example.com' }));
  yield refused('Alias', 'over another user', hashOf({ ...BASE, username: 'bob' }));
  yield refused('Text', 'over the name in upper case', hashOf({ ...BASE, username: 'ALICE' }));
  yield refused(
    'Text',
    'with the secret decoded',
    hmac(Buffer.from(clientSecret, 'base64'), username + clientId),
  );
  yield refused('Hash', 'over the user name alone', hmac(clientSecret, username));
  yield refused('Hash', 'over the client id alone', hmac(clientSecret, clientId));
  yield refused('Hash', 'joined by a colon', hmac(clientSecret, `${username}:${clientId}`));
  yield refused('Hash', 'in hex', hashOf(BASE, 'hex'));
  yield refused('Hash', 'of another client', hashOf({ ...BASE, clientId: '2example23456789' }));
  yield refused('Hash', 'with another secret', hashOf({ ...BASE, clientSecret: 'other' }));
  yield refused('Hash', 'the secret itself', clientSecret);
  yield refused(
    'Order',
    'over the client id and the user name',
    hmac(clientSecret, clientId + username),
  );
  yield refused('Order', 'keyed with the client id', hmac(clientId, username + clientSecret));
}
