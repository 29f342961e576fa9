/**
 * ADMIN_NO_SRP_AUTH: a legacy name that the service lists among its challenges, and that cannot be
 * answered by `RespondToAuthChallenge`.
 *
 * @module
 */
import { UnsupportedError } from '@countersign/contract';
import type { ChallengeHandler, WireMap } from '@countersign/contract';

/**
 * Refuses at once, and says what to do instead.
 *
 * @throws `UnsupportedError` `ERR_UNSUPPORTED`, reason `challenge`, always; nothing is sent.
 * @see AWS API, `RespondToAuthChallenge`, `ADMIN_NO_SRP_AUTH`
 */
export const adminNoSrpAuth: ChallengeHandler<'ADMIN_NO_SRP_AUTH', WireMap, never> = {
  name: 'ADMIN_NO_SRP_AUTH',

  read() {
    throw new UnsupportedError(
      'challenge',
      'ADMIN_NO_SRP_AUTH is a flow, not a challenge: begin with ADMIN_USER_PASSWORD_AUTH.',
    );
  },

  reply: (_prompt, answer) => answer,
};
