/**
 * Codes that stand on their own: they confirm a sign-up, reset a password or verify an address, hours
 * later if need be.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import type { Account } from './_accounts.ts';
import { countAttempt } from './_guards.ts';
import { equalTexts } from './_opaque.ts';
import { maskDestination, sendCode } from './_sent-code.ts';
import { ServiceFault } from './_service-fault.ts';
import type { Service } from './_service.ts';
import type { User } from './_user.ts';
import type { UserPool } from './_user-pool.ts';
import type { CodeMedium } from './outbox.ts';

/** The attributes that codes can be sent to. */
export type ContactAttribute = 'email' | 'phone_number';
export const CONTACTS: readonly ContactAttribute[] = ['email', 'phone_number'];

/** What a code is for: at most one for each is good at a time. */
export interface Errand {
  /** The operation that takes the code. */
  readonly name: 'ConfirmSignUp' | 'ConfirmForgotPassword' | 'VerifyUserAttribute';
  /** Where one operation takes codes for several things: which. */
  readonly about?: ContactAttribute;
  readonly validSeconds: number;
  /** How often the code may be tried. */
  readonly perHour: number;
  /** A code that nobody waits for is called expired, not wrong. */
  readonly isUnsentExpired?: boolean;
}

export const SIGN_UP: Errand = { name: 'ConfirmSignUp', validSeconds: 24 * 3600, perHour: 15 };
export const RESET: Errand = { name: 'ConfirmForgotPassword', validSeconds: 3600, perHour: 5 };

/** An address is verified by whoever is signed in: there is nobody to hide. */
export function verifying(attribute: ContactAttribute): Errand {
  return {
    name: 'VerifyUserAttribute',
    about: attribute,
    validSeconds: 24 * 3600,
    perHour: 15,
    isUnsentExpired: true,
  };
}

/** A code that was sent and has not come back. */
export interface Confirmation {
  /** SECRET. */
  readonly code: string;
  readonly attribute: ContactAttribute;
  /** The address that it was sent to: what it proves. */
  readonly destination: string;
  readonly expiresAtMs: number;
}

/** What is sent, and where to. */
export interface NewConfirmation {
  readonly errand: Errand;
  readonly attribute: ContactAttribute;
  /** When left out, what the user has in the attribute. */
  readonly destination?: string;
}

const DIGITS = 6;

/** Sends a code; an older one for the same is void. */
export function sendConfirmation(
  service: Service,
  pool: UserPool,
  user: User,
  { errand, attribute, ...given }: NewConfirmation,
): void {
  const destination = given.destination ?? user.attributes.get(attribute) ?? '';
  const { code } = sendCode(service, pool, user.username, {
    medium: mediumOf(attribute),
    destination,
    digits: DIGITS,
    purpose: errand.name,
  });
  const expiresAtMs = service.clock.nowMs() + errand.validSeconds * 1000;
  user.confirmations.set(keyOf(errand), { code, attribute, destination, expiresAtMs });
}

/**
 * Looks at a code. It stays good until {@link spendConfirmation}.
 *
 * @param code - UNTRUSTED.
 * @throws ServiceFault `LimitExceededException`, `CodeMismatchException` or `ExpiredCodeException`.
 */
export function requireConfirmation(
  { clock }: Service,
  { user, guards }: Pick<Account, 'user' | 'guards'>,
  { errand, code }: { readonly errand: Errand; readonly code: string },
): { readonly user: User; readonly confirmation: Confirmation } {
  const nowMs = clock.nowMs();
  countAttempt(guards, nowMs, errand);
  const confirmation = user?.confirmations.get(keyOf(errand));
  if (user === undefined || confirmation === undefined) {
    throw errand.isUnsentExpired ? codeExpired() : wrongCode();
  }
  if (!equalTexts(confirmation.code, code)) throw wrongCode();
  if (nowMs >= confirmation.expiresAtMs) throw codeExpired();
  return { user, confirmation };
}

/** The code was accepted: nobody uses it again. */
export function spendConfirmation(user: User, errand: Errand): void {
  user.confirmations.delete(keyOf(errand));
}

/** A code that went to another address than the user has now proves nothing any more. */
export function discardOutdated({ attributes, confirmations }: User, name: ContactAttribute): void {
  for (const [key, { attribute, destination }] of confirmations) {
    if (attribute === name && destination !== attributes.get(name)) confirmations.delete(key);
  }
}

/** `CodeDeliveryDetails`. */
export function describeDelivery(
  attributes: ReadonlyMap<string, string>,
  attribute: ContactAttribute,
): WireObject {
  const medium = mediumOf(attribute);
  return {
    Destination: maskDestination(medium, attributes.get(attribute) ?? ''),
    DeliveryMedium: medium,
    AttributeName: attribute,
  };
}

function keyOf({ name, about }: Errand): string {
  return about === undefined ? name : `${name} ${about}`;
}

/** Outside a sign-in, in the service's other words. */
function wrongCode(): ServiceFault {
  const message = 'Invalid verification code provided, please try again.';
  return new ServiceFault('CodeMismatchException', message);
}

function codeExpired(): ServiceFault {
  const message = 'Invalid code provided, please request a code again.';
  return new ServiceFault('ExpiredCodeException', message);
}

function mediumOf(attribute: ContactAttribute): CodeMedium {
  return attribute === 'email' ? 'EMAIL' : 'SMS';
}
