/**
 * Which second factors a pool asks for.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import { readObject, readText, requireText, USER_POOL_ID } from '../_input.ts';
import type { PoolOperation } from '../_operation.ts';
import { secondFactorsOf } from '../_second-factor.ts';
import { invalidParameter } from '../_service-fault.ts';
import { requirePool } from '../_service.ts';
import type { Service } from '../_service.ts';
import type { UserPool } from '../_user-pool.ts';

const CHOICES = ['OFF', 'OPTIONAL', 'ON'] as const;
const UNSERVED = ['WebAuthnConfiguration'];

export const setUserPoolMfaConfig: PoolOperation = {
  name: 'SetUserPoolMfaConfig',
  handle(service, input) {
    const pool = requirePool(service, requireText(input, 'UserPoolId', USER_POOL_ID));
    const text = readText(input, 'MfaConfiguration', { choices: CHOICES });
    const configuration = CHOICES.find((choice) => choice === text) ?? pool.mfa.configuration;
    for (const member of UNSERVED) {
      if (Object.keys(readObject(input, member) ?? {}).length > 0) {
        throw invalidParameter(`${member} is not served by the local pool.`);
      }
    }
    // What is left out stays as it is.
    const factors = new Map(pool.mfa.factors);
    for (const [name, factor] of secondFactorsOf(service)) {
      const given = readObject(input, factor.configurationMember);
      if (given === undefined) continue;
      const how = factor.readConfiguration(given);
      if (how === undefined) factors.delete(name);
      else factors.set(name, how);
    }
    if (configuration !== 'OFF' && factors.size === 0) {
      throw invalidParameter(
        `MfaConfiguration ${configuration} needs a second factor: set one up.`,
      );
    }
    pool.mfa.configuration = configuration;
    pool.mfa.factors.clear();
    for (const [name, how] of factors) pool.mfa.factors.set(name, how);
    return describe(service, pool);
  },
};

export const getUserPoolMfaConfig: PoolOperation = {
  name: 'GetUserPoolMfaConfig',
  handle: (service, input) =>
    describe(service, requirePool(service, requireText(input, 'UserPoolId', USER_POOL_ID))),
};

function describe(service: Service, { mfa }: UserPool): WireObject {
  const factors = secondFactorsOf(service).flatMap(([name, factor]) => {
    const how = mfa.factors.get(name) ?? factor.offConfiguration;
    return how === undefined ? [] : [[factor.configurationMember, how] as const];
  });
  return { ...Object.fromEntries(factors), MfaConfiguration: mfa.configuration };
}
