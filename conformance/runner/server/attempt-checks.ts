/**
 * The first call, the time, and proofs that belong to another attempt or another user.
 *
 * @module
 */
import { COGNITO_PRIME } from '#reference';
import { timestampOf } from '../timestamp.ts';
import { area } from './check.ts';
import type { Check } from './check.ts';
import {
  answer,
  begin,
  CheckFailure,
  CheckSkipped,
  hex,
  initiate,
  requireRefused,
} from './world.ts';
import { requireTokens, secretHash, signIn, tell } from './world.ts';
import type { World } from './world.ts';

const S_IS_KNOWN = 'S is 0 whatever the password is: anybody signs in as anybody.';
const DAY_MS = 86_400_000;

export const publicAChecks: readonly Check[] = area('public-a', [
  zero('0', '0', 'RFC 5054 §2.5.4'),
  zero('N', hex(COGNITO_PRIME), 'RFC 5054 §2.5.4'),
  zero('2N', hex(2n * COGNITO_PRIME), 'RFC 5054 §2.5.4'),
  refusedA('no SRP_A', undefined),
  refusedA('an empty SRP_A', ''),
  refusedA('SRP_A that is no hex', 'xyz'),
  refusedA('SRP_A with a minus sign', '-2'),
  refusedA(
    'SRP_A of 100,000 digits',
    'f'.repeat(100_000),
    'Seconds of arithmetic for one request.',
  ),
]);

export const timeChecks: readonly Check[] = area('time', [
  atTime('a day ago', -DAY_MS),
  atTime('in a day', DAY_MS),
  atTime('twelve hours ago, as a 12-hour clock has it in the afternoon', -DAY_MS / 2),
  written('another weekday', (text) =>
    text.replace(/^\w+/, (day) => (day === 'Mon' ? 'Tue' : 'Mon')),
  ),
  {
    title: 'refuses a day with a zero in front',
    reason: 'Clients that write it fail against the service on days 1 to 9, and pass here.',
    basis: 'observed',
    async run(world) {
      const day = new Date().getUTCDate();
      if (day > 9)
        throw new CheckSkipped(`today is the ${day}th: only days 1 to 9 can have a zero in front`);
      const account = await world.account();
      const timestamp = timestampOf(Date.now()).replace(/ (\d) /, ' 0$1 ');
      requireRefused(await signIn(world, account, { proof: { timestamp } }));
    },
  },
  written('a time in ISO 8601', () => new Date().toISOString()),
  written('no time at all', () => 'now'),
  {
    title: 'refuses a TIMESTAMP that is not the one that was signed',
    reason: 'A proof can be made younger than it is.',
    basis: 'prudent',
    async run(world) {
      const attempt = await begin(world, await world.account());
      const responses = { TIMESTAMP: timestampOf(Date.now() - 2000) };
      requireRefused(await answer(world, attempt, { responses }));
    },
  },
]);

