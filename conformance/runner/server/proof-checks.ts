/**
 * Right proofs are accepted, and a proof that is wrong in one place is not.
 *
 * @module
 */
import { bytesOfLength, COGNITO_PRIME, signedBytes } from '#reference';
import { area } from './check.ts';
import type { Basis, Check } from './check.ts';
import { open, otherSignByte, paddedK } from './proof.ts';
import type { Fault } from './proof.ts';
import { answer, begin, CheckFailure, hex, requireRefused, requireTokens } from './world.ts';
import { signIn } from './world.ts';
import type { Account, Wrong } from './world.ts';

const LOCKS_OUT = 'A client that is right is locked out.';
const ANY_PASSWORD = 'A proof that says nothing of the password is accepted.';
const hasTopBit = (value: bigint): boolean => value >> 3071n === 1n;

export const acceptChecks: readonly Check[] = area('accept', [
  positive('a right proof', LOCKS_OUT),
  {
    title: 'tokens are three texts, for a time that is a number',
    reason: 'Clients split tokens at their dots, and count down ExpiresIn.',
    basis: 'documented',
    async run(world) {
      const result = requireTokens(await signIn(world, await world.account()));
      for (const name of ['AccessToken', 'IdToken', 'RefreshToken'] as const) {
        if (typeof result[name] !== 'string') throw new CheckFailure(`${name} is no text.`);
      }
      for (const name of ['AccessToken', 'IdToken'] as const) {
        if ((result[name] as string).split('.').length !== 3) {
          throw new CheckFailure(`${name} is no JWT.`);
        }
      }
      if (typeof result['ExpiresIn'] !== 'number' || result['TokenType'] !== 'Bearer') {
        throw new CheckFailure('ExpiresIn or TokenType is not as documented.');
      }
    },
  },
  positive('a password outside ASCII', LOCKS_OUT, {
    password: 'P\u00e4ssw\u00f6rd-\u65e5\u672c-9',
  }),
  positive('a user name outside ASCII', LOCKS_OUT, { username: 'zo\u00eb' }),
  positive('a password with a colon and a space inside', LOCKS_OUT, { password: 'Pa:ss w0rd-x' }),
  spelled('SRP_A in upper case', (A) => hex(A).toUpperCase(), 'observed'),
  spelled('SRP_A with one zero in front, as .NET writes it', (A) => `0${hex(A)}`, 'observed'),
  {
    title: 'SRP_A with an odd number of digits',
    reason: LOCKS_OUT,
    basis: 'observed',
    async run(world) {
      const opening = open((A) => hex(A).length % 2 === 1);
      const attempt = await begin(world, await world.account(), { opening });
      requireTokens(await answer(world, attempt));
    },
  },
  {
    title: 'members that nobody knows change nothing',
    reason: 'Clients send SRP_A once more, or an empty DEVICE_KEY.',
    basis: 'observed',
    async run(world) {
      const attempt = await begin(world, await world.account());
      const responses = { SRP_A: hex(attempt.opening.publicA), ZZ_NEW: 'x' };
      requireTokens(await answer(world, attempt, { responses }));
    },
  },
  {
    title: 'SRP_B and SECRET_BLOCK are new each time, SALT is not, 0 < B < N',
    reason: 'With the same B an old proof is good again; with another SALT no proof ever is.',
    basis: 'documented',
    async run(world) {
      const account = await world.account();
      const attempts = [await begin(world, account), await begin(world, account)];
      const [first, second] = attempts.map(({ parameters }) => parameters);
      if (first!.SRP_B === second!.SRP_B) throw new CheckFailure('SRP_B came twice.');
      if (first!.SECRET_BLOCK === second!.SECRET_BLOCK)
        throw new CheckFailure('SECRET_BLOCK came twice.');
      if (first!.SALT !== second!.SALT) throw new CheckFailure('SALT changed.');
      const B = BigInt(`0x${first!.SRP_B}`);
      if (B === 0n || B >= COGNITO_PRIME) throw new CheckFailure('B is not in (0, N).');
    },
  },
]);

