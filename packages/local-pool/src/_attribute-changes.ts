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
  const next = applied(user, without(changes, waiting));
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

/** Addresses that the changes would set to something else, or to nothing. */
export function replacedAddresses(
  { attributes }: User,
  changes: Values,
): readonly ContactAttribute[] {
  return CONTACTS.filter((name) => {
    const value = changes.get(name);
    return value !== undefined && value !== (attributes.get(name) ?? '');
  });
}

/** After a change: what was verified, and what codes went to, was another address. */
export function distrustAddress(user: User, name: ContactAttribute): void {
  user.attributes.set(`${name}_verified`, 'false');
  discardOutdated(user, name);
}

/** New ones that no administrator vouches for. */
function unprovenAddresses(user: User, changes: Values): readonly ContactAttribute[] {
  return replacedAddresses(user, changes).filter(
    (name) => changes.get(name) !== '' && changes.get(`${name}_verified`) !== 'true',
  );
}

function applied(user: User, changes: Values): Values {
  const next = new Map(user.attributes);
  for (const name of replacedAddresses(user, changes)) {
    const flag = `${name}_verified`;
    if (changes.get(name) === '') next.delete(flag);
    else next.set(flag, 'false');
  }
  for (const [name, value] of changes) {
    if (value === '') next.delete(name);
    else next.set(name, value);
  }
  return next;
}

function without(changes: Values, waiting: readonly ContactAttribute[]): Values {
  const names: readonly string[] = waiting.flatMap((name) => [name, `${name}_verified`]);
  return new Map([...changes].filter(([name]) => !names.includes(name)));
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
