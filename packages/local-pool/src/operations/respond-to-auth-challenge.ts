/**
 * RespondToAuthChallenge: an answer to whatever was asked last.
 *
 * @module
 */
import { requireGivenUsername } from '../_auth-flow.ts';
import { CLIENT_ID, printable, readText, readTextMap, requireText, SESSION } from '../_input.ts';
import type { PoolOperation } from '../_operation.ts';
import { requireSecretHash } from '../_secret-hash.ts';
import { invalidParameter } from '../_service-fault.ts';
import { requireClient } from '../_service.ts';
import { proceed } from '../_sign-in.ts';
import { CHALLENGES } from '../challenges/registry.ts';

export const respondToAuthChallenge: PoolOperation = {
  name: 'RespondToAuthChallenge',
  async handle(service, input) {
    const challengeName = requireText(input, 'ChallengeName');
    const client = requireClient(service, requireText(input, 'ClientId', CLIENT_ID));
    const session = readText(input, 'Session', SESSION);
    const responses = readTextMap(input, 'ChallengeResponses');
    const challenge = CHALLENGES.get(challengeName);
    if (challenge === undefined) {
      throw invalidParameter(
        `ChallengeName ${printable(challengeName)} is not served by the local pool. ` +
          `It serves ${[...CHALLENGES.keys()].join(', ')}.`,
      );
    }
    const username = requireGivenUsername(responses);
    await requireSecretHash(client, username, responses.get('SECRET_HASH'));
    const signIn = challenge.answer({ service, client, username, responses, session });
    return proceed(signIn, CHALLENGES.values());
  },
};
