/**
 * Making, showing and deleting user pools.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import {
  readBoolean,
  readInteger,
  readObject,
  readObjects,
  readText,
  readTexts,
} from '../_input.ts';
import type { ContactAttribute } from '../_confirmation.ts';
import { firstFactorPermits } from '../_first-factor.ts';
import { DISPLAY_NAME, requireText, USER_POOL_ID } from '../_input.ts';
import type { Input } from '../_input.ts';
import type { Output, PoolOperation } from '../_operation.ts';
import { LARGEST_PAGE, takePage } from '../_page.ts';
import type { DeviceTracking } from '../_devices.ts';
import { DEFAULT_PASSWORD_POLICY } from '../_password-policy.ts';
import type { PasswordPolicy } from '../_password-policy.ts';
import { describeSchema, readSchema } from '../_schema-wire.ts';
import { invalidParameter } from '../_service-fault.ts';
import { requirePool } from '../_service.ts';
import type { Service } from '../_service.ts';
import {
  addUserPool,
  DEFAULT_FIRST_FACTORS,
  DEFAULT_RECOVERY,
  discardPool,
} from '../_user-pool.ts';
import type { UserPool } from '../_user-pool.ts';
import type { AliasAttribute, UsernameAttribute } from '../seed.ts';

const CONTACTS: readonly ContactAttribute[] = ['email', 'phone_number'];
const USERNAME_ATTRIBUTES: readonly UsernameAttribute[] = ['email', 'phone_number'];
const ALIAS_ATTRIBUTES: readonly AliasAttribute[] = [...USERNAME_ATTRIBUTES, 'preferred_username'];

export const createUserPool: PoolOperation = {
  name: 'CreateUserPool',
  handle(service, input) {
    refuseUnserved(input);
    const usernameAttributes = readChoices(input, 'UsernameAttributes', USERNAME_ATTRIBUTES);
    const aliasAttributes = readChoices(input, 'AliasAttributes', ALIAS_ATTRIBUTES);
    if (usernameAttributes.length > 0 && aliasAttributes.length > 0) {
      throw invalidParameter(
        'Only one of the aliasAttributes or usernameAttributes can be set in a user pool.',
      );
    }
    const usernames = readObject(input, 'UsernameConfiguration') ?? {};
    const creation = readObject(input, 'AdminCreateUserConfig') ?? {};
    const pool = addUserPool(service, {
      displayName: requireText(input, 'PoolName', DISPLAY_NAME),
      issuerMode: service.issuerMode,
      usernameAttributes,
      aliasAttributes,
      caseSensitive: readBoolean(usernames, 'CaseSensitive') ?? true,
      passwordPolicy: readPasswordPolicy(input),
      firstFactors: readFirstFactors(service, input),
      schema: readSchema(input),
      autoVerified: readChoices(input, 'AutoVerifiedAttributes', CONTACTS),
      recovery: readRecovery(input),
      adminCreatesUsers: readBoolean(creation, 'AllowAdminCreateUserOnly') ?? false,
      deviceTracking: readDeviceTracking(input),
      deletionProtected: readProtection(input) === 'ACTIVE',
    });
    return { UserPool: describePool(pool) };
  },
};

export const describeUserPool: PoolOperation = {
  name: 'DescribeUserPool',
  handle: (service, input) => ({ UserPool: describePool(requireNamedPool(service, input)) }),
};

export const listUserPools: PoolOperation = {
  name: 'ListUserPools',
  handle(service, input) {
    const size = readInteger(input, 'MaxResults', { minimum: 1, maximum: LARGEST_PAGE });
    if (size === undefined) throw invalidParameter('MaxResults must not be null.');
    const token = readText(input, 'NextToken', { minLength: 1 });
    const { items, nextToken } = takePage([...service.pools.values()], size, token);
    return {
      UserPools: items.map((pool) => ({
        Id: pool.id,
        Name: pool.settings.displayName,
        LambdaConfig: {},
        CreationDate: pool.createdAtMs / 1000,
        LastModifiedDate: pool.createdAtMs / 1000,
      })),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    };
  },
};

export const deleteUserPool: PoolOperation = {
  name: 'DeleteUserPool',
  handle(service, input): Output {
    const pool = requireNamedPool(service, input);
    if (pool.settings.deletionProtected) {
      throw invalidParameter('The user pool cannot be deleted: deletion protection is active.');
    }
    discardPool(pool);
    service.pools.delete(pool.id);
    return {};
  },
};

/** Accepted and ignored, these would make a test believe in something that never happens. */
function refuseUnserved(input: Input): void {
  const mfa = readText(input, 'MfaConfiguration', { choices: ['OFF', 'ON', 'OPTIONAL'] }) ?? 'OFF';
  if (mfa !== 'OFF') {
    throw invalidParameter(
      `MfaConfiguration ${mfa} needs a second factor to be configured: use SetUserPoolMfaConfig.`,
    );
  }
  if (Object.keys(readObject(input, 'LambdaConfig') ?? {}).length > 0) {
    throw invalidParameter(
      'LambdaConfig is not served by the local pool: its triggers are functions that it is started with.',
    );
  }
}

function requireNamedPool(service: Service, input: Input): UserPool {
  return requirePool(service, requireText(input, 'UserPoolId', USER_POOL_ID));
}

function readChoices<Choice extends string>(
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

function describePool(pool: UserPool): WireObject {
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
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: settings.adminCreatesUsers },
    ...(settings.usernameAttributes.length > 0 && {
      UsernameAttributes: settings.usernameAttributes,
    }),
    ...(settings.aliasAttributes.length > 0 && { AliasAttributes: settings.aliasAttributes }),
    UsernameConfiguration: { CaseSensitive: settings.caseSensitive },
    MfaConfiguration: pool.mfa.configuration,
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
