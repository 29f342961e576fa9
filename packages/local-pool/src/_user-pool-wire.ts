/**
 * The settings of a user pool on the wire.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import { DEFAULT_TIER, describeAcrNames, readAcrNames, TIERS } from './_acr-names.ts';
import { CONTACTS } from './_confirmation.ts';
import type { ContactAttribute } from './_confirmation.ts';
import type { DeviceTracking } from './_devices.ts';
import { firstFactorPermits } from './_first-factor.ts';
import { readBoolean, readInteger, readObject, readObjects, readText } from './_input.ts';
import { readTexts, requireText } from './_input.ts';
import type { Input } from './_input.ts';
import { DEFAULT_PASSWORD_POLICY } from './_password-policy.ts';
import type { PasswordPolicy } from './_password-policy.ts';
import { describeSchema } from './_schema-wire.ts';
import { invalidParameter } from './_service-fault.ts';
import type { Service } from './_service.ts';
import { DEFAULT_FIRST_FACTORS, DEFAULT_RECOVERY } from './_user-pool.ts';
import type { UserPool, UserPoolSettings } from './_user-pool.ts';

const BEFORE_UPDATE = 'AttributesRequireVerificationBeforeUpdate';

/** What can be changed after a pool was made. */
type Changeable = Pick<
  UserPoolSettings,
  | 'passwordPolicy'
  | 'tier'
  | 'acrNames'
  | 'firstFactors'
  | 'autoVerified'
  | 'verifiedBeforeUpdate'
  | 'recovery'
  | 'adminCreatesUsers'
  | 'deviceTracking'
  | 'deletionProtected'
>;

/** What is left out gets its default, when a pool is made and when it is changed. */
export function readChangeable(service: Service, input: Input): Changeable {
  refuseTriggers(input);
  const creation = readObject(input, 'AdminCreateUserConfig') ?? {};
  const tierName = readText(input, 'UserPoolTier', { choices: TIERS });
  const tier = TIERS.find((name) => name === tierName) ?? DEFAULT_TIER;
  return {
    passwordPolicy: readPasswordPolicy(input),
    tier,
    acrNames: readAcrNames(tier, input),
    firstFactors: readFirstFactors(service, input),
    ...readVerified(input),
    recovery: readRecovery(input),
    adminCreatesUsers: readBoolean(creation, 'AllowAdminCreateUserOnly') ?? false,
    deviceTracking: readDeviceTracking(input),
    deletionProtected: readProtection(input) === 'ACTIVE',
  };
}

function readVerified(input: Input): Pick<Changeable, 'autoVerified' | 'verifiedBeforeUpdate'> {
  const autoVerified = readChoices(input, 'AutoVerifiedAttributes', CONTACTS);
  const updates = readObject(input, 'UserAttributeUpdateSettings') ?? {};
  const verifiedBeforeUpdate = readChoices(updates, BEFORE_UPDATE, CONTACTS);
  if (verifiedBeforeUpdate.some((name) => !autoVerified.includes(name))) {
    throw invalidParameter(
      `All attributes in ${BEFORE_UPDATE} must exist in AutoVerifiedAttributes`,
    );
  }
  return { autoVerified, verifiedBeforeUpdate };
}

/** Accepted and ignored, they would make a test believe in something that never happens. */
function refuseTriggers(input: Input): void {
  if (Object.keys(readObject(input, 'LambdaConfig') ?? {}).length > 0) {
    throw invalidParameter(
      'LambdaConfig is not served by the local pool: its triggers are functions that it is started with.',
    );
  }
}

/** Those of the choices that a list names. */
export function readChoices<Choice extends string>(
  input: Input,
  member: string,
  choices: readonly Choice[],
): readonly Choice[] {
  const texts = readTexts(input, member, { choices }) ?? [];
  return choices.filter((choice) => texts.includes(choice));
}

function readProtection(input: Input): string | undefined {
  return readText(input, 'DeletionProtection', { choices: ['ACTIVE', 'INACTIVE'] });
}

/** A configuration with anything in it turns tracking on. */
function readDeviceTracking(input: Input): DeviceTracking | undefined {
  const configuration = readObject(input, 'DeviceConfiguration') ?? {};
  const required = readBoolean(configuration, 'ChallengeRequiredOnNewDevice');
  const prompted = readBoolean(configuration, 'DeviceOnlyRememberedOnUserPrompt');
  if (required === undefined && prompted === undefined) return undefined;
  return {
    challengeRequiredOnNewDevice: required ?? false,
    onlyRememberedOnUserPrompt: prompted ?? false,
  };
}

