/**
 * A first factor that is the password itself: the pool recomputes the verifier.
 *
 * @module
 */
import { passwordOf } from './_accounts.ts';
import { showing } from './_assurance.ts';
import type { Attempt, SignIn } from './_attempt.ts';
import { guess } from './_lock-out.ts';
import { isPassword } from './_password.ts';
import { wrongPassword } from './_service-fault.ts';

/**
 * @param password - UNTRUSTED, SECRET.
 * @throws ServiceFault `NotAuthorizedException` when it is wrong, or too many were.
 */
export function requirePassword(attempt: Attempt, password: string): SignIn {
  const { service, client, account } = attempt;
  const { user, userIdForSrp, guards } = account;
  const right = guess(guards.passwords, service.clock.nowMs(), () => {
    // Computed for a stranger too: an answer that comes sooner would say that nobody is there.
    const names = { pool: client.pool, userIdForSrp };
    return isPassword(passwordOf(account), names, password) && user?.hasPassword === true;
  });
  if (!right || user === undefined) throw wrongPassword();
  return showing({ ...attempt, user }, 'pwd');
}
