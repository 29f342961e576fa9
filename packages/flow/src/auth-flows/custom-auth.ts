/**
 * CUSTOM_AUTH: the pool's Lambda triggers say what is asked; CUSTOM_CHALLENGE, as a rule.
 *
 * @module
 */
import type { AuthFlow } from '@countersign/contract';
import { requireKnownPassword } from './_known-password.ts';

const NAME = 'CUSTOM_AUTH';

/** The triggers alone. */
export const customAuth: AuthFlow = { name: NAME, parameters: () => ({}) };

/** The password first, proved over SRP; then the triggers. */
export const customAuthAfterSrp: AuthFlow = {
  name: NAME,
  opener: 'PASSWORD_VERIFIER',
  parameters(known) {
    requireKnownPassword(known, NAME);
    // The API's prose calls this key ChallengeName; every client that works sends this one.
    return { CHALLENGE_NAME: 'SRP_A' };
  },
};