function readPasswordPolicy(input: Input): PasswordPolicy {
  const policies = readObject(input, 'Policies') ?? {};
  const policy = readObject(policies, 'PasswordPolicy');
  if (policy === undefined) return DEFAULT_PASSWORD_POLICY;
  const { minimumLength, temporaryPasswordValidityDays } = DEFAULT_PASSWORD_POLICY;
  return {
    minimumLength:
      readInteger(policy, 'MinimumLength', { minimum: 6, maximum: 99 }) ?? minimumLength,
    requireUppercase: readBoolean(policy, 'RequireUppercase') ?? false,
    requireLowercase: readBoolean(policy, 'RequireLowercase') ?? false,
    requireNumbers: readBoolean(policy, 'RequireNumbers') ?? false,
    requireSymbols: readBoolean(policy, 'RequireSymbols') ?? false,
    temporaryPasswordValidityDays:
      readInteger(policy, 'TemporaryPasswordValidityDays', { minimum: 0, maximum: 365 }) ??
      temporaryPasswordValidityDays,
  };
}

/** `SignInPolicy`: what USER_AUTH may begin with. */
function readFirstFactors(service: Service, input: Input): readonly string[] {
  const policy = readObject(readObject(input, 'Policies') ?? {}, 'SignInPolicy') ?? {};
  const choices = firstFactorPermits(service);
  const factors = readTexts(policy, 'AllowedFirstAuthFactors', { choices });
  return factors === undefined || factors.length === 0 ? DEFAULT_FIRST_FACTORS : factors;
}

const RECOVERY: ReadonlyMap<string, readonly ContactAttribute[]> = new Map([
  ['verified_email', ['email']],
  ['verified_phone_number', ['phone_number']],
  ['admin_only', []],
]);

/** `AccountRecoverySetting`: the lowest `Priority` first. */
function readRecovery(input: Input): readonly ContactAttribute[] {
  const mechanisms = readObjects(
    readObject(input, 'AccountRecoverySetting') ?? {},
    'RecoveryMechanisms',
  ).map((mechanism) => ({
    name: requireText(mechanism, 'Name', { choices: [...RECOVERY.keys()] }),
    priority: readInteger(mechanism, 'Priority', { minimum: 1, maximum: 2 }) ?? 1,
  }));
  if (mechanisms.length === 0) return DEFAULT_RECOVERY;
  const inOrder = mechanisms.sort((left, right) => left.priority - right.priority);
  return inOrder.flatMap(({ name }) => RECOVERY.get(name) ?? []);
}

/** `UserPool`, as it is shown. */
export function describePool(pool: UserPool): WireObject {
  const { settings } = pool;
  const { passwordPolicy: policy } = settings;
  return {
    Id: pool.id,
    Name: settings.displayName,
    Arn: `arn:aws:cognito-idp:${pool.region}:000000000000:userpool/${pool.id}`,
    Policies: {
      PasswordPolicy: {
        MinimumLength: policy.minimumLength,
        RequireUppercase: policy.requireUppercase,
        RequireLowercase: policy.requireLowercase,
        RequireNumbers: policy.requireNumbers,
        RequireSymbols: policy.requireSymbols,
        TemporaryPasswordValidityDays: policy.temporaryPasswordValidityDays,
      },
      SignInPolicy: { AllowedFirstAuthFactors: settings.firstFactors },
    },
    ...(settings.deviceTracking && {
      DeviceConfiguration: describeTracking(settings.deviceTracking),
    }),
    DeletionProtection: settings.deletionProtected ? 'ACTIVE' : 'INACTIVE',
    LambdaConfig: {},
    SchemaAttributes: describeSchema(settings.schema),
    ...(settings.autoVerified.length > 0 && { AutoVerifiedAttributes: settings.autoVerified }),
    ...(settings.verifiedBeforeUpdate.length > 0 && {
      UserAttributeUpdateSettings: { [BEFORE_UPDATE]: settings.verifiedBeforeUpdate },
    }),
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: settings.adminCreatesUsers },
    ...(settings.usernameAttributes.length > 0 && {
      UsernameAttributes: settings.usernameAttributes,
    }),
    ...(settings.aliasAttributes.length > 0 && { AliasAttributes: settings.aliasAttributes }),
    UsernameConfiguration: { CaseSensitive: settings.caseSensitive },
    MfaConfiguration: pool.mfa.configuration,
    UserPoolTier: settings.tier,
    AcrConfiguration: describeAcrNames(settings.acrNames),
    EstimatedNumberOfUsers: pool.users.size,
    CreationDate: pool.createdAtMs / 1000,
    LastModifiedDate: pool.createdAtMs / 1000,
  };
}

function describeTracking(tracking: DeviceTracking): WireObject {
  return {
    ChallengeRequiredOnNewDevice: tracking.challengeRequiredOnNewDevice,
    DeviceOnlyRememberedOnUserPrompt: tracking.onlyRememberedOnUserPrompt,
  };
}
