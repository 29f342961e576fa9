/**
 * CUSTOM_CHALLENGE: whatever the pool's triggers ask. A wrong answer is no error: the triggers hear of
 * it, and ask again or give up.
 *
 * @module
 */
import type { Attempt } from '../_attempt.ts';
import type { Decision, PoolChallenge } from '../_challenge.ts';
import type { CustomAuth } from '../_custom-auth.ts';
import { readBoolean, readText, readTextMap, requireEntry } from '../_input.ts';
import type { Input } from '../_input.ts';
import { invalidParameter, wrongPassword } from '../_service-fault.ts';
import { requireOwnSession } from '../_sessions.ts';
import { callTrigger, eventAttributes, requireTrigger } from '../_triggers.ts';
import type { CreateAuthChallengeEvent, DefineAuthChallengeEvent } from '../triggers.ts';
import type { EventAttributes, VerifyAuthChallengeResponseEvent } from '../triggers.ts';
import { PASSWORD_VERIFIER } from './password-verifier.ts';

export const CUSTOM_CHALLENGE = 'CUSTOM_CHALLENGE';

const turn = { isDue: ({ custom }: Attempt) => custom?.isDone === false, decide };

export const customChallenge: PoolChallenge = {
  name: CUSTOM_CHALLENGE,
  early: turn,
  later: turn,
  async answer(answer) {
    const session = requireOwnSession(answer, CUSTOM_CHALLENGE);
    const challengeAnswer = requireEntry(answer.responses, 'ANSWER');
    // Before anything is waited for: of two answers sent in parallel one is accepted.
    session.spend();
    const attempt = { ...session.attempt, ...metadataOf(answer) };
    const { privateParameters = {}, metadata } = attempt.custom ?? {};
    const trigger = requireTrigger(attempt.service.triggers.verifyAuthChallengeResponse);
    const challengeResult = await callTrigger<VerifyAuthChallengeResponseEvent, boolean>(
      trigger,
      {
        ...callerOf(attempt),
        source: 'VerifyAuthChallengeResponse_Authentication',
        request: {
          ...requestOf(attempt),
          privateChallengeParameters: privateParameters,
          challengeAnswer,
        },
        response: { answerCorrect: null },
      },
      (response) => readBoolean(response, 'answerCorrect') ?? false,
    );
    const described = metadata === undefined ? {} : { challengeMetadata: metadata };
    return { ...attempt, outcome: { challengeResult, ...described } };
  },
};

/** Asks the triggers what comes next. */
async function decide(attempt: Attempt): Promise<Decision> {
  const { custom, account } = attempt;
  const { publicAHex, ...rest } = custom!;
  const next = await define(attempt, custom!);
  if (next === 'tokens') {
    const { user } = account;
    if (user === undefined) throw wrongPassword();
    return { attempt: { ...attempt, user, custom: { ...custom!, isDone: true } } };
  }
  if (next === PASSWORD_VERIFIER) {
    return { attempt: { ...attempt, publicAHex: publicAHex!, custom: rest } };
  }
  return create(attempt, custom!);
}

function define(attempt: Attempt, { history, publicAHex }: CustomAuth): Promise<string> {
  return callTrigger<DefineAuthChallengeEvent, string>(
    requireTrigger(attempt.service.triggers.defineAuthChallenge),
    {
      ...callerOf(attempt),
      source: 'DefineAuthChallenge_Authentication',
      request: { ...requestOf(attempt), session: [...history] },
      response: { challengeName: null, issueTokens: null, failAuthentication: null },
    },
    (response) => readVerdict(response, publicAHex !== undefined),
  ).then((verdict) => {
    if (verdict === 'failure') throw wrongPassword();
    return verdict;
  });
}

function readVerdict(response: Input, hasSrp: boolean): string {
  const tokens = readBoolean(response, 'issueTokens') ?? false;
  const failure = readBoolean(response, 'failAuthentication') ?? false;
  if (tokens && failure) throw invalidParameter('both issueTokens and failAuthentication.');
  if (failure) return 'failure';
  if (tokens) return 'tokens';
  const name = readText(response, 'challengeName');
  if (name === CUSTOM_CHALLENGE || (name === PASSWORD_VERIFIER && hasSrp)) return name;
  throw invalidParameter(
    `challengeName must be ${CUSTOM_CHALLENGE}, or ${PASSWORD_VERIFIER} once after SRP_A.`,
  );
}

async function create(attempt: Attempt, custom: CustomAuth): Promise<Decision> {
  const made = await callTrigger<CreateAuthChallengeEvent, NewChallenge>(
    requireTrigger(attempt.service.triggers.createAuthChallenge),
    {
      ...callerOf(attempt),
      source: 'CreateAuthChallenge_Authentication',
      request: {
        ...requestOf(attempt),
        challengeName: CUSTOM_CHALLENGE,
        session: [...custom.history],
      },
      response: {
        publicChallengeParameters: null,
        privateChallengeParameters: null,
        challengeMetadata: null,
      },
    },
    readChallenge,
  );
  const { publicParameters, metadata, privateParameters } = made;
  const { metadata: _, ...before } = custom;
  const kept = { ...before, privateParameters, ...(metadata !== undefined && { metadata }) };
  return {
    attempt: { ...attempt, custom: kept },
    parameters: { ...publicParameters, USERNAME: attempt.account.userIdForSrp },
  };
}

interface NewChallenge {
  readonly publicParameters: EventAttributes;
  /** SECRET. */
  readonly privateParameters: EventAttributes;
  readonly metadata: string | undefined;
}

function readChallenge(response: Input): NewChallenge {
  return {
    publicParameters: Object.fromEntries(readTextMap(response, 'publicChallengeParameters')),
    privateParameters: Object.fromEntries(readTextMap(response, 'privateChallengeParameters')),
    metadata: readText(response, 'challengeMetadata'),
  };
}

function callerOf({ client, account }: Attempt): {
  readonly client: Attempt['client'];
  readonly userName: string;
} {
  return { client, userName: account.userIdForSrp };
}

function requestOf({ account, clientMetadata }: Attempt): {
  readonly userAttributes: EventAttributes;
  readonly clientMetadata?: EventAttributes;
  readonly userNotFound: boolean;
} {
  const { user } = account;
  return {
    userAttributes: eventAttributes(user),
    ...(clientMetadata && { clientMetadata }),
    userNotFound: user === undefined,
  };
}

function metadataOf({ clientMetadata }: Pick<Attempt, 'clientMetadata'>): {
  readonly clientMetadata?: EventAttributes;
} {
  return clientMetadata === undefined ? {} : { clientMetadata };
}
