/**
 * Takes a sign-in on from one accepted answer to what comes next: a further challenge that is due,
 * or tokens.
 *
 * @module
 */
import type { WireMap, WireObject } from '@countersign/contract';
import { proposeDevice } from './_devices.ts';
import type { DeviceNames, OfferedDevice } from './_devices.ts';
import { addGrant } from './_grants.ts';
import type { SecondFactor } from './_second-factor.ts';
import type { SentCode } from './_sent-code.ts';
import type { Service } from './_service.ts';
import { openSession } from './_sessions.ts';
import type { NewSession } from './_sessions.ts';
import type { SoftwareToken } from './_software-token.ts';
import { issueTokens } from './_tokens.ts';
import { requireSignInAllowed } from './_user.ts';
import type { User } from './_user.ts';
import type { UserPoolClient } from './_user-pool-client.ts';

/** Somebody who has shown the first factor. */
export interface SignIn {
  readonly service: Service;
  readonly client: UserPoolClient;
  readonly user: User;
  /** A second factor was shown, or set up just now, or is not asked for. */
  readonly isSecondFactorSettled?: boolean;
  /** The one that the user chose among several. */
  readonly chosenFactor?: string;
  /** What was mailed or texted for the challenge that was posed last. */
  readonly sentCode?: SentCode;
  /** Where it says that it comes from. */
  readonly device?: OfferedDevice;
  /** An authenticator app that MFA_SETUP is setting up, and that has shown no code yet. */
  readonly settingUp?: SoftwareToken;
  /** An address that MFA_SETUP is setting up: it becomes the user's when its code comes back. */
  readonly newEmail?: string;
}

/** An answer to a challenge. UNTRUSTED, but for the client and its SECRET_HASH. */
export interface ChallengeAnswer {
  readonly service: Service;
  readonly client: UserPoolClient;
  readonly username: string;
  readonly responses: ReadonlyMap<string, string>;
  readonly session: string | undefined;
}

/**
 * The service's side of one challenge. One file each, in `challenges/`; a new one is added to
 * `challenges/registry.ts`.
 */
export interface PoolChallenge {
  readonly name: string;
  /**
   * Judges an answer.
   *
   * Synchronous on purpose: whatever is single-use is looked at and spent in one step, so of two
   * answers sent in parallel one is accepted.
   *
   * @throws ServiceFault when the answer is refused.
   */
  answer(answer: ChallengeAnswer): SignIn;
  /** Present when the challenge may come after the first factor. */
  readonly later?: LaterChallenge;
  /** Present when the challenge is a second factor. */
  readonly second?: SecondFactor;
}

/** A challenge that stands between the first factor and the tokens. */
export interface LaterChallenge {
  isDue(signIn: SignIn): boolean;
  /**
   * `ChallengeParameters`.
   *
   * @param session - goes out with them, and keeps what the answer is judged by.
   */
  pose(signIn: SignIn, session: NewSession): WireMap;
}

/** The next challenge, or tokens. */
export async function proceed(signIn: SignIn): Promise<WireObject> {
  const { service, user } = signIn;
  requireSignInAllowed(user, service.clock.nowMs());
  for (const { name, later } of service.challenges.values()) {
    if (later?.isDue(signIn) === true) {
      const session = openSession(signIn, name);
      const parameters = later.pose(signIn, session);
      return { ChallengeName: name, Session: session.text, ChallengeParameters: parameters };
    }
  }
  return finish(signIn);
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
