/**
 * PASSWORD_SRP: USER_AUTH begins a proof of the password, which PASSWORD_VERIFIER then asks for.
 *
 * @module
 */
import type { ChallengeHandler, WireMap } from '@countersign/contract';
import { beginWithSrpA } from './_srp-claim.ts';

/** The parameters as they came: nothing in them is needed. UNTRUSTED. */
export type PasswordSrpPrompt = WireMap;

/** Nothing: the handler answers by itself. */
export type PasswordSrpAnswer = Readonly<Record<string, never>>;

/**
 * Sends a fresh `SRP_A`; add the handler of PASSWORD_VERIFIER for what follows.
 *
 * @see AWS API, `RespondToAuthChallenge`, `PASSWORD_SRP`
 */
export const passwordSrp: ChallengeHandler<'PASSWORD_SRP', PasswordSrpPrompt, PasswordSrpAnswer> = {
  name: 'PASSWORD_SRP',

  begin: ({ random }) => beginWithSrpA(random),

  read: ({ parameters }) => parameters,

  automatic: () => ({}),

  async reply(_prompt, _answer, { random }) {
    const { parameters, ephemeral } = await beginWithSrpA(random);
    return { kind: 'respond', responses: parameters, ephemeral };
  },
};
