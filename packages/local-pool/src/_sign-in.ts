/**
 * Takes a sign-in on from one accepted answer to what comes next: a further challenge that is due,
 * or tokens.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import { isSignIn } from './_attempt.ts';
import type { Attempt, SignIn } from './_attempt.ts';
import type { AnyTurn } from './_challenge.ts';
import { proposeDevice } from './_devices.ts';
import type { DeviceNames } from './_devices.ts';
import { addGrant } from './_grants.ts';
import { wrongPassword } from './_service-fault.ts';
import { openSession } from './_sessions.ts';
import { concludeStepUp } from './_step-up.ts';
import { issueTokens } from './_tokens.ts';
import type { TokenOccasion } from './_tokens.ts';
import { requireSignInAllowed } from './_user.ts';

/** The next challenge, or tokens. */
export async function proceed(attempt: Attempt): Promise<WireObject> {
  const { service } = attempt;
  if (!isSignIn(attempt)) {
    for (const { name, early } of service.challenges.values()) {
      if (early?.isDue(attempt) === true) return take(name, early, attempt);
    }
    // Nobody has shown anything, and nothing is left to be asked.
    throw wrongPassword();
  }
  requireSignInAllowed(attempt.user, service.clock.nowMs());
  for (const { name, later } of service.challenges.values()) {
    if (later?.isDue(attempt) === true) return take(name, later, attempt);
  }
  return finish(attempt);
}

async function take<State extends Attempt>(
  name: string,
  turn: AnyTurn<State>,
  state: State,
): Promise<WireObject> {
  if ('decide' in turn) {
    const { attempt, parameters } = await turn.decide(state);
    if (parameters === undefined) return proceed(attempt);
    const { text } = openSession(attempt, name);
    return { ChallengeName: name, Session: text, ChallengeParameters: parameters };
  }
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

async function finish(signIn: SignIn): Promise<WireObject> {
  const { service, client, user, device: offered, clientMetadata } = signIn;
  const { pool } = client;
  const reached = concludeStepUp(signIn);
  const tracked = pool.settings.deviceTracking !== undefined;
  const newDevice = tracked && !offered ? proposeDevice(service, pool) : undefined;
  const grant = addGrant(service, client, {
    user,
    device: offered?.device ?? newDevice,
    ...reached,
  });
  const tokens = await issueTokens(service, client, {
    grant,
    occasion: occasionOf(signIn),
    ...(clientMetadata && { clientMetadata }),
  });
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

function occasionOf({ device, hasNewPassword }: SignIn): TokenOccasion {
  if (device?.isProved === true) return 'AuthenticateDevice';
  return hasNewPassword === true ? 'NewPasswordChallenge' : 'Authentication';
}
