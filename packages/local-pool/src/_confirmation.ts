/**
 * Codes that stand on their own: they confirm a sign-up or reset a password, hours later if need be.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import type { Account } from './_accounts.ts';
import { countAttempt } from './_guards.ts';
import { equalTexts } from './_opaque.ts';
import { codeMismatch, maskDestination, sendCode } from './_sent-code.ts';
import { ServiceFault } from './_service-fault.ts';
import type { Service } from './_service.ts';
import type { User } from './_user.ts';
import type { UserPool } from './_user-pool.ts';
import type { CodeMedium } from './outbox.ts';

/** The attributes that codes can be sent to. */
export type ContactAttribute = 'email' | 'phone_number';

/** What a code is for: at most one for each is good at a time. */
export interface Errand {
  /** The operation that takes the code. */
  readonly name: 'ConfirmSignUp' | 'ConfirmForgotPassword';
  readonly validSeconds: number;
  /** How often the code may be tried. */
  readonly perHour: number;
}

export const SIGN_UP: Errand = { name: 'ConfirmSignUp', validSeconds: 24 * 3600, perHour: 15 };
export const RESET: Errand = { name: 'ConfirmForgotPassword', validSeconds: 3600, perHour: 5 };

/** A code that was sent and has not come back. */
export interface Confirmation {
  /** SECRET. */
  readonly code: string;
  readonly attribute: ContactAttribute;
  readonly expiresAtMs: number;
}

const DIGITS = 6;

/** Sends a code to an attribute that the user has; an older one for the same is void. */
export function sendConfirmation(
  service: Service,
  pool: UserPool,
  user: User,
  { errand, attribute }: { readonly errand: Errand; readonly attribute: ContactAttribute },
): void {
  const { code } = sendCode(service, pool, user.username, {
    medium: mediumOf(attribute),
    destination: user.attributes.get(attribute) ?? '',
    digits: DIGITS,
    purpose: errand.name,
  });
  const expiresAtMs = service.clock.nowMs() + errand.validSeconds * 1000;
  user.confirmations.set(errand.name, { code, attribute, expiresAtMs });
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
  const confirmation = user?.confirmations.get(errand.name);
  if (user === undefined || confirmation === undefined || !equalTexts(confirmation.code, code)) {
    throw codeMismatch();
  }
  if (nowMs >= confirmation.expiresAtMs) {
    const message = 'Invalid code provided, please request a code again.';
    throw new ServiceFault('ExpiredCodeException', message);
  }
  return { user, confirmation };
}

/** The code was accepted: nobody uses it again. */
export function spendConfirmation(user: User, errand: Errand): void {
  user.confirmations.delete(errand.name);
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

function mediumOf(attribute: ContactAttribute): CodeMedium {
  return attribute === 'email' ? 'EMAIL' : 'SMS';
}
