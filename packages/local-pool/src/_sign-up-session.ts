/**
 * The `Session` that leads from SignUp over ConfirmSignUp to a first sign-in without a further factor:
 * the code that came back was one.
 *
 * @module
 */
import { accountOf } from './_accounts.ts';
import type { Attempt, SignIn } from './_attempt.ts';
import { notAuthorized } from './_service-fault.ts';
import type { Service } from './_service.ts';
import { openSession, requireSession } from './_sessions.ts';
import type { User } from './_user.ts';
import type { UserPoolClient } from './_user-pool-client.ts';

const FLOW = 'ALLOW_USER_AUTH';
/** Of SignUp, for ConfirmSignUp. */
const SIGNED_UP = 'SignUp';
/** Of ConfirmSignUp, for InitiateAuth. */
const CONFIRMED = 'ConfirmSignUp';

/** @returns `undefined` where the client could not go on with it. */
export function openSignUpSession(
  service: Service,
  client: UserPoolClient,
  user: User,
): string | undefined {
  return open({ service, client, account: accountOf(user, user.username) }, SIGNED_UP);
}

/** As {@link openSignUpSession}, once the user is confirmed. */
export function openConfirmedSession(
  service: Service,
  client: UserPoolClient,
  user: User,
): string | undefined {
  return open({ service, client, account: accountOf(user, user.username), user }, CONFIRMED);
}

/**
 * The `Session` that ConfirmSignUp may be given.
 *
 * @param text - UNTRUSTED, SECRET.
 * @throws ServiceFault `NotAuthorizedException` when it is not this user's.
 */
export function spendSignUpSession(
  service: Service,
  client: UserPoolClient,
  { text, user }: { readonly text: string; readonly user: User },
): void {
  const isUser = ({ account }: Attempt): boolean => account.user === user;
  requireSession({ service, client }, { session: text, challengeName: SIGNED_UP, isUser }).spend();
}

/**
 * A sign-in that the confirmation was the first factor of.
 *
 * @param text - UNTRUSTED, SECRET.
 * @throws ServiceFault `NotAuthorizedException` when it is not this user's, or not the first sign-in.
 */
export function takeConfirmedSession(
  service: Service,
  client: UserPoolClient,
  { text, user }: { readonly text: string; readonly user: User | undefined },
): SignIn {
  const isUser = ({ account }: Attempt): boolean => account.user === user;
  const claim = { session: text, challengeName: CONFIRMED, isUser };
  const session = requireSession({ service, client }, claim);
  session.spend();
  const signedIn = [...client.pool.grants.values()].some((grant) => grant.user === user);
  if (user === undefined || signedIn) throw notAuthorized('Invalid session for the user.');
  return { ...session.attempt, user };
}

function open(attempt: Attempt, name: string): string | undefined {
  return attempt.client.allowedFlows.has(FLOW) ? openSession(attempt, name).text : undefined;
}
