/**
 * Who may sign in at all, with what, and for how long: users, secret hashes, refresh tokens, first
 * passwords.
 *
 * @module
 */
import type { JsonObject } from '../case.ts';
import { area } from './check.ts';
import type { Check } from './check.ts';
import { open } from './proof.ts';
import { answer, begin, CheckFailure, CheckSkipped, hex, initiate, requirePool } from './world.ts';
import { requireRefused, requireTokens, respond, secretHash, signIn, tell } from './world.ts';
import type { Account, Attempt, Pool, World } from './world.ts';
import type { WireReply } from './wire.ts';

const NEW_PASSWORD = 'Countersign-9 new';
const NO_OWNER = 'A client id alone is enough to speak for the application.';

export const userChecks: readonly Check[] = area('user', [
  {
    title: 'refuses a user that does not exist, at the first call or at the second',
    reason: 'Somebody signs in who is nobody, or the server fails.',
    basis: 'documented',
    async run(world) {
      const nobody: Account = {
        username: `nobody-${hex(open().secretA).slice(0, 12)}`,
        password: 'Guess-1x',
      };
      const SRP_A = hex(open().publicA);
      const reply = await initiate(world, { pool: world.pool, username: nobody.username, SRP_A });
      if (reply.status >= 400)
        return requireRefused(reply, 'UserNotFoundException', 'NotAuthorizedException');
      const [first, second] = [await begin(world, nobody), await begin(world, nobody)];
      if (first.parameters.SALT !== second.parameters.SALT) {
        throw new CheckFailure(
          'the SALT of a user that does not exist changes, which tells that they do not',
        );
      }
      requireRefused(
        await answer(world, second),
        'NotAuthorizedException',
        'UserNotFoundException',
      );
    },
  },
  {
    title: 'refuses a disabled user with the right password',
    reason: 'Who was locked out signs in.',
    basis: 'documented',
    async run(world) {
      // Never one that was lent: nobody would enable it again.
      const account = await world.account(world.pool, { password: 'Countersign-9 disabled' });
      const { userPoolId } = world.pool;
      const reply = await world.call('AdminDisableUser', {
        UserPoolId: userPoolId,
        Username: account.username,
      });
      if (reply.status !== 200) throw new CheckSkipped(`AdminDisableUser: ${tell(reply)}`);
      const tried = await initiate(world, {
        pool: world.pool,
        username: account.username,
        SRP_A: hex(open().publicA),
      });
      if (tried.status >= 400) return requireRefused(tried);
      requireRefused(await signIn(world, account));
    },
  },
  {
    title: 'refuses a wrong password that is sent in the clear',
    reason: 'Any password will do.',
    basis: 'documented',
    async run(world) {
      const { username } = await world.account();
      requireRefused(await inTheClear(world, { username, password: 'Not-it-9' }));
    },
  },
]);

export const secretHashChecks: readonly Check[] = area('secret-hash', [
  withSecret(
    'accepts the right one',
    'A client that is right is locked out.',
    async (world, pool) => {
      requireTokens(await signIn(world, await world.account(pool), { pool }));
    },
  ),
  withSecret('refuses a sign-in without one', NO_OWNER, async (world, pool) => {
    const account = await world.account(pool);
    requireRefused(await initiateWithHash(world, pool, account, undefined));
  }),
  withSecret('refuses one that is wrong', NO_OWNER, async (world, pool) => {
    const account = await world.account(pool);
    requireRefused(
      await initiateWithHash(world, pool, account, Buffer.alloc(32).toString('base64')),
    );
  }),
  withSecret(
    "refuses another user's",
    'One leaked hash speaks for every user.',
    async (world, pool) => {
      const account = await world.account(pool);
      const { SECRET_HASH } = secretHash(pool, 'somebody-else');
      requireRefused(await initiateWithHash(world, pool, account, SECRET_HASH));
    },
  ),
  withSecret('refuses one over the client id alone', NO_OWNER, async (world, pool) => {
    const account = await world.account(pool);
    const { SECRET_HASH } = secretHash(pool, '');
    requireRefused(await initiateWithHash(world, pool, account, SECRET_HASH));
  }),
  withSecret('refuses an answer without one', NO_OWNER, async (world, pool) => {
    const attempt = await begin(world, await world.account(pool), { pool });
    requireRefused(await answer(world, attempt, { responses: { SECRET_HASH: null } }));
  }),
  withSecret("refuses an answer with another user's", NO_OWNER, async (world, pool) => {
    const attempt = await begin(world, await world.account(pool), { pool });
    const { SECRET_HASH = '' } = secretHash(pool, 'somebody-else');
    requireRefused(await answer(world, attempt, { responses: { SECRET_HASH } }));
  }),
]);

