/**
 * Changes to the attributes of a user who exists. A new address is nobody's until its code comes back:
 * it is unverified, or, where the pool wants that, it waits beside the old one.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import { requireAliasesFree } from './_aliases.ts';
import { requireChangeable, requireFitting } from './_attributes.ts';
import { CONTACTS, describeDelivery, discardOutdated, sendConfirmation } from './_confirmation.ts';
import { verifying } from './_confirmation.ts';
import type { ContactAttribute } from './_confirmation.ts';
import { invalidParameter } from './_service-fault.ts';
import type { Service } from './_service.ts';
import type { User } from './_user.ts';
import type { UserPool } from './_user-pool.ts';

type Values = ReadonlyMap<string, string>;

/**
 * All of the changes are made, or none.
 *
 * @param changes - UNTRUSTED. An empty value takes an attribute away.
 * @returns `CodeDeliveryDetailsList`: where codes went that verify new addresses.
 * @throws ServiceFault `InvalidParameterException` or `AliasExistsException`.
 */
export function changeAttributes(
  service: Service,
  pool: UserPool,
  user: User,
  changes: Values,
): readonly WireObject[] {
  requireFitting(pool, changes);
  requireChangeable(pool, changes);
  const unproven = unprovenAddresses(user, changes);
  const waiting = unproven.filter((name) => pool.settings.verifiedBeforeUpdate.includes(name));
  const next = changed(user, changes, waiting);
  requireVerifiable(next);
  requireSignInName(pool, next);
  requireAliasesFree(pool, withWaiting(next, changes, waiting), user);

  for (const name of user.attributes.keys()) if (!next.has(name)) user.attributes.delete(name);
  for (const [name, value] of next) user.attributes.set(name, value);
  for (const name of CONTACTS) if (changes.has(name)) discardOutdated(user, name);
  user.modifiedAtMs = service.clock.nowMs();
  return unproven
    .filter((name) => pool.settings.autoVerified.includes(name))
    .map((attribute) => {
      const destination = changes.get(attribute) ?? '';
      const errand = verifying(attribute);
      sendConfirmation(service, pool, user, { errand, attribute, destination });
      return describeDelivery(changes, attribute);
    });
}

/** New ones that no administrator vouches for. */
function unprovenAddresses({ attributes }: User, changes: Values): readonly ContactAttribute[] {
  return CONTACTS.filter((name) => {
    const value = changes.get(name) ?? '';
    const isNew = value !== '' && value !== attributes.get(name);
    return isNew && changes.get(`${name}_verified`) !== 'true';
  });
}

function changed(
  { attributes }: User,
  changes: Values,
  waiting: readonly ContactAttribute[],
): Map<string, string> {
  const next = new Map(attributes);
  for (const name of CONTACTS) {
    const value = changes.get(name);
    // What was verified was another address.
    if (value !== undefined && value !== attributes.get(name))
      next.set(`${name}_verified`, 'false');
    if (value === '') next.delete(`${name}_verified`);
  }
  for (const [name, value] of changes) next.set(name, value);
  for (const name of waiting) restore(next, attributes, [name, `${name}_verified`]);
  for (const [name, value] of changes) if (value === '') next.delete(name);
  return next;
}

function restore(next: Map<string, string>, attributes: Values, names: readonly string[]): void {
  for (const name of names) {
    const value = attributes.get(name);
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
}

function requireVerifiable(next: Values): void {
  const missing = CONTACTS.find(
    (name) => next.get(`${name}_verified`) === 'true' && !next.get(name),
  );
  if (missing !== undefined) throw invalidParameter(`${missing} is not there to be verified.`);
}

/** Where an address is the name, users keep one. */
function requireSignInName({ settings }: UserPool, next: Values): void {
  const { usernameAttributes } = settings;
  if (usernameAttributes.length === 0 || usernameAttributes.some((name) => next.get(name))) return;
  throw invalidParameter(`Users of this pool sign in with ${usernameAttributes.join(' or ')}.`);
}

/** An address that waits is no alias yet; as a user name it has to be free already. */
function withWaiting(next: Values, changes: Values, waiting: readonly ContactAttribute[]): Values {
  return new Map([
    ...next,
    ...waiting.map((name) => [name, changes.get(name) ?? ''] as const),
    ...waiting.map((name) => [`${name}_verified`, 'false'] as const),
  ]);
}
