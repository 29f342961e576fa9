/**
 * Which second factors a pool asks for.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import { readObject, readText, requireText, USER_POOL_ID } from '../_input.ts';
import type { Input } from '../_input.ts';
import type { PoolOperation } from '../_operation.ts';
import type { PoolPasskeys } from '../_passkeys.ts';
import { secondFactorsOf } from '../_second-factor.ts';
import { invalidParameter } from '../_service-fault.ts';
import { requirePool } from '../_service.ts';
import type { Service } from '../_service.ts';
import type { UserPool } from '../_user-pool.ts';

const CHOICES = ['OFF', 'OPTIONAL', 'ON'] as const;
const VERIFICATIONS = ['required', 'preferred'] as const;
const TWO_FACTORS = 'MULTI_FACTOR_WITH_USER_VERIFICATION';
const ONE_FACTOR = 'SINGLE_FACTOR';
/** A host name. */
const RELYING_PARTY = {
  minLength: 1,
  maxLength: 127,
  pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/,
};

export const setUserPoolMfaConfig: PoolOperation = {
  name: 'SetUserPoolMfaConfig',
  handle(service, input) {
    const pool = requirePool(service, requireText(input, 'UserPoolId', USER_POOL_ID));
    const text = readText(input, 'MfaConfiguration', { choices: CHOICES });
    const configuration = CHOICES.find((choice) => choice === text) ?? pool.mfa.configuration;
    const passkeys = readPasskeys(pool, input);
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
    Object.assign(pool.passkeys, passkeys);
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

/** `WebAuthnConfiguration`; what is left out stays as it is. */
function readPasskeys({ passkeys }: UserPool, input: Input): PoolPasskeys {
  const given = readObject(input, 'WebAuthnConfiguration') ?? {};
  const verification = readText(given, 'UserVerification', { choices: VERIFICATIONS });
  const factors = readText(given, 'FactorConfiguration', { choices: [ONE_FACTOR, TWO_FACTORS] });
  return {
    relyingPartyId: readText(given, 'RelyingPartyId', RELYING_PARTY) ?? passkeys.relyingPartyId,
    userVerification:
      VERIFICATIONS.find((choice) => choice === verification) ?? passkeys.userVerification,
    countsTwice: factors === undefined ? passkeys.countsTwice : factors === TWO_FACTORS,
  };
}

function describePasskeys({ relyingPartyId, ...how }: PoolPasskeys): WireObject {
  if (relyingPartyId === undefined) return {};
  return {
    WebAuthnConfiguration: {
      RelyingPartyId: relyingPartyId,
      UserVerification: how.userVerification,
      FactorConfiguration: how.countsTwice ? TWO_FACTORS : ONE_FACTOR,
    },
  };
}

function describe(service: Service, { mfa, passkeys }: UserPool): WireObject {
  const factors = secondFactorsOf(service).flatMap(([name, factor]) => {
    const how = mfa.factors.get(name) ?? factor.offConfiguration;
    return how === undefined ? [] : [[factor.configurationMember, how] as const];
  });
  return {
    ...Object.fromEntries(factors),
    ...describePasskeys(passkeys),
    MfaConfiguration: mfa.configuration,
  };
}