export const refreshChecks: readonly Check[] = area('refresh', [
  {
    title: 'a refresh token brings a new access token',
    reason: 'Users are signed out after an hour.',
    basis: 'documented',
    async run(world) {
      const { tokens, username } = await signedIn(world, world.pool);
      requireTokens(await refresh(world, tokens['RefreshToken'], username));
    },
  },
  {
    title: 'refuses a refresh token that it never gave',
    reason: 'Anybody gets tokens.',
    basis: 'documented',
    async run(world) {
      const { username } = await signedIn(world, world.pool);
      requireRefused(await refresh(world, 'eyJjdHkiOiJKV1QifQ.never.given', username));
    },
  },
  {
    title: 'refuses an access token in its place',
    reason: 'What was to last an hour lasts a month.',
    basis: 'documented',
    async run(world) {
      const { tokens, username } = await signedIn(world, world.pool);
      requireRefused(await refresh(world, tokens['AccessToken'], username));
    },
  },
  {
    title: 'refuses the refresh token of another client',
    reason: 'One application acts for another.',
    basis: 'documented',
    async run(world) {
      const other = requirePool(world.secretPool);
      if (other.clientId === world.pool.clientId) throw new CheckSkipped('needs two clients');
      const { tokens, username } = await signedIn(world, other);
      requireRefused(await refresh(world, tokens['RefreshToken'], username));
    },
  },
]);

export const newPasswordChecks: readonly Check[] = area('new-password', [
  {
    title: 'a temporary password leads to NEW_PASSWORD_REQUIRED, and the new one to tokens',
    reason: 'Invited users never get in.',
    basis: 'documented',
    async run(world) {
      const { account, attempt, reply } = await invited(world);
      requireTokens(await choose(world, attempt, reply.body['Session']));
      requireTokens(await signIn(world, { ...account, password: NEW_PASSWORD }));
    },
  },
  {
    title: 'refuses the temporary password once it was replaced',
    reason: 'What was in the invitation is good for ever.',
    basis: 'documented',
    async run(world) {
      const { account, attempt, reply } = await invited(world);
      requireTokens(await choose(world, attempt, reply.body['Session']));
      requireRefused(await signIn(world, account));
    },
  },
  {
    title: 'refuses a new password under a Session that was used',
    reason: 'Who has seen the Session sets a password of their own.',
    basis: 'documented',
    async run(world) {
      const { attempt, reply } = await invited(world);
      requireTokens(await choose(world, attempt, reply.body['Session']));
      requireRefused(await choose(world, attempt, reply.body['Session']));
    },
  },
  {
    title: 'refuses a new password under a Session that it never gave',
    reason: 'Who knows a user name sets the password.',
    basis: 'documented',
    async run(world) {
      const { attempt } = await invited(world);
      requireRefused(await choose(world, attempt, 'a-session-that-nobody-gave-to-anybody'));
    },
  },
]);

function withSecret(
  title: string,
  reason: string,
  body: (world: World, pool: Pool) => Promise<void>,
): Omit<Check, 'id'> {
  const run = async (world: World): Promise<void> => body(world, requirePool(world.secretPool));
  return { title: `SECRET_HASH: ${title}`, reason, basis: 'documented', run };
}

function initiateWithHash(
  world: World,
  pool: Pool,
  { username }: Account,
  SECRET_HASH: string | undefined,
): Promise<WireReply> {
  return initiate(world, { pool, username, SRP_A: hex(open().publicA), more: { SECRET_HASH } });
}

function inTheClear({ call, pool }: World, { username, password }: Account): Promise<WireReply> {
  const AuthParameters = { USERNAME: username, PASSWORD: password, ...secretHash(pool, username) };
  return call('InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: pool.clientId,
    AuthParameters,
  });
}

/** Signs a user in, under the name that the service has for them: a secret hash is over that one. */
async function signedIn(
  world: World,
  pool: Pool,
): Promise<{ readonly tokens: JsonObject; readonly username: string }> {
  const attempt = await begin(world, await world.account(pool), { pool });
  return { tokens: requireTokens(await answer(world, attempt)), username: attempt.username };
}

function refresh(
  { call, pool }: World,
  token: JsonObject[string],
  username: string,
): Promise<WireReply> {
  const AuthParameters = { REFRESH_TOKEN: token, ...secretHash(pool, username) };
  return call('InitiateAuth', {
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    ClientId: pool.clientId,
    AuthParameters,
  });
}

async function invited(
  world: World,
): Promise<{ readonly account: Account; readonly attempt: Attempt; readonly reply: WireReply }> {
  const account = await world.invitedAccount();
  const attempt = await begin(world, account);
  const reply = await answer(world, attempt);
  if (reply.body['ChallengeName'] !== 'NEW_PASSWORD_REQUIRED') {
    throw new CheckFailure(`expected NEW_PASSWORD_REQUIRED, got ${tell(reply)}`);
  }
  return { account, attempt, reply };
}

function choose(world: World, attempt: Attempt, session: JsonObject[string]): Promise<WireReply> {
  const USERNAME = attempt.username;
  return respond(world, {
    pool: world.pool,
    name: 'NEW_PASSWORD_REQUIRED',
    responses: { USERNAME, NEW_PASSWORD, ...secretHash(world.pool, USERNAME) },
    session: typeof session === 'string' ? session : undefined,
  });
}
