/**
 * WEB_AUTHN: a passkey. The ceremony belongs to whoever calls: a browser, a phone, a test.
 *
 * @module
 */
import { ArgumentError, ProtocolError } from '@countersign/contract';
import type { ChallengeHandler, WireObject } from '@countersign/contract';
import { readObject, requireText } from './_wire.ts';

/** What the authenticator has to be asked for. */
export interface WebAuthnPrompt {
  /**
   * `PublicKeyCredentialRequestOptionsJSON`: hand it to `parseRequestOptionsFromJSON`. Binary members are
   * base64url. UNTRUSTED; the browser holds `rpId` against the page's origin.
   */
  readonly options: WireObject;
}

/** What the authenticator gave back. */
export interface WebAuthnAnswer {
  /** `AuthenticationResponseJSON`: what `PublicKeyCredential.toJSON()` returns. */
  readonly credential: WireObject;
}

const RESPONSE_MEMBERS = ['clientDataJSON', 'authenticatorData', 'signature'];

/**
 * The options come, and the assertion goes, as JSON text inside a string (registration uses objects).
 *
 * @throws `ProtocolError` `ERR_PROTOCOL` when the options are not JSON, or have no challenge.
 * @throws `ArgumentError` `ERR_ARGUMENT` when the credential is no assertion; nothing is sent.
 * @see AWS API, `RespondToAuthChallenge`, `WEB_AUTHN`; Web Authentication Level 3, §5.1
 */
export const webAuthn: ChallengeHandler<'WEB_AUTHN', WebAuthnPrompt, WebAuthnAnswer> = {
  name: 'WEB_AUTHN',

  read({ parameters }) {
    requireText(parameters, 'CREDENTIAL_REQUEST_OPTIONS');
    const options = readObject(parameters, 'CREDENTIAL_REQUEST_OPTIONS');
    if (typeof options['challenge'] === 'string') return { options };
    throw new ProtocolError(
      'CREDENTIAL_REQUEST_OPTIONS',
      'malformed',
      'CREDENTIAL_REQUEST_OPTIONS has no challenge.',
    );
  },

  reply(_prompt, { credential }) {
    requireAssertion(credential);
    return { kind: 'respond', responses: { CREDENTIAL: JSON.stringify(credential) } };
  },
};

function requireAssertion(credential: WireObject | undefined): void {
  const response = credential?.['response'];
  const members = (typeof response === 'object' && response !== null ? response : {}) as WireObject;
  if (
    typeof credential?.['id'] === 'string' &&
    RESPONSE_MEMBERS.every((name) => typeof members[name] === 'string')
  ) {
    return;
  }
  throw new ArgumentError(
    'credential',
    'invalid-value',
    'credential must be an AuthenticationResponseJSON: what toJSON() of the assertion returns.',
  );
}
