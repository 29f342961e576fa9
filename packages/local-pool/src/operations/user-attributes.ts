/**
 * Attributes that users and administrators change, and the codes that verify new addresses.
 *
 * @module
 */
import { requireBearer } from '../_access-token.ts';
import { requireAliasesFree } from '../_aliases.ts';
import { changeAttributes } from '../_attribute-changes.ts';
import { ATTRIBUTE_NAME, readAttributes, requireOwnAttributes } from '../_attributes.ts';
import { CONTACTS, describeDelivery, discardOutdated, verifying } from '../_confirmation.ts';
import { requireConfirmation, sendConfirmation, spendConfirmation } from '../_confirmation.ts';
import type { ContactAttribute } from '../_confirmation.ts';
import { countAttempt } from '../_guards.ts';
import { CONFIRMATION_CODE, readTexts, requirePresent, requireText } from '../_input.ts';
import type { Input } from '../_input.ts';
import type { PoolOperation } from '../_operation.ts';
import { invalidParameter } from '../_service-fault.ts';
import { requireNamedUser } from './admin-users.ts';

const ASK = { name: 'GetUserAttributeVerificationCode', perHour: 5 };

const CALLED: { readonly [Name in ContactAttribute]: string } = {
  email: 'email address',
  phone_number: 'phone number',
};

export const updateUserAttributes: PoolOperation = {
  name: 'UpdateUserAttributes',
  async handle(service, input) {
    const { pool, user } = await requireBearer(service, input);
    const changes = requireAttributes(input);
    requireOwnAttributes(changes.keys());
    return { CodeDeliveryDetailsList: changeAttributes(service, pool, user, changes) };
  },
};

export const deleteUserAttributes: PoolOperation = {
  name: 'DeleteUserAttributes',
  async handle(service, input) {
    const { pool, user } = await requireBearer(service, input);
    requirePresent(input, 'UserAttributeNames');
    const names = readTexts(input, 'UserAttributeNames', ATTRIBUTE_NAME) ?? [];
    requireOwnAttributes(names);
    changeAttributes(service, pool, user, new Map(names.map((name) => [name, ''])));
    return {};
  },
};

export const adminUpdateUserAttributes: PoolOperation = {
  name: 'AdminUpdateUserAttributes',
  handle(service, input) {
    const { pool, user } = requireNamedUser(service, input);
    changeAttributes(service, pool, user, requireAttributes(input));
    return {};
  },
};

export const getUserAttributeVerificationCode: PoolOperation = {
  name: 'GetUserAttributeVerificationCode',
  async handle(service, input) {
    const { pool, user } = await requireBearer(service, input);
    const attribute = requireContact(input);
    countAttempt(user.guards, service.clock.nowMs(), ASK);
    if (!user.attributes.get(attribute)) {
      throw invalidParameter(`User does not have a valid registered ${CALLED[attribute]}`);
    }
    sendConfirmation(service, pool, user, { errand: verifying(attribute), attribute });
    return { CodeDeliveryDetails: describeDelivery(user.attributes, attribute) };
  },
};

export const verifyUserAttribute: PoolOperation = {
  name: 'VerifyUserAttribute',
  async handle(service, input) {
    const { pool, user } = await requireBearer(service, input);
    const attribute = requireContact(input);
    const code = requireText(input, 'Code', CONFIRMATION_CODE);
    const errand = verifying(attribute);
    const { guards } = user;
    const { confirmation } = requireConfirmation(service, { user, guards }, { errand, code });
    const verified = new Map([
      [attribute, confirmation.destination],
      [`${attribute}_verified`, 'true'],
    ]);
    requireAliasesFree(pool, verified, user);

    spendConfirmation(user, errand);
    for (const [name, value] of verified) user.attributes.set(name, value);
    discardOutdated(user, attribute);
    user.modifiedAtMs = service.clock.nowMs();
    return {};
  },
};

function requireAttributes(input: Input): ReadonlyMap<string, string> {
  requirePresent(input, 'UserAttributes');
  return readAttributes(input, 'UserAttributes');
}

function requireContact(input: Input): ContactAttribute {
  const name = requireText(input, 'AttributeName', ATTRIBUTE_NAME);
  const contact = CONTACTS.find((candidate) => candidate === name);
  if (contact !== undefined) return contact;
  throw invalidParameter('Invalid attribute name. Only phone_number and email can be verified.');
}
