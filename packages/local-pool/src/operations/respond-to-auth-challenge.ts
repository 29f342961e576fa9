/**
 * RespondToAuthChallenge and AdminRespondToAuthChallenge: an answer to whatever was asked last.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import { requireGivenUsername } from '../_auth-flow.ts';
import { recordAnswer } from '../_custom-auth.ts';
import { readOfferedDevice } from '../_devices.ts';
import {
  CLIENT_ID,
  printable,
  readMetadata,
  readText,
  readTextMap,
  requireText,
  SESSION,
} from '../_input.ts';
import { USER_POOL_ID } from '../_input.ts';
import type { Input } from '../_input.ts';
import type { PoolOperation } from '../_operation.ts';
import { requireSecretHash } from '../_secret-hash.ts';
import { invalidParameter } from '../_service-fault.ts';
import { requireClient, requirePool } from '../_service.ts';
import type { Service } from '../_service.ts';
import { proceed } from '../_sign-in.ts';
import { requirePoolClient } from '../_user-pool.ts';
import type { UserPoolClient } from '../_user-pool-client.ts';

export const respondToAuthChallenge: PoolOperation = {
  name: 'RespondToAuthChallenge',
  handle(service, input) {
    const client = requireClient(service, requireText(input, 'ClientId', CLIENT_ID));
    return respond(service, input, client);
  },
};

export const adminRespondToAuthChallenge: PoolOperation = {
  name: 'AdminRespondToAuthChallenge',
  handle(service, input) {
    const pool = requirePool(service, requireText(input, 'UserPoolId', USER_POOL_ID));
    const client = requirePoolClient(pool, requireText(input, 'ClientId', CLIENT_ID));
    return respond(service, input, client);
  },
};

async function respond(
  service: Service,
  input: Input,
  client: UserPoolClient,
): Promise<WireObject> {
  const challengeName = requireText(input, 'ChallengeName');
  const session = readText(input, 'Session', SESSION);
  const responses = readTextMap(input, 'ChallengeResponses');
  const challenge = service.challenges.get(challengeName);
  if (challenge === undefined) {
    throw invalidParameter(
      `ChallengeName ${printable(challengeName)} is not served by the local pool. ` +
        `It serves ${[...service.challenges.keys()].join(', ')}.`,
    );
  }
  const username = requireGivenUsername(responses);
  await requireSecretHash(client, username, responses.get('SECRET_HASH'));
  const device = readOfferedDevice(client.pool, username, responses.get('DEVICE_KEY'));
  const metadata = readMetadata(input);
  const answer = { service, client, username, responses, session, ...metadata };
  const accepted = recordAnswer(await challenge.answer(answer), challenge.name);
  const { clientMetadata: _, ...attempt } = accepted;
  return proceed({ ...(device && { device }), ...attempt, ...metadata });
}
