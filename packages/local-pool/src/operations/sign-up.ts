/**
 * SignUp: users who create themselves.
 *
 * @module
 */
import { addUsernameAttribute, requireAliasesFree } from '../_aliases.ts';
import { missingAttribute, readAttributes, requireFitting } from '../_attributes.ts';
import { requireOwnAttributes } from '../_attributes.ts';
import { describeDelivery, SIGN_UP, sendConfirmation } from '../_confirmation.ts';
import type { ContactAttribute } from '../_confirmation.ts';
import { CLIENT_ID, readBoolean, readMetadata, readText, requireText } from '../_input.ts';
import { USERNAME } from '../_input.ts';
import type { Input } from '../_input.ts';
import type { PoolOperation } from '../_operation.ts';
import { createPasswordRecord, LONGEST_PASSWORD, makeTemporaryPassword } from '../_password.ts';
import { requireStrongPassword } from '../_password-policy.ts';
import { requireSecretHash } from '../_secret-hash.ts';
import { invalidParameter, notAuthorized, ServiceFault } from '../_service-fault.ts';
import { requireClient } from '../_service.ts';
import type { Service } from '../_service.ts';
import { openSignUpSession } from '../_sign-up-session.ts';
import { callTrigger } from '../_triggers.ts';
import type { PreSignUpEvent } from '../triggers.ts';
import { addUser, findUser, nameUser } from '../_user.ts';
import type { User } from '../_user.ts';
import type { UserPool } from '../_user-pool.ts';
import { isPasswordless } from '../_user-pool-client.ts';
import type { UserPoolClient } from '../_user-pool-client.ts';

export const signUp: PoolOperation = {
  name: 'SignUp',
  async handle(service, input) {
    const client = requireClient(service, requireText(input, 'ClientId', CLIENT_ID));
    const { pool } = client;
    const username = requireText(input, 'Username', USERNAME);
    await requireSecretHash(client, username, readText(input, 'SecretHash'));
    if (pool.settings.adminCreatesUsers) {
      throw notAuthorized('SignUp is not permitted for this user pool');
    }
    const password = readPassword(client, input);
    const attributes = readOwnAttributes(pool, username, input);
    requireNameFree(pool, username);
    requireAliasesFree(pool, attributes);
    const automatic = await askPreSignUp(service, client, { username, attributes, input });
    // Somebody may have taken them while the trigger was asked.
    requireNameFree(pool, username);
    requireAliasesFree(pool, withVerified(attributes, automatic.verified));
    const user = createUser(service, pool, { username, password, attributes });
    for (const name of automatic.verified) user.attributes.set(`${name}_verified`, 'true');
    if (automatic.confirmed) user.status = 'CONFIRMED';
    const attribute = automatic.confirmed ? undefined : contactOf(pool, user);
    if (attribute !== undefined) {
      sendConfirmation(service, pool, user, { errand: SIGN_UP, attribute });
    }
    const session = openSignUpSession(service, client, user);
    return {
      UserConfirmed: automatic.confirmed,
      UserSub: user.sub,
      ...(attribute !== undefined && {
        CodeDeliveryDetails: describeDelivery(attributes, attribute),
      }),
      ...(session !== undefined && { Session: session }),
    };
  },
};

interface Automatic {
  readonly confirmed: boolean;
  /** Attributes that count as verified. */
  readonly verified: readonly ContactAttribute[];
}

/** What PreSignUp says. It may also throw, and there is no user. */
async function askPreSignUp(
  { triggers }: Service,
  client: UserPoolClient,
  newcomer: Omit<Newcomer, 'password'> & { readonly input: Input },
): Promise<Automatic> {
  const { username, attributes, input } = newcomer;
  if (triggers.preSignUp === undefined) return { confirmed: false, verified: [] };
  const validation = Object.fromEntries(readAttributes(input, 'ValidationData'));
  return callTrigger<PreSignUpEvent, Automatic>(
    triggers.preSignUp,
    {
      client,
      userName: username,
      source: 'PreSignUp_SignUp',
      request: {
        userAttributes: Object.fromEntries(attributes),
        validationData: Object.keys(validation).length === 0 ? null : validation,
        ...readMetadata(input),
      },
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    },
    (response) => readAutomatic(response, attributes),
  );
}

