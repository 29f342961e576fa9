/**
 * Codes that go out by mail or by text: made, put into the outbox, compared. A code of a challenge is
 * good for one session and as long as that is; wrong ones are counted per user, whatever the session.
 *
 * @module
 */
import type { WireMap } from '@countersign/contract';
import { requireEntry } from './_input.ts';
import { guess } from './_lock-out.ts';
import type { LockOut } from './_lock-out.ts';
import { equalTexts, makeDigits } from './_opaque.ts';
import { ServiceFault } from './_service-fault.ts';
import type { Service } from './_service.ts';
import type { NewSession } from './_sessions.ts';
import type { SignIn } from './_sign-in.ts';
import type { UserPool } from './_user-pool.ts';
import type { CodeMedium } from './outbox.ts';

export interface SentCode {
  /** SECRET. */
  readonly code: string;
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
  return { code };
}

/** Poses a challenge that is answered with a code. */
export function poseCode(signIn: SignIn, session: NewSession, delivery: Delivery): WireMap {
  const { service, client, user } = signIn;
  session.keep({ ...signIn, sentCode: sendCode(service, client.pool, user.username, delivery) });
  return {
    USER_ID_FOR_SRP: user.username,
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
  { service, user, sentCode }: SignIn,
  responses: ReadonlyMap<string, string>,
  key: string,
): void {
  const given = requireEntry(responses, key);
  requireRightCode(user.codeLockOut, service.clock.nowMs(), sentCode, given);
}

/** @param given - UNTRUSTED. */
export function requireRightCode(
  lockOut: LockOut,
  nowMs: number,
  sent: SentCode | undefined,
  given: string,
): void {
  const right = guess(lockOut, nowMs, () => sent !== undefined && equalTexts(sent.code, given));
  if (!right) throw codeMismatch();
}

/** The refusal of a wrong code of any kind. */
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
