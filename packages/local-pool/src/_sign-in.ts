/**
 * Takes a sign-in on from one accepted answer to what comes next: a further challenge that is due,
 * or tokens.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import { isSignIn } from './_attempt.ts';
import type { Attempt, SignIn } from './_attempt.ts';
import type { Turn } from './_challenge.ts';
import { proposeDevice } from './_devices.ts';
import type { DeviceNames } from './_devices.ts';
import { addGrant } from './_grants.ts';
import { wrongPassword } from './_service-fault.ts';
import { openSession } from './_sessions.ts';
import { issueTokens } from './_tokens.ts';
import { requireSignInAllowed } from './_user.ts';

/** The next challenge, or tokens. */
export async function proceed(attempt: Attempt): Promise<WireObject> {
  const { service } = attempt;
  if (!isSignIn(attempt)) {
    for (const { name, early } of service.challenges.values()) {
      if (early?.isDue(attempt) === true) return pose(name, early, attempt);
    }
    // Nobody has shown anything, and nothing is left to be asked.
    throw wrongPassword();
  }
  requireSignInAllowed(attempt.user, service.clock.nowMs());
  for (const { name, later } of service.challenges.values()) {
    if (later?.isDue(attempt) === true) return pose(name, later, attempt);
  }
  return finish(attempt);
}

function pose<State extends Attempt>(name: string, turn: Turn<State>, state: State): WireObject {
  const session = openSession(state, name);
  const parameters = turn.pose(state, session);
  const available = turn.available?.(state);
  return {
    ChallengeName: name,
    Session: session.text,
    ChallengeParameters: parameters,
    ...(available !== undefined && { AvailableChallenges: [...available] }),
  };
}

async function finish({ service, client, user, device: offered }: SignIn): Promise<WireObject> {
  const { pool } = client;
  const tracked = pool.settings.deviceTracking !== undefined;
  const newDevice = tracked && !offered ? proposeDevice(service, pool) : undefined;
  const grant = addGrant(service, client, user, offered?.device ?? newDevice);
  const tokens = await issueTokens(service, client, grant);
  return {
    AuthenticationResult: {
      ...tokens,
      RefreshToken: grant.refreshToken,
      ...(newDevice && { NewDeviceMetadata: describeNewDevice(newDevice) }),
    },
    ChallengeParameters: {},
  };
}

function describeNewDevice({ key, groupKey }: DeviceNames): WireObject {
  return { DeviceKey: key, DeviceGroupKey: groupKey };
}
