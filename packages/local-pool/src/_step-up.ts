/**
 * Step-up: USER_AUTH that aims at a level of authentication, and may go on from what an access token
 * stands for.
 *
 * @see AWS API, `InitiateAuth`, `TARGET_ACR_VALUES`, `ACCESS_TOKEN`, `MAX_AGE`
 * @see Amazon Cognito Developer Guide, "Step-up authentication with the USER_AUTH flow"
 * @module
 */
import { requireBearer } from './_access-token.ts';
import { levelNamed, requireStepUpTier } from './_acr-names.ts';
import { levelOf } from './_assurance.ts';
import type { Attempt, SignIn } from './_attempt.ts';
import { availableFactors } from './_first-factor.ts';
import type { Grant, NewGrant } from './_grants.ts';
import { insistedFactors, leadsToTarget } from './_second-factor.ts';
import { invalidParameter, notAuthorized } from './_service-fault.ts';
import type { UserPool } from './_user-pool.ts';

const TARGETS = 'TARGET_ACR_VALUES';
const TOKEN = 'ACCESS_TOKEN';
const AGE = 'MAX_AGE';
const SECONDS = /^\d{1,10}$/;

/** What a request aims at. */
export interface StepUpRequest {
  /** Of the pool's levels, the most wanted first. */
  readonly levels: readonly number[];
  /** UNTRUSTED, SECRET. */
  readonly accessToken: string | undefined;
  readonly maxAgeSeconds: number;
}

/**
 * @param parameters - UNTRUSTED.
 * @returns `undefined` when the request aims at no level.
 * @throws ServiceFault when the parameters contradict each other, or name none of the pool's levels;
 * `FeatureUnavailableInTierException`.
 */
export function readStepUp(
  { settings }: UserPool,
  parameters: ReadonlyMap<string, string>,
): StepUpRequest | undefined {
  const names = parameters.get(TARGETS);
  const accessToken = parameters.get(TOKEN);
  const maxAge = parameters.get(AGE);
  if (maxAge !== undefined && !SECONDS.test(maxAge)) {
    throw invalidParameter(`${AGE} must be a number of seconds.`);
  }
  if (names === undefined) {
    if (accessToken === undefined) return undefined;
    throw invalidParameter(`${TOKEN} needs ${TARGETS}.`);
  }
  requireStepUpTier(settings.tier, TARGETS);
  const levels = names.split(' ').map((name) => levelNamed(settings.acrNames, name));
  const known = [...new Set(levels)].filter((level) => level > 0);
  if (known.length === 0) throw invalidParameter(`${TARGETS} names no level of the user pool.`);
  return { levels: known, accessToken, maxAgeSeconds: Number(maxAge ?? Infinity) };
}

/**
 * Aims at the first of the requested levels that the user can reach.
 *
 * @throws ServiceFault `NotAuthorizedException` when the access token is not good, or not this user's;
 * `InvalidParameterException` when it has reached the level, or the user can reach none.
 */
export async function takeAim(attempt: Attempt, request: StepUpRequest): Promise<Attempt> {
  const credit = await findCredit(attempt, request);
  const methods = credit?.assurance?.methods ?? [];
  const reached = creditedLevel(attempt, credit);
  const aims = request.levels.map((target) => ({
    ...attempt,
    methods,
    stepUp: { target, credit },
  }));
  const aim = aims.find((one) => reached >= one.stepUp.target || canReach(one));
  if (aim === undefined) throw invalidParameter(`The user cannot reach a level of ${TARGETS}.`);
  if (reached < aim.stepUp.target) return aim;
  throw invalidParameter(`The level that ${TARGETS} asks for has been reached already.`);
}

/** Leaves the first factor out where what was credited is enough for it. */
export function goOnFromCredit(attempt: Attempt): Attempt {
  const { user } = attempt.account;
  if (user === undefined || !isCreditEnough(attempt)) return attempt;
  return { ...attempt, user, isSecondFactorSettled: hasInsistedFactor(attempt) };
}

/**
 * What the tokens of a step-up say of it.
 *
 * @throws ServiceFault `NotAuthorizedException` when the level was not reached after all.
 */
export function concludeStepUp(
  signIn: SignIn,
): Pick<NewGrant, 'assurance' | 'authTimeSeconds'> | undefined {
  const { client, stepUp, methods = [] } = signIn;
  if (stepUp === undefined) return undefined;
  const { target, credit } = stepUp;
  const level = levelOf(methods);
  if (credit?.revoked === true) throw notAuthorized('Access Token has been revoked');
  // Settings may have changed on the way.
  if (level < target) throw notAuthorized('The level that was aimed at has not been reached.');
  const acr = client.pool.settings.acrNames[level - 1]!;
  return {
    assurance: { acr, methods },
    // What was shown earlier does not get younger by what was shown now.
    ...(credit && { authTimeSeconds: credit.authTimeSeconds }),
  };
}

async function findCredit(
  { service, client, account }: Attempt,
  { accessToken, maxAgeSeconds }: StepUpRequest,
): Promise<Grant | undefined> {
  if (accessToken === undefined) return undefined;
  const { grant, user } = await requireBearer(service, { AccessToken: accessToken });
  if (grant.clientId !== client.id || user !== account.user) {
    throw notAuthorized('Invalid Access Token');
  }
  const ageSeconds = Math.floor(service.clock.nowMs() / 1000) - grant.authTimeSeconds;
  const counts = grant.assurance !== undefined && ageSeconds <= maxAgeSeconds;
  return counts ? grant : undefined;
}

/** The level that a token has reached; none where its name is none of the pool's any more. */
function creditedLevel({ client }: Attempt, credit: Grant | undefined): number {
  if (credit?.assurance === undefined) return 0;
  const { acr, methods } = credit.assurance;
  return levelNamed(client.pool.settings.acrNames, acr) > 0 ? levelOf(methods) : 0;
}

function canReach(attempt: Attempt): boolean {
  return isCreditEnough(attempt) || availableFactors(attempt).length > 0;
}

function isCreditEnough(attempt: Attempt): boolean {
  const { methods = [] } = attempt;
  return methods.length > 0 && leadsToTarget(attempt, methods);
}

/** What was credited has the second factor in it that is asked for whatever the level. */
function hasInsistedFactor(attempt: Attempt): boolean {
  const { service, methods = [] } = attempt;
  const insisted = insistedFactors(attempt).map((name) => service.challenges.get(name)?.second);
  return (
    methods.includes('pwd') &&
    insisted.some((second) => second !== undefined && methods.includes(second.method))
  );
}
