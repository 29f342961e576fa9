/**
 * ConfirmSignUp and ResendConfirmationCode: the code that ends a sign-up.
 *
 * @module
 */
import { findAliasHolders, requireAliasesFree, takeAliases } from '../_aliases.ts';
import { describeDelivery, requireConfirmation, SIGN_UP } from '../_confirmation.ts';
import { sendConfirmation, spendConfirmation } from '../_confirmation.ts';
import { countAttempt } from '../_guards.ts';
import { CONFIRMATION_CODE, readBoolean, readText, requireText, SESSION } from '../_input.ts';
import { requireNamedAccount } from '../_named-account.ts';
import type { PoolOperation } from '../_operation.ts';
import { invalidParameter, notAuthorized } from '../_service-fault.ts';
import { openConfirmedSession, spendSignUpSession } from '../_sign-up-session.ts';
import type { User } from '../_user.ts';
import { contactOf } from './sign-up.ts';

const RESEND = { name: 'ResendConfirmationCode', perHour: 5 };

export const confirmSignUp: PoolOperation = {
  name: 'ConfirmSignUp',
  async handle(service, input) {
    const { client, account } = await requireNamedAccount(service, input);
    const code = requireText(input, 'ConfirmationCode', CONFIRMATION_CODE);
    const force = readBoolean(input, 'ForceAliasCreation') ?? false;
    const text = readText(input, 'Session', SESSION);
    if (account.user !== undefined) requireUnconfirmed(account.user);
    const { user, confirmation } = requireConfirmation(service, account, { errand: SIGN_UP, code });
    const { attribute } = confirmation;
    const { pool } = client;
    const verified = new Map([
      [attribute, user.attributes.get(attribute) ?? ''],
      [`${attribute}_verified`, 'true'],
    ]);
    if (!force) requireAliasesFree(pool, verified, user);
    if (text !== undefined) spendSignUpSession(service, client, { text, user });
    if (force) takeAliases(pool, findAliasHolders(pool, verified, user));

    spendConfirmation(user, SIGN_UP);
    user.attributes.set(`${attribute}_verified`, 'true');
    user.status = 'CONFIRMED';
    user.modifiedAtMs = service.clock.nowMs();
    const session = openConfirmedSession(service, client, user);
    return session === undefined ? {} : { Session: session };
  },
};

export const resendConfirmationCode: PoolOperation = {
  name: 'ResendConfirmationCode',
  async handle(service, input) {
    const { client, account } = await requireNamedAccount(service, input);
    const { user, attributes, guards } = account;
    countAttempt(guards, service.clock.nowMs(), RESEND);
    // As if somebody were there.
    if (user === undefined) return { CodeDeliveryDetails: describeDelivery(attributes, 'email') };
    if (user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.');
    const attribute = contactOf(client.pool, user);
    if (attribute === undefined) {
      throw invalidParameter('Cannot resend codes. Auto verification not turned on.');
    }
    sendConfirmation(service, client.pool, user, { errand: SIGN_UP, attribute });
    return { CodeDeliveryDetails: describeDelivery(attributes, attribute) };
  },
};

/** @throws ServiceFault `NotAuthorizedException`. */
export function requireUnconfirmed({ status }: User): void {
  if (status === 'UNCONFIRMED') return;
  throw notAuthorized(`User cannot be confirmed. Current status is ${status}`);
}