export const replayChecks: readonly Check[] = area('replay', [
  {
    title: 'refuses a right claim the second time',
    reason: 'Who has seen one claim signs in again.',
    basis: 'prudent',
    async run(world) {
      const attempt = await begin(world, await world.account());
      const timestamp = timestampOf(Date.now());
      requireTokens(await answer(world, attempt, { proof: { timestamp } }));
      requireRefused(await answer(world, attempt, { proof: { timestamp } }));
    },
  },
  {
    title: 'refuses a right claim after a wrong one in the same attempt',
    reason: 'One challenge is good for any number of guesses.',
    basis: 'prudent',
    async run(world) {
      const attempt = await begin(world, await world.account());
      requireRefused(await answer(world, attempt, { proof: { password: 'Not-it-9' } }));
      requireRefused(await answer(world, attempt));
    },
  },
  {
    title: 'refuses a claim with the SECRET_BLOCK of another attempt',
    reason: 'A claim is not bound to the challenge that it answers.',
    basis: 'prudent',
    async run(world) {
      const account = await world.account();
      const [first, second] = [await begin(world, account), await begin(world, account)];
      const { SECRET_BLOCK } = second.parameters;
      requireRefused(await answer(world, first, { proof: { SECRET_BLOCK } }));
    },
  },
  {
    title: 'refuses a SECRET_BLOCK with one bit changed',
    reason: 'State that the server hands out comes back forged.',
    basis: 'prudent',
    async run(world) {
      const attempt = await begin(world, await world.account());
      const block = Buffer.from(attempt.parameters.SECRET_BLOCK, 'base64');
      block[block.length >> 1]! ^= 1;
      requireRefused(
        await answer(world, attempt, { proof: { SECRET_BLOCK: block.toString('base64') } }),
      );
    },
  },
  {
    title: "refuses one user's claim in another's name",
    reason: 'Whoever has an account has every account.',
    basis: 'prudent',
    async run(world) {
      const [mine, theirs] = [await world.account(), await world.account()];
      const attempt = await begin(world, mine);
      const other = await begin(world, theirs);
      const USERNAME = other.username;
      const responses = { USERNAME, ...secretHash(world.pool, USERNAME) };
      requireRefused(await answer(world, attempt, { responses }));
    },
  },
  {
    title: "refuses one user's claim over another's challenge",
    reason: 'As above.',
    basis: 'prudent',
    async run(world) {
      const [mine, theirs] = [await world.account(), await world.account()];
      const attempt = await begin(world, mine);
      const other = await begin(world, theirs);
      requireRefused(await answer(world, { ...other, opening: attempt.opening, account: mine }));
    },
  },
]);

/** A ≡ 0: no challenge may come; where one does, the proof that needs no password is tried. */
function zero(what: string, SRP_A: string, source: string): Omit<Check, 'id'> {
  return {
    title: `refuses SRP_A = ${what}`,
    reason: `${S_IS_KNOWN} (${source})`,
    basis: 'documented',
    async run(world) {
      const account = await world.account();
      const { username } = account;
      const reply = await initiate(world, { pool: world.pool, username, SRP_A });
      if (reply.status >= 400) return requireRefused(reply);
      const opening = { secretA: 0n, publicA: BigInt(`0x${SRP_A}`) };
      const attempt = await begin(world, account, { opening, spell: () => SRP_A });
      const claimed = await answer(world, attempt, { fault: { S: 0n }, proof: { password: '' } });
      const won = claimed.status === 200 ? ', and a proof made without the password too' : '';
      throw new CheckFailure(`SRP_A = ${what} was answered (${tell(reply)})${won}`);
    },
  };
}

function refusedA(
  what: string,
  SRP_A: string | undefined,
  reason = 'What is sent is read in two ways, or the server fails.',
): Omit<Check, 'id'> {
  return {
    title: `refuses ${what}`,
    reason,
    basis: 'prudent',
    async run(world) {
      const { username } = await world.account();
      const more = SRP_A === undefined ? { SRP_A: undefined } : {};
      requireRefused(
        await initiate(world, { pool: world.pool, username, SRP_A: SRP_A ?? '', more }),
      );
    },
  };
}

function atTime(what: string, offsetMs: number): Omit<Check, 'id'> {
  return {
    title: `refuses a claim signed ${what}`,
    reason: 'A claim that was recorded is good for as long as its challenge.',
    basis: 'observed',
    async run(world) {
      const timestamp = timestampOf(Date.now() + offsetMs);
      requireRefused(await signIn(world, await world.account(), { proof: { timestamp } }));
    },
  };
}

function written(what: string, rewrite: (timestamp: string) => string): Omit<Check, 'id'> {
  return {
    title: `refuses ${what} as TIMESTAMP, though it was signed`,
    reason:
      'The service prints the time again before it verifies: a client that passes here fails there.',
    basis: 'observed',
    async run(world: World) {
      const timestamp = rewrite(timestampOf(Date.now()));
      requireRefused(await signIn(world, await world.account(), { proof: { timestamp } }));
    },
  };
}