/** Each is wrong in one place, and never by chance the same as what is right. */
const FAULTS: readonly (readonly [string, string, Wrong, Basis?])[] = [
  ['another password', ANY_PASSWORD, { proof: { password: 'Not-it-9' } }, 'documented'],
  ['an empty password', ANY_PASSWORD, { proof: { password: '' } }, 'documented'],
  [
    'the right password in another case',
    'Passwords lose strength.',
    { proof: { password: 'cOUNTERSIGN-9 pASS' } },
  ],
  [
    'the sign byte of A put in or left out',
    'Two spellings of u are taken: one of them is wrong in half of all sign-ins.',
    spell('A'),
  ],
  ['the sign byte of B put in or left out', 'As with A.', spell('B')],
  [
    'the sign byte of SALT put in or left out',
    'Verifiers made by right clients are refused.',
    spell('salt'),
  ],
  [
    'the sign byte of u put in or left out',
    'The key is derived under another salt in half of all sign-ins.',
    spell('u'),
  ],
  [
    'the sign byte of S put in or left out',
    'The key is derived from other bytes in half of all sign-ins.',
    spell('S'),
  ],
  [
    'k of RFC 5054, with g filled up',
    'k·g^x does not cancel for any right client.',
    { fault: { k: paddedK() } },
  ],
  ['k = 3, as in SRP-6', 'As above.', { fault: { k: 3n } }],
  [
    'the id of the pool for its name',
    'The message that is signed is another for right clients.',
    {
      fault: {
        message: ({ scope, id, SECRET_BLOCK, timestamp }) => [
          `xx-test-1_${scope}`,
          id,
          Buffer.from(SECRET_BLOCK, 'base64'),
          timestamp,
        ],
      },
    },
  ],
  [
    'the user left out of the message',
    'A proof is good for others.',
    {
      fault: {
        message: ({ scope, SECRET_BLOCK, timestamp }) => [
          scope,
          Buffer.from(SECRET_BLOCK, 'base64'),
          timestamp,
        ],
      },
    },
  ],
  [
    'SECRET_BLOCK signed as text',
    'As with the id of the pool.',
    {
      fault: {
        message: ({ scope, id, SECRET_BLOCK, timestamp }) => [scope, id, SECRET_BLOCK, timestamp],
      },
    },
  ],
  [
    'SECRET_BLOCK left out of the message',
    'A proof is good for another attempt.',
    { fault: { message: ({ scope, id, timestamp }) => [scope, id, timestamp] } },
  ],
  [
    'TIMESTAMP left out of the message',
    'A proof is good for ever.',
    {
      fault: {
        message: ({ scope, id, SECRET_BLOCK }) => [scope, id, Buffer.from(SECRET_BLOCK, 'base64')],
      },
    },
  ],
  ['a key of 32 bytes', 'The key is not the one of right clients.', { fault: { keyBytes: 32 } }],
  ['another info for HKDF', 'As above.', { fault: { info: 'Caldera derived key' } }],
  ['S = 0', ANY_PASSWORD, { fault: { S: 0n } }],
  ['S = 1', ANY_PASSWORD, { fault: { S: 1n } }],
  [
    'one bit of the signature flipped, the first',
    ANY_PASSWORD,
    signature((mac) => {
      mac[0]! ^= 0x80;
      return mac;
    }),
  ],
  [
    'one bit of the signature flipped, the last',
    'A comparison ends too early.',
    signature((mac) => {
      mac[31]! ^= 1;
      return mac;
    }),
  ],
  [
    'half of the signature',
    'A comparison ends with the shorter text.',
    signature((mac) => mac.subarray(0, 16)),
  ],
  [
    'a byte after the signature',
    'A comparison ends with the shorter text.',
    signature((mac) => Buffer.concat([mac, Buffer.of(0)])),
  ],
  ['a signature of zeros', ANY_PASSWORD, signature(() => Buffer.alloc(32))],
  [
    'the signature as hex',
    'Two spellings of one signature are taken.',
    { fault: { signature: (mac) => mac.toString('hex') } },
  ],
  ['no signature', ANY_PASSWORD, { responses: { PASSWORD_CLAIM_SIGNATURE: null } }, 'documented'],
  ['an empty signature', ANY_PASSWORD, { responses: { PASSWORD_CLAIM_SIGNATURE: '' } }],
  ['no TIMESTAMP', 'A proof is good for ever.', { responses: { TIMESTAMP: null } }, 'documented'],
  [
    'no SECRET_BLOCK',
    'A proof belongs to no attempt.',
    { responses: { PASSWORD_CLAIM_SECRET_BLOCK: null } },
    'documented',
  ],
];

export const proofChecks: readonly Check[] = area('proof', [
  ...FAULTS.map(([what, reason, wrong, basis = 'prudent']) => ({
    title: `refuses a proof with ${what}`,
    reason,
    basis,
    async run(world: Parameters<Check['run']>[0]): Promise<void> {
      requireRefused(await signIn(world, await world.account(), wrong));
    },
  })),
  {
    title: 'refuses a proof with A and B filled up to the length of N, as RFC 5054 has it',
    reason: 'Only clients of RFC 5054 can sign in, or both can.',
    basis: 'prudent',
    async run(world) {
      // RFC 5054 differs where A begins with its top bit.
      const attempt = await begin(world, await world.account(), { opening: open(hasTopBit) });
      const filled = (value: bigint): Uint8Array => bytesOfLength(value, 384);
      const fault: Fault = { spell: { A: filled, B: filled, S: filled, salt: signedBytes } };
      requireRefused(await answer(world, attempt, { fault }));
    },
  },
]);

function positive(what: string, reason: string, wanted: Partial<Account> = {}): Omit<Check, 'id'> {
  return {
    title: `accepts ${what}`,
    reason,
    basis: 'documented',
    async run(world) {
      requireTokens(await signIn(world, await world.account(world.pool, wanted)));
    },
  };
}

function spelled(what: string, spell: (A: bigint) => string, basis: Basis): Omit<Check, 'id'> {
  return {
    title: `accepts ${what}`,
    reason: LOCKS_OUT,
    basis,
    async run(world) {
      const attempt = await begin(world, await world.account(), { spell });
      requireTokens(await answer(world, attempt));
    },
  };
}

function spell(value: 'A' | 'B' | 'salt' | 'u' | 'S'): Wrong {
  return { fault: { spell: { [value]: otherSignByte } } };
}

function signature(change: (mac: Buffer) => Buffer): Wrong {
  return { fault: { signature: (mac) => change(Buffer.from(mac)).toString('base64') } };
}
