/**
 * What a local pool starts with: user pools, app clients and users, with fixed ids if you like.
 *
 * @module
 */

/**
 * What tokens say in `iss`: `local` is the pool's own URL, where its keys can be fetched; `aws` is
 * the issuer that the real pool of that id would have.
 */
export type IssuerMode = 'local' | 'aws';

/** `ENABLED` hides who exists; `LEGACY` answers `UserNotFoundException`. */
export type UserExistenceErrors = 'ENABLED' | 'LEGACY';

export type UsernameAttribute = 'email' | 'phone_number';
export type AliasAttribute = UsernameAttribute | 'preferred_username';

/** The beginning of a local pool. */
export interface Seed {
  readonly pools: readonly PoolSeed[];
}

export interface PoolSeed {
  readonly name: string;
  /** `<region>_<letters and digits>`; made up when left out. */
  readonly userPoolId?: string;
  readonly issuer?: IssuerMode;
  /** Users sign in with an address, and the pool makes up their user names. */
  readonly usernameAttributes?: readonly UsernameAttribute[];
  /** Users may sign in with these as well. */
  readonly aliasAttributes?: readonly AliasAttribute[];
  /** Default: `true`, as for pools made by the API. */
  readonly caseSensitiveUsernames?: boolean;
  readonly passwordPolicy?: PasswordPolicySeed;
  /** The feature plan, as far as it is looked at: `LITE` has no step-up. Default: `ESSENTIALS`. */
  readonly tier?: PoolTier;
  /** What the `acr` claim calls the levels. Default: `urn:cognito:loa:1` to `urn:cognito:loa:4`. */
  readonly acrNames?: AcrNamesSeed;
  /** Standard attributes that every user has to have before the first sign-in is done. */
  readonly requiredAttributes?: readonly string[];
  /** `false`: administrators alone create users. Default: `true`. */
  readonly selfSignUp?: boolean;
  /** Where the code of a sign-up goes. Default: nowhere; an administrator confirms. */
  readonly autoVerifiedAttributes?: readonly UsernameAttribute[];
  /** Those of them whose old value stays until the code of a new one comes back. Default: none. */
  readonly verifiedBeforeUpdate?: readonly UsernameAttribute[];
  /** What USER_AUTH may begin with, as in `SignInPolicy`. Default: `PASSWORD`. */
  readonly allowedFirstAuthFactors?: readonly string[];
  /** Whether a second factor is asked for. Default: `OFF`. */
  readonly mfa?: MfaMode;
  /** Which ones, by the names of their challenges. Default: authenticator apps. */
  readonly mfaFactors?: readonly string[];
  /** For which site passkeys are. They also need `WEB_AUTHN` in `allowedFirstAuthFactors`. */
  readonly passkeys?: PasskeySeed;
  /** Remember devices. Default: do not. */
  readonly deviceTracking?: DeviceTrackingSeed;
  /** Default: one client with default settings. */
  readonly clients?: readonly ClientSeed[];
  readonly users?: readonly UserSeed[];
}

/** As in `UserPoolTier`. */
export type PoolTier = 'LITE' | 'ESSENTIALS' | 'PLUS';

/** As in `AcrConfiguration`: no two levels have the same name. */
export interface AcrNamesSeed {
  readonly level1?: string;
  readonly level2?: string;
  readonly level3?: string;
  readonly level4?: string;
}

/** As in `SetUserPoolMfaConfig`. */
export type MfaMode = 'OFF' | 'OPTIONAL' | 'ON';

/** As in `WebAuthnConfiguration`. */
export interface PasskeySeed {
  /** The host name of the site, or of one above it. */
  readonly relyingPartyId: string;
  /** Default: `preferred`. */
  readonly userVerification?: 'required' | 'preferred';
  /** A passkey that verified its user stands for two factors. Default: `false`. */
  readonly countsAsTwoFactors?: boolean;
}

