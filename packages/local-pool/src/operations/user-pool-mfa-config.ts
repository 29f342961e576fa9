/**
 * Which second factors a pool asks for. Served are authenticator apps.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import { readBoolean, readObject, readText, requireText, USER_POOL_ID } from '../_input.ts';
import type { Input } from '../_input.ts';
import type { PoolOperation } from '../_operation.ts';
import { invalidParameter } from '../_service-fault.ts';
import { requirePool } from '../_service.ts';
import type { UserPool } from '../_user-pool.ts';

const CHOICES = ['OFF', 'OPTIONAL', 'ON'] as const;
const UNSERVED = ['SmsMfaConfiguration', 'EmailMfaConfiguration', 'WebAuthnConfiguration'];

export const setUserPoolMfaConfig: PoolOperation = {
  name: 'SetUserPoolMfaConfig',
  handle(service, input) {
    const pool = requirePool(service, requireText(input, 'UserPoolId', USER_POOL_ID));
    const softwareToken = readSoftwareToken(input) ?? pool.mfa.softwareToken;
    const text = readText(input, 'MfaConfiguration', { choices: CHOICES });
    const configuration = CHOICES.find((choice) => choice === text) ?? pool.mfa.configuration;
    for (const member of UNSERVED) {
      if (Object.keys(readObject(input, member) ?? {}).length > 0) {
        throw invalidParameter(`${member} is not served by the local pool.`);
      }
    }
    if (configuration !== 'OFF' && !softwareToken) {
      throw invalidParameter(
        `MfaConfiguration ${configuration} needs a second factor: set one up.`,
      );
    }
    pool.mfa.configuration = configuration;
    pool.mfa.softwareToken = softwareToken;
    return describe(pool);
  },
};

export const getUserPoolMfaConfig: PoolOperation = {
  name: 'GetUserPoolMfaConfig',
  handle: (service, input) =>
    describe(requirePool(service, requireText(input, 'UserPoolId', USER_POOL_ID))),
};

function readSoftwareToken(input: Input): boolean | undefined {
  const configuration = readObject(input, 'SoftwareTokenMfaConfiguration');
  return configuration && (readBoolean(configuration, 'Enabled') ?? false);
}

function describe({ mfa }: UserPool): WireObject {
  return {
    SoftwareTokenMfaConfiguration: { Enabled: mfa.softwareToken },
    MfaConfiguration: mfa.configuration,
  };
}
