/**
 * Passwords that users forget, reset and change.
 *
 * @module
 */
import { requireBearer } from '../_access-token.ts';
import { describeDelivery, requireConfirmation, RESET } from '../_confirmation.ts';
import { sendConfirmation, spendConfirmation } from '../_confirmation.ts';
import type { ContactAttribute } from '../_confirmation.ts';
import { countAttempt } from '../_guards.ts';
import { CONFIRMATION_CODE, PASSWORD, readText, requireText } from '../_input.ts';
import { guess } from '../_lock-out.ts';
import { requireNamedAccount } from '../_named-account.ts';
import type { PoolOperation } from '../_operation.ts';
import { createPasswordRecord, isPassword } from '../_password.ts';
import { requireStrongPassword } from '../_password-policy.ts';
import { invalidParameter, notAuthorized, wrongPassword } from '../_service-fault.ts';
import type { Service } from '../_service.ts';
import { setPassword } from '../_user.ts';
import type { User } from '../_user.ts';
import type { UserPool } from '../_user-pool.ts';

const CHANGE = { name: 'ChangePassword', perHour: 5 };
const FORGET = { name: 'ForgotPassword', perHour: 5 };
const RESETTABLE: readonly string[] = ['CONFIRMED', 'RESET_REQUIRED'];

export const forgotPassword: PoolOperation = {
  name: 'ForgotPassword',
  async handle(service, input) {
    const { client, account } = await requireNamedAccount(service, input);
    const { user, attributes, guards } = account;
    countAttempt(guards, service.clock.nowMs(), FORGET);
    // As if somebody were there.
    if (user === undefined) return { CodeDeliveryDetails: describeDelivery(attributes, 'email') };
    if (!user.enabled) throw notAuthorized('User is disabled.');
    const attribute = sendReset(service, client.pool, user);
    return { CodeDeliveryDetails: describeDelivery(attributes, attribute) };
  },
};

export const confirmForgotPassword: PoolOperation = {
  name: 'ConfirmForgotPassword',
  async handle(service, input) {
    const { client, account } = await requireNamedAccount(service, input);
    const code = requireText(input, 'ConfirmationCode', CONFIRMATION_CODE);
    const password = requireText(input, 'Password', PASSWORD);
    requireStrongPassword(client.pool.settings.passwordPolicy, password);
    const { user } = requireConfirmation(service, account, { errand: RESET, code });
    spendConfirmation(user, RESET);
    replacePassword(service, client.pool, user, password);
    return {};
  },
};

export const changePassword: PoolOperation = {
  name: 'ChangePassword',
  async handle(service, input) {
    const { pool, user } = await requireBearer(service, input);
    const previous = readText(input, 'PreviousPassword', PASSWORD);
    const proposed = requireText(input, 'ProposedPassword', PASSWORD);
    const nowMs = service.clock.nowMs();
    countAttempt(user.guards, nowMs, CHANGE);
    requirePrevious(pool, user, { previous, nowMs });
    requireStrongPassword(pool.settings.passwordPolicy, proposed);
    replacePassword(service, pool, user, proposed);
    return {};
  },
};

/**
 * Sends the code that ConfirmForgotPassword takes.
 *
 * @throws ServiceFault when the user's state or contacts do not allow it.
 */
export function sendReset(service: Service, pool: UserPool, user: User): ContactAttribute {
  if (!RESETTABLE.includes(user.status)) {
    throw notAuthorized('User password cannot be reset in the current state.');
  }
  const isVerified = (name: string): boolean => user.attributes.get(`${name}_verified`) === 'true';
  const attribute = pool.settings.recovery.find(isVerified);
  if (attribute === undefined) {
    throw invalidParameter(
      'Cannot reset password for the user as there is no registered/verified email or phone_number',
    );
  }
  sendConfirmation(service, pool, user, { errand: RESET, attribute });
  return attribute;
}

/** Whoever has no password yet has none to give. */
function requirePrevious(
  pool: UserPool,
  { password, hasPassword, username, guards }: User,
  { previous, nowMs }: { readonly previous: string | undefined; readonly nowMs: number },
): void {
  if (!hasPassword) {
    if (previous !== undefined) throw wrongPassword();
    return;
  }
  if (previous === undefined) throw invalidParameter('PreviousPassword must not be null.');
  const names = { pool, userIdForSrp: username };
  const right = guess(guards.passwords, nowMs, () => isPassword(password, names, previous));
  if (!right) throw wrongPassword();
}

function replacePassword(service: Service, pool: UserPool, user: User, password: string): void {
  const names = { pool, userIdForSrp: user.username };
  setPassword(service, user, createPasswordRecord(service.random, names, password), undefined);
}
