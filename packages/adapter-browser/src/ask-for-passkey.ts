/**
 * Signing in: the answer to WEB_AUTHN.
 *
 * @module
 */
import { invalidValue, requireOnly } from '@countersign/contract';
import type { WireObject } from '@countersign/contract';
import { getCredential } from './_ceremony.ts';
import type { CeremonyOptions, CeremonyReason } from './_ceremony.ts';

/** Options of {@link askForPasskey}. */
export interface AskForPasskeyOptions extends CeremonyOptions {
  /**
   * `conditional`: no dialogue, the browser offers passkeys among the suggestions of a field with
   * `autocomplete="username webauthn"`, until the user takes one or `signal` ends it. Default: a dialogue.
   */
  readonly mediation?: 'conditional';
}

export type PasskeyOutcome =
  | {
      readonly kind: 'answer';
      /** What the handler of WEB_AUTHN takes: hand it to the step's `answer()`. */
      readonly answer: { readonly credential: WireObject };
    }
  | {
      readonly kind: 'no-answer';
      readonly reason: CeremonyReason;
      /** What the browser threw, if it threw. */
      readonly error?: unknown;
    };

/**
 * Lets the user's authenticator sign what the service sent.
 *
 * @param prompt - the prompt of WEB_AUTHN. Its `options` are UNTRUSTED: malformed ones are refused, unknown
 * members and extensions left out, and the browser holds `rpId` against the page's origin.
 * @throws `ProtocolError` `ERR_PROTOCOL` when the options are malformed; the user is not asked.
 * @throws `UnsupportedError` `ERR_UNSUPPORTED` when there is no WebAuthn; an abort rejects with
 * `signal.reason`.
 * @see W3C WebAuthn Level 3, §5.1.4 (`get()`)
 */
export async function askForPasskey(
  prompt: { readonly options: WireObject },
  options: AskForPasskeyOptions = {},
): Promise<PasskeyOutcome> {
  requireOnly(options, ['mediation', 'signal', 'browser']);
  const { mediation, ...others } = options;
  if (mediation !== undefined && mediation !== 'conditional') {
    throw invalidValue('mediation', "can only be 'conditional'.");
  }
  const isConditional = mediation === 'conditional';
  const ceremony = await getCredential(prompt.options, { ...others, isConditional });
  if (ceremony.kind === 'not-made') return { ...ceremony, kind: 'no-answer' };
  return { kind: 'answer', answer: { credential: ceremony.credential } };
}
