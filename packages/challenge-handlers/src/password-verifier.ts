/**
 * PASSWORD_VERIFIER: proves knowledge of the password without sending it. No human is involved once
 * the password is known, and the answer is due within seconds of the challenge.
 *
 * @module
 */
import type { ChallengeHandler, Opening, RandomBytes } from '@countersign/contract';
import { isSrpEphemeral } from '@countersign/srp-core';
import { beginWithSrpA, claimResponses, readSrpParameters } from './_srp-claim.ts';
import type { SrpParameters } from './_srp-claim.ts';
import { requireText } from './_wire.ts';

/** What the service sent for the proof. UNTRUSTED: checked when the proof is made. */
export interface PasswordVerifierPrompt extends SrpParameters {
  /** The name that the proof is computed over; may differ from what the user typed. */
  readonly userIdForSrp: string;
}

/** Needed only where the flow was not given the password. */
export interface PasswordVerifierAnswer {
  /** SECRET. */
  readonly password: string;
}

/**
 * Opens USER_SRP_AUTH with `SRP_A`, and answers the challenge that follows.
 *
 * Cannot be resumed in another process: the secret behind `SRP_A` never leaves this one.
 *
 * @throws `ProtocolError` `ERR_PROTOCOL` for a missing or malformed `SALT`, `SRP_B`,
 * `SECRET_BLOCK` or `USER_ID_FOR_SRP`; nothing is sent.
 * @see AWS API, `RespondToAuthChallenge`, `PASSWORD_VERIFIER`
 */
export const passwordVerifier: ChallengeHandler<
  'PASSWORD_VERIFIER',
  PasswordVerifierPrompt,
  PasswordVerifierAnswer
> = {
  name: 'PASSWORD_VERIFIER',

  begin: ({ random }) => beginWithSrpA(random),

  read: ({ parameters }) => ({
    userIdForSrp: requireText(parameters, 'USER_ID_FOR_SRP'),
    ...readSrpParameters(parameters),
  }),

  automatic(_prompt, { known, ephemeral }) {
    // Without the ephemeral no password helps: do not ask for one, let `reply` say so.
    if (!isSrpEphemeral(ephemeral)) return { password: '' };
    return known.password === undefined ? undefined : { password: known.password };
  },

  async reply(prompt, { password }, { poolName, nowMs, ephemeral }) {
    if (!isSrpEphemeral(ephemeral)) return { kind: 'restart', reason: 'ephemeral-lost' };
    const claim = await ephemeral.proveInTasks({ ...prompt, poolName, password, nowMs });
    return { kind: 'respond', offerDeviceKey: true, responses: claimResponses(claim) };
  },
};

/**
 * The same handler, with its key pair made now: while the user still types, say. The first sign-in
 * that it opens takes the pair, and then has `SRP_A` at once; any other draws its own. Pass it in
 * the place of {@link passwordVerifier}.
 *
 * That sign-in rejects with `UnsupportedError` `ERR_UNSUPPORTED`, reason `environment`, when what `random`
 * gave was not random.
 *
 * @param random - `secureRandom` of `@countersign/srp-core`.
 * @example
 * ```ts
 * import { preparePasswordVerifier } from '@countersign/challenge-handlers/password-verifier';
 * import { secureRandom } from '@countersign/srp-core';
 *
 * const prepared = preparePasswordVerifier(secureRandom);
 * console.log(prepared.name); // goes into the handlers of signIn, once there is a password
 * ```
 */
export function preparePasswordVerifier(random: RandomBytes): typeof passwordVerifier {
  let prepared: Promise<Opening> | undefined = beginWithSrpA(random);
  // For the sign-in that takes it, not for a handler of unhandled rejections.
  prepared.catch(() => {});
  return {
    ...passwordVerifier,
    begin(context) {
      const opening = prepared ?? beginWithSrpA(context.random);
      prepared = undefined;
      return opening;
    },
  };
}
