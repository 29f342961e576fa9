/**
 * Codes that go out by mail or by text: made, put into the outbox, compared. A code of a challenge is
 * good for one session and as long as that is; wrong ones are counted per user, whatever the session.
 *
 * @module
 */
import type { WireMap } from '@countersign/contract';
import { showing } from './_assurance.ts';
import type { Method } from './_assurance.ts';
import type { Attempt, SignIn } from './_attempt.ts';
import { requireEntry } from './_input.ts';
import { guess } from './_lock-out.ts';
import { equalTexts, makeDigits } from './_opaque.ts';
import { ServiceFault } from './_service-fault.ts';
import type { Service } from './_service.ts';
import type { NewSession } from './_sessions.ts';
import type { UserPool } from './_user-pool.ts';
import type { CodeMedium } from './outbox.ts';

export interface SentCode {
  /** SECRET. */
  readonly code: string;
  /** Where it went: what it shows. */
  readonly destination: string;
}

/** Where a code goes. */
export interface Delivery {
  readonly medium: CodeMedium;
  /** The full address: only the outbox sees it. */
  readonly destination: string;
  readonly digits: number;
  /** What the code is for: a challenge's name, or an operation's. */
  readonly purpose: string;
}

/** Longer than those of a second factor, which stand behind a password. */
export const FIRST_FACTOR_DIGITS = 8;
export const SECOND_FACTOR_DIGITS = 6;
const UNITS_SHOWN = 4;

/** Makes a code and puts it into the outbox. */
export function sendCode(
  service: Service,
  { id: userPoolId }: UserPool,
  username: string,
  { digits, ...delivery }: Delivery,
): SentCode {
  const code = makeDigits(service.random, digits);
  const sentAtMs = service.clock.nowMs();
  service.outbox.send({ kind: 'code', userPoolId, username, ...delivery, code, sentAtMs });
  return { code, destination: delivery.destination };
}

/** Poses a challenge that is answered with a code. */
export function poseCode(attempt: Attempt, session: NewSession, delivery: Delivery): WireMap {
  const { service, client, account } = attempt;
  const { user, userIdForSrp } = account;
  // To a name that nobody has goes nothing, and no code is right.
  if (user !== undefined) {
    const sentCode = sendCode(service, client.pool, user.username, delivery);
    session.keep({ ...attempt, sentCode });
  }
  return {
    USER_ID_FOR_SRP: userIdForSrp,
    CODE_DELIVERY_DELIVERY_MEDIUM: delivery.medium,
    CODE_DELIVERY_DESTINATION: maskDestination(delivery.medium, delivery.destination),
  };
}

/**
 * Looks at the code of an answer. A wrong one changes nothing but the count: people mistype.
 *
 * @param responses - UNTRUSTED.
 * @throws ServiceFault `CodeMismatchException`; `NotAuthorizedException` while too many wrong ones
 * lock it.
 */
export function requireSentCode(
  { service, account, sentCode }: Attempt,
  responses: ReadonlyMap<string, string>,
  key: string,
): void {
  const given = requireEntry(responses, key);
  const right = guess(
    account.guards.codes,
    service.clock.nowMs(),
    () => sentCode !== undefined && equalTexts(sentCode.code, given),
  );
  if (!right) throw codeMismatch();
}

/** The code of an answer as a first factor. Throws like {@link requireSentCode}. */
export function acceptFirstCode(
  attempt: Attempt,
  responses: ReadonlyMap<string, string>,
  { key, method }: { readonly key: string; readonly method: Method },
): SignIn {
  requireSentCode(attempt, responses, key);
  const { user } = attempt.account;
  if (user === undefined) throw codeMismatch();
  return showing({ ...attempt, user }, method);
}

/** The refusal of a wrong code in a sign-in. */
export function codeMismatch(): ServiceFault {
  return new ServiceFault('CodeMismatchException', 'Invalid code received for user');
}

/** `a***@e***`, or the last digits: enough to know one's own address by. */
export function maskDestination(medium: CodeMedium, destination: string): string {
  if (medium === 'SMS') return `*******${destination.slice(-UNITS_SHOWN)}`;
  const at = destination.lastIndexOf('@');
  const [local = ''] = destination;
  const [domain = ''] = destination.slice(at + 1);
  return `${local}***@${domain}***`;
}