function readAutomatic(response: Input, attributes: ReadonlyMap<string, string>): Automatic {
  const confirmed = readBoolean(response, 'autoConfirmUser') ?? false;
  const asked: readonly (readonly [ContactAttribute, boolean | undefined])[] = [
    ['email', readBoolean(response, 'autoVerifyEmail')],
    ['phone_number', readBoolean(response, 'autoVerifyPhone')],
  ];
  const verified = asked.flatMap(([name, wanted]) => (wanted === true ? [name] : []));
  const missing = verified.find((name) => !attributes.get(name));
  if (missing !== undefined) throw invalidParameter(`${missing} is not there to be verified.`);
  return { confirmed, verified };
}

function withVerified(
  attributes: ReadonlyMap<string, string>,
  verified: readonly ContactAttribute[],
): ReadonlyMap<string, string> {
  return new Map([...attributes, ...verified.map((name) => [`${name}_verified`, 'true'] as const)]);
}

/** Where the code of a sign-up goes: a telephone comes first. */
export function contactOf(pool: UserPool, { attributes }: User): ContactAttribute | undefined {
  const { autoVerified } = pool.settings;
  const inOrder: readonly ContactAttribute[] = ['phone_number', 'email'];
  return inOrder.find((name) => autoVerified.includes(name) && (attributes.get(name) ?? '') !== '');
}

/** Whoever can sign in without a password need not have one. */
function readPassword(client: UserPoolClient, input: Input): string | undefined {
  const password = readText(input, 'Password', { maxLength: LONGEST_PASSWORD }) ?? '';
  if (password === '' && isPasswordless(client)) return undefined;
  requireStrongPassword(client.pool.settings.passwordPolicy, password);
  return password;
}

function readOwnAttributes(
  pool: UserPool,
  username: string,
  input: Input,
): ReadonlyMap<string, string> {
  const attributes = new Map(readAttributes(input, 'UserAttributes'));
  requireOwnAttributes(attributes.keys());
  const { aliasAttributes, schema } = pool.settings;
  if (attributes.has('preferred_username') && aliasAttributes.includes('preferred_username')) {
    throw invalidParameter('preferred_username cannot be provided for an unconfirmed account.');
  }
  addUsernameAttribute(pool, username, attributes);
  requireFitting(pool, attributes);
  const missing = schema.find(
    ({ name, required }) => required && name !== 'sub' && !attributes.get(name),
  );
  if (missing !== undefined) throw missingAttribute(missing.name);
  return attributes;
}

function requireNameFree(pool: UserPool, username: string): void {
  // Where an address is the name, it is an alias, and looked at as one.
  if (pool.settings.usernameAttributes.length > 0) return;
  if (findUser(pool, username) === undefined) return;
  throw new ServiceFault('UsernameExistsException', 'User already exists');
}

interface Newcomer {
  readonly username: string;
  /** SECRET. */
  readonly password: string | undefined;
  readonly attributes: ReadonlyMap<string, string>;
}

function createUser(service: Service, pool: UserPool, newcomer: Newcomer): User {
  const { username, password, attributes } = newcomer;
  const names = nameUser(service, pool, username);
  const nameForSrp = { pool, userIdForSrp: names.username };
  const user = addUser(service, pool, {
    ...names,
    attributes: new Map(attributes),
    password: createPasswordRecord(service.random, nameForSrp, password ?? nobodys(service)),
  });
  user.hasPassword = password !== undefined;
  user.status = 'UNCONFIRMED';
  return user;
}

/** A password that nobody knows: whoever has none looks like everybody else from outside. */
function nobodys({ random }: Service): string {
  return makeTemporaryPassword(random, LONGEST_PASSWORD);
}
