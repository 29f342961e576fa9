/**
 * Lambda triggers as plain functions: they get AWS's events and give them back, as a Lambda does.
 *
 * One set serves all pools of a service; `userPoolId` and `callerContext.clientId` of the event tell
 * them apart.
 *
 * @module
 */

/** Takes an event, fills in its `response`, gives the event back. May throw: the message goes out. */
export type Trigger<Event> = (event: Event) => unknown;

/** What every event has. */
export interface TriggerEvent<Source extends string, Request, Response> {
  readonly version: '1';
  readonly triggerSource: Source;
  readonly region: string;
  readonly userPoolId: string;
  readonly userName: string;
  readonly callerContext: { readonly awsSdkVersion: string; readonly clientId: string };
  readonly request: Request;
  /** To be filled in. */
  response: Response;
}

/** Names to values; `sub` and `cognito:user_status` among them. */
export type EventAttributes = { readonly [name: string]: string };

/** One answered step of a sign-in, oldest first in `session`. */
export interface ChallengeResult {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  /** What CreateAuthChallenge said about it. */
  readonly challengeMetadata?: string;
}

interface ChallengeRequest {
  /** Empty for a name that nobody has. */
  readonly userAttributes: EventAttributes;
  readonly clientMetadata?: EventAttributes;
  readonly userNotFound: boolean;
}

export type DefineAuthChallengeEvent = TriggerEvent<
  'DefineAuthChallenge_Authentication',
  ChallengeRequest & { readonly session: readonly ChallengeResult[] },
  { challengeName: string | null; issueTokens: boolean | null; failAuthentication: boolean | null }
>;

export type CreateAuthChallengeEvent = TriggerEvent<
  'CreateAuthChallenge_Authentication',
  ChallengeRequest & {
    readonly challengeName: string;
    readonly session: readonly ChallengeResult[];
  },
  {
    /** The client sees them. */
    publicChallengeParameters: EventAttributes | null;
    /** VerifyAuthChallengeResponse sees them. SECRET. */
    privateChallengeParameters: EventAttributes | null;
    challengeMetadata: string | null;
  }
>;

export type VerifyAuthChallengeResponseEvent = TriggerEvent<
  'VerifyAuthChallengeResponse_Authentication',
  ChallengeRequest & {
    readonly privateChallengeParameters: EventAttributes;
    /** UNTRUSTED. */
    readonly challengeAnswer: string;
  },
  { answerCorrect: boolean | null }
>;

export type PreSignUpEvent = TriggerEvent<
  'PreSignUp_SignUp',
  {
    readonly userAttributes: EventAttributes;
    readonly validationData: EventAttributes | null;
    readonly clientMetadata?: EventAttributes;
  },
  { autoConfirmUser: boolean; autoVerifyEmail: boolean; autoVerifyPhone: boolean }
>;

export type PreTokenGenerationEvent = TriggerEvent<
  | 'TokenGeneration_Authentication'
  | 'TokenGeneration_NewPasswordChallenge'
  | 'TokenGeneration_AuthenticateDevice'
  | 'TokenGeneration_RefreshTokens',
  { readonly userAttributes: EventAttributes; readonly clientMetadata?: EventAttributes },
  {
    claimsOverrideDetails: {
      readonly claimsToAddOrOverride?: EventAttributes;
      readonly claimsToSuppress?: readonly string[];
    } | null;
  }
>;

export type UserMigrationEvent = TriggerEvent<
  'UserMigration_Authentication',
  {
    /** SECRET. */
    readonly password: string;
    readonly validationData: EventAttributes | null;
    readonly clientMetadata?: EventAttributes;
  },
  {
    userAttributes: EventAttributes | null;
    finalUserStatus: 'CONFIRMED' | 'RESET_REQUIRED' | null;
    messageAction: 'SUPPRESS' | null;
    forceAliasCreation: boolean | null;
  }
>;

/** What is left out is not called. */
export interface PoolTriggers {
  readonly defineAuthChallenge?: Trigger<DefineAuthChallengeEvent>;
  readonly createAuthChallenge?: Trigger<CreateAuthChallengeEvent>;
  readonly verifyAuthChallengeResponse?: Trigger<VerifyAuthChallengeResponseEvent>;
  readonly preSignUp?: Trigger<PreSignUpEvent>;
  readonly preTokenGeneration?: Trigger<PreTokenGenerationEvent>;
  readonly userMigration?: Trigger<UserMigrationEvent>;
}
