/**
 * What the pool knows of a sign-in that is under way.
 *
 * @module
 */
import type { Account } from './_accounts.ts';
import type { Method } from './_assurance.ts';
import type { CustomAuth } from './_custom-auth.ts';
import type { OfferedDevice } from './_devices.ts';
import type { Grant } from './_grants.ts';
import type { SentCode } from './_sent-code.ts';
import type { Service } from './_service.ts';
import type { SoftwareToken } from './_software-token.ts';
import type { User } from './_user.ts';
import type { UserPoolClient } from './_user-pool-client.ts';
import type { ChallengeResult, EventAttributes } from './triggers.ts';

/** A sign-in under way, whoever it is. */
export interface Attempt {
  readonly service: Service;
  readonly client: UserPoolClient;
  /** Whom the given name means. Nothing is proved by it. */
  readonly account: Account;
  /** Whoever has shown a first factor; absent before that. */
  readonly user?: User;
  /** The one that was chosen, where there was a choice. */
  readonly firstFactor?: string;
  /** What was shown, in this sign-in or in the one that it goes on from. */
  readonly methods?: readonly Method[];
  /** Present when a level of authentication is aimed at. */
  readonly stepUp?: StepUp;
  /** `SRP_A`, as long as its proof is outstanding. */
  readonly publicAHex?: string;
  /** A second factor was shown, or set up just now, or is not asked for. */
  readonly isSecondFactorSettled?: boolean;
  /** The one that was chosen among several. */
  readonly secondFactor?: string;
  /** What was mailed or texted for the challenge that was posed last. */
  readonly sentCode?: SentCode;
  /** What the authenticator has to sign. */
  readonly passkeyChallenge?: string;
  /** What CUSTOM_AUTH keeps; absent in other flows. */
  readonly custom?: CustomAuth;
  /** How the last answer went, where that is more than accepted. */
  readonly outcome?: Omit<ChallengeResult, 'challengeName'>;
  /** `ClientMetadata` of the request that is being answered, and of no other. */
  readonly clientMetadata?: EventAttributes;
  /** A temporary password was replaced. */
  readonly hasNewPassword?: boolean;
  /** Where it says that it comes from. */
  readonly device?: OfferedDevice;
  /** An authenticator app that MFA_SETUP is setting up, and that has shown no code yet. */
  readonly settingUp?: SoftwareToken;
  /** An address that MFA_SETUP is setting up: it becomes the user's when its code comes back. */
  readonly newEmail?: string;
}

/** What `TARGET_ACR_VALUES` comes to. */
export interface StepUp {
  /** The level that has to be reached: 1 to 4. */
  readonly target: number;
  /** The finished sign-in whose methods count. */
  readonly credit: Grant | undefined;
}

/** Somebody who has shown a first factor. */
export interface SignIn extends Attempt {
  readonly user: User;
}

/** Has somebody shown a first factor? */
export function isSignIn(attempt: Attempt): attempt is SignIn {
  return attempt.user !== undefined;
}
