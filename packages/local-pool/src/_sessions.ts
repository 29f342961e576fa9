/**
 * The `Session` that ties an answer to its challenge: opaque to the client, good for one accepted
 * answer, for one client, one user, one challenge and a few minutes.
 *
 * @module
 */
import { isSameAccount } from './_accounts.ts';
import { isSignIn } from './_attempt.ts';
import type { Attempt, SignIn } from './_attempt.ts';
import type { ChallengeAnswer } from './_challenge.ts';
import { makeOpaqueText } from './_opaque.ts';
import { invalidParameter, notAuthorized } from './_service-fault.ts';
import type { Service } from './_service.ts';
import { isInPool } from './_user.ts';

export interface PoolSession {
  readonly clientId: string;
  readonly challengeName: string;
  readonly expiresAtMs: number;
  /** `undefined` once an answer was accepted. */
  attempt: Attempt | undefined;
}

/** A session that goes out with a challenge. */
export interface NewSession {
  /** `Session`. SECRET. */
  readonly text: string;
  readonly expiresAtMs: number;
  /** Puts a sign-in that knows more in the place of the one that the session was opened with. */
  keep(attempt: Attempt): void;
}

/** Opens a session for a challenge that a sign-in has come to. */
export function openSession(attempt: Attempt, challengeName: string): NewSession {
  const { service, client } = attempt;
  const lifetimeMs = client.settings.authSessionMinutes * 60 * 1000;
  const expiresAtMs = service.clock.nowMs() + lifetimeMs;
  const text = makeOpaqueText(service.random, 'S');
  const session: PoolSession = {
    clientId: client.id,
    challengeName,
    expiresAtMs,
    attempt: kept(attempt),
  };
  // Kept twice as long, to tell an expired or used session from one that never was.
  client.pool.sessions.set(text, session, expiresAtMs + lifetimeMs);
  return {
    text,
    expiresAtMs,
    keep(known) {
      session.attempt = kept(known);
    },
  };
}

/** What a request says to the triggers is not said again for the next one. */
function kept(attempt: Attempt): Attempt {
  const { clientMetadata: _, ...rest } = attempt;
  return rest;
}

/** An answer as far as its session is concerned. */
export interface SessionClaim {
  /** UNTRUSTED, SECRET. */
  readonly session: string | undefined;
  readonly challengeName: string;
  /** Does the answer's USERNAME mean the session's user? */
  readonly isUser: (attempt: Attempt) => boolean;
}

/** A session that was found good. */
export interface OpenSession<State extends Attempt = Attempt> {
  readonly attempt: State;
  /** The answer was accepted: nobody answers again. */
  spend(): void;
}

/**
 * The session of an operation that names neither client nor user: whoever has it may use it, as long as
 * the user is there.
 *
 * @param text - UNTRUSTED, SECRET.
 * @throws ServiceFault when there is no such session, or it is expired or used.
 */
export function requireBareSession(
  service: Service,
  text: string,
  challengeName: string,
): OpenSession<SignIn> {
  for (const pool of service.pools.values()) {
    const client = pool.clients.get(pool.sessions.get(text)?.clientId ?? '');
    if (client !== undefined) {
      const isUser = ({ account: { user } }: Attempt): boolean =>
        user !== undefined && isInPool(pool, user);
      const claim = { session: text, challengeName, isUser };
      return asSignIn(requireSession({ service, client }, claim));
    }
  }
  throw notAuthorized('Invalid session for the user.');
}

/** @throws ServiceFault when an answer's session is missing, expired, used, or not the user's. */
export function requireOwnSession(answer: ChallengeAnswer, challengeName: string): OpenSession {
  const { client, username, session } = answer;
  const isUser = ({ account }: Attempt): boolean => isSameAccount(client.pool, account, username);
  return requireSession(answer, { session, challengeName, isUser });
}

/** The same, of a challenge that comes after the first factor. */
export function requireOwnSignIn(
  answer: ChallengeAnswer,
  challengeName: string,
): OpenSession<SignIn> {
  return asSignIn(requireOwnSession(answer, challengeName));
}

function asSignIn(session: OpenSession): OpenSession<SignIn> {
  const { attempt } = session;
  if (!isSignIn(attempt)) throw notAuthorized('Invalid session for the user.');
  return { ...session, attempt };
}

/** @throws ServiceFault when the session is missing, expired, used, or somebody else's. */
export function requireSession(
  { service, client }: Pick<Attempt, 'service' | 'client'>,
  claim: SessionClaim,
): OpenSession {
  if (claim.session === undefined) throw invalidParameter('Missing required parameter Session');
  const session = client.pool.sessions.get(claim.session);
  if (
    session === undefined ||
    session.clientId !== client.id ||
    session.challengeName !== claim.challengeName
  ) {
    throw notAuthorized('Invalid session for the user.');
  }
  const { attempt } = session;
  if (attempt === undefined) {
    throw notAuthorized('Invalid session for the user, session can only be used once.');
  }
  if (service.clock.nowMs() >= session.expiresAtMs) {
    throw notAuthorized('Invalid session for the user, session is expired.');
  }
  if (!claim.isUser(attempt)) throw notAuthorized('Invalid session for the user.');
  return {
    attempt,
    spend() {
      session.attempt = undefined;
    },
  };
}
