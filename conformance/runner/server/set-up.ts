/**
 * Makes the pools, clients and accounts that the checks need, or takes those that are given, and
 * notes how what it made is removed.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../case.ts';
import { CheckFailure, CheckSkipped, requireTokens, secretHash, signIn, tell } from './world.ts';
import type { Account, Missing, Pool, World } from './world.ts';
import type { Undo } from './undo.ts';
import type { Call, WireReply } from './wire.ts';

/** How accounts come into being. */
export type AccountSource =
  | { readonly kind: 'admin' }
  | { readonly kind: 'sign-up' }
  | { readonly kind: 'existing'; readonly account: Account };

export interface SetUpOptions {
  readonly call: Call;
  /** For what makes something: it ends with an answer even where the user has had enough. */
  readonly makingCall: Call;
  /** Told of everything as soon as it is there. */
  readonly undo: Undo;
  /** Absent: everything is created. */
  readonly pool?: Pool;
  readonly accounts: AccountSource;
  /** User names are e-mail addresses, as a pool may want them. */
  readonly areEmails: boolean;
  /** The given pool tracks devices. */
  readonly hasDevices: boolean;
}

/** The server cannot be judged: what the checks need could not be made. */
export class SetUpError extends Error {
  override readonly name = 'SetUpError';
}

const FLOWS = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
/** Letters of both cases, a digit and a sign, as the default policy wants them. */
const PASSWORD = 'Countersign-9 pass';

/** @throws {@link SetUpError} */
export async function setUp(options: SetUpOptions): Promise<World> {
  const { call, makingCall, undo, accounts, hasDevices, areEmails, pool: given } = options;
  const must = (what: string, reply: WireReply): JsonObject => {
    if (reply.status === 200) return reply.body;
    throw new SetUpError(`${what} failed: ${tell(reply)}`);
  };

  const nameOf = (kind: string): string =>
    `${kind}-${suffix()}${areEmails ? '@countersign.example' : ''}`;

  async function createPool(more: JsonObject): Promise<string> {
    const PoolName = `countersign-${suffix()}`;
    const { UserPool } = must(
      'CreateUserPool',
      await makingCall('CreateUserPool', { PoolName, ...more }),
    );
    const UserPoolId = text(UserPool, 'Id');
    undo.add(`the user pool ${UserPoolId}`, 'DeleteUserPool', { UserPoolId });
    return UserPoolId;
  }

  async function createClient(userPoolId: string, more: JsonObject = {}): Promise<Pool> {
    const { UserPoolClient } = must(
      'CreateUserPoolClient',
      await call('CreateUserPoolClient', {
        UserPoolId: userPoolId,
        ClientName: 'countersign',
        ExplicitAuthFlows: FLOWS,
        PreventUserExistenceErrors: 'ENABLED',
        ...more,
      }),
    );
    const clientId = text(UserPoolClient, 'ClientId');
    const secret = (UserPoolClient as JsonObject)['ClientSecret'];
    return { userPoolId, clientId, ...(typeof secret === 'string' && { clientSecret: secret }) };
  }

  async function createDevicePool(): Promise<Pool | Missing> {
    const tracking = {
      ChallengeRequiredOnNewDevice: true,
      DeviceOnlyRememberedOnUserPrompt: false,
    };
    return createClient(await createPool({ DeviceConfiguration: tracking }));
  }

  async function createAccount(pool: Pool, { username, password }: Account): Promise<void> {
    const { userPoolId: UserPoolId, clientId: ClientId } = pool;
    const Username = username;
    if (accounts.kind === 'sign-up') {
      const { SECRET_HASH: SecretHash } = secretHash(pool, username);
      const user = { ClientId, Username, Password: password, SecretHash };
      must('SignUp', await makingCall('SignUp', user));
      removeLater(pool, username);
      must('AdminConfirmSignUp', await call('AdminConfirmSignUp', { UserPoolId, Username }));
    } else {
      await invite(pool, { username, password: `${PASSWORD} first` });
      const permanent = { UserPoolId, Username, Password: password, Permanent: true };
      must('AdminSetUserPassword', await call('AdminSetUserPassword', permanent));
    }
  }

  async function invite(pool: Pool, { username, password }: Account): Promise<void> {
    const user = { UserPoolId: pool.userPoolId, Username: username, TemporaryPassword: password };
    const quietly = { ...user, MessageAction: 'SUPPRESS' };
    must('AdminCreateUser', await makingCall('AdminCreateUser', quietly));
    removeLater(pool, username);
  }

  /** A pool of our own takes its users with it. */
  function removeLater({ userPoolId: UserPoolId }: Pool, Username: string): void {
    if (given === undefined) return;
    const what = `the user ${Username} of ${UserPoolId}`;
    undo.add(what, 'AdminDeleteUser', { UserPoolId, Username });
  }

  const pool = given ?? (await createClient(await createPool({})));
  const noSecret = { missing: 'the client that was given has no secret' };
  const notTracking = {
    missing: 'the pool that was given tracks no devices (--devices says that it does)',
  };
  const world: World = {
    call,
    pool,
    secretPool:
      given === undefined
        ? await createClient(pool.userPoolId, { GenerateSecret: true })
        : pool.clientSecret === undefined
          ? noSecret
          : pool,
    devicePool: given === undefined ? await createDevicePool() : hasDevices ? pool : notTracking,
    async account(where = pool, wanted = {}) {
      if (accounts.kind === 'existing') return borrow(world, accounts.account, wanted);
      if (areEmails && wanted.username !== undefined) {
        throw new CheckSkipped('user names are e-mail addresses here');
      }
      const username = nameOf(wanted.username ?? 'user');
      const account = { username, password: wanted.password ?? PASSWORD };
      await createAccount(where, account);
      return account;
    },
    async invitedAccount() {
      if (accounts.kind !== 'admin')
        throw new CheckSkipped('needs AdminCreateUser (--accounts admin)');
      const account = { username: nameOf('guest'), password: PASSWORD };
      await invite(pool, account);
      return account;
    },
    undoLater(what, operation, input) {
      if (accounts.kind === 'existing') undo.add(what, operation, input);
    },
  };
  return world;
}

const borrowed = new WeakMap<World, number>();

/** The one account there is. A right sign-in before each check takes back what is held against it. */
async function borrow(world: World, account: Account, wanted: Partial<Account>): Promise<Account> {
  if (Object.keys(wanted).length > 0) throw new CheckSkipped('needs an account of its own');
  const times = (borrowed.get(world) ?? 0) + 1;
  borrowed.set(world, times);
  if (times > 1) throw new CheckSkipped('needs two accounts');
  try {
    requireTokens(await signIn(world, account));
  } catch (error) {
    if (error instanceof CheckFailure) {
      throw new CheckFailure(`the account that was given cannot sign in: ${error.message}`);
    }
    throw error;
  }
  return account;
}

/** A check is over: the account may be lent again. */
export function giveBack(world: World): void {
  borrowed.delete(world);
}

function text(value: JsonObject[string], member: string): string {
  const found = (Object(value) as JsonObject)[member];
  if (typeof found === 'string') return found;
  throw new SetUpError(`The answer has no ${member}.`);
}

function suffix(): string {
  return randomBytes(6).toString('hex');
}