/** As in `DeviceConfiguration`; what is left out is `false`. */
export interface DeviceTrackingSeed {
  /** A remembered device stands in for the second factor. */
  readonly challengeRequiredOnNewDevice?: boolean;
  /** A device is not remembered before the user says so. */
  readonly onlyRememberedOnUserPrompt?: boolean;
}

/** What is left out keeps Cognito's default. */
export interface PasswordPolicySeed {
  readonly minimumLength?: number;
  readonly requireUppercase?: boolean;
  readonly requireLowercase?: boolean;
  readonly requireNumbers?: boolean;
  readonly requireSymbols?: boolean;
  readonly temporaryPasswordValidityDays?: number;
}

export interface ClientSeed {
  readonly clientId?: string;
  readonly clientName?: string;
  /** `true` makes one up. SECRET. */
  readonly clientSecret?: true | string;
  /** As in `CreateUserPoolClient`. Default there and here: refresh, SRP and custom. */
  readonly explicitAuthFlows?: readonly string[];
  /** Default: `LEGACY`, as in `CreateUserPoolClient`. */
  readonly preventUserExistenceErrors?: UserExistenceErrors;
  readonly accessTokenSeconds?: number;
  readonly idTokenSeconds?: number;
  readonly refreshTokenSeconds?: number;
  /** 3 to 15. */
  readonly authSessionMinutes?: number;
  readonly tokenRevocation?: boolean;
  /** Every refresh replaces the refresh token. Default: it stays. */
  readonly refreshTokenRotation?: RefreshTokenRotationSeed;
}

export interface RefreshTokenRotationSeed {
  /** How long the one before still works: 0 to 60. */
  readonly retryGraceSeconds: number;
}

export interface UserSeed {
  /** What the user types to sign in: the address, in a pool with `usernameAttributes`. */
  readonly username: string;
  /** SECRET. Its length is checked, the pool's policy is not: a fixture may be weak. */
  readonly password: string;
  /** `true`: it has to be changed at the first sign-in. Default: `false`. */
  readonly temporary?: boolean;
  readonly sub?: string;
  readonly attributes?: { readonly [name: string]: string };
  /** Second factors that the user wants, by the names of their challenges. */
  readonly enabledMfa?: readonly string[];
  /** The one among them that is asked for without a choice. */
  readonly preferredMfa?: string;
  /** Of an authenticator app that is set up, and wanted: 16 or more base32 digits. SECRET. */
  readonly totpSecret?: string;
  /** Default: `true`. */
  readonly confirmed?: boolean;
  /** Default: `true`. */
  readonly enabled?: boolean;
}

/** A pool as it was planted, with every id and secret that the seed left open. */
export interface PlantedPool extends PoolSeed {
  readonly userPoolId: string;
  readonly clients: readonly PlantedClient[];
  readonly users: readonly PlantedUser[];
}

export interface PlantedClient extends ClientSeed {
  readonly clientId: string;
  /** SECRET. */
  readonly clientSecret?: string;
}

export interface PlantedUser extends UserSeed {
  readonly sub: string;
}

/** What stands in for a seed when none is given: one pool, one client, one user. */
export const DEFAULT_SEED: Seed = {
  pools: [
    {
      name: 'local',
      userPoolId: 'us-east-1_LocalPool',
      autoVerifiedAttributes: ['email', 'phone_number'],
      allowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'],
      passkeys: { relyingPartyId: 'localhost' },
      clients: [
        {
          clientId: 'countersignlocalpoolclient',
          clientName: 'local',
          explicitAuthFlows: [
            'ALLOW_USER_SRP_AUTH',
            'ALLOW_USER_PASSWORD_AUTH',
            'ALLOW_ADMIN_USER_PASSWORD_AUTH',
            'ALLOW_CUSTOM_AUTH',
            'ALLOW_USER_AUTH',
            'ALLOW_REFRESH_TOKEN_AUTH',
          ],
          preventUserExistenceErrors: 'ENABLED',
        },
      ],
      users: [
        {
          username: 'alice',
          password: 'Correct-Horse-9',
          attributes: { email: 'alice@example.com', email_verified: 'true' },
        },
      ],
    },
  ],
};
