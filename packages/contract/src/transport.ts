/**
 * A transport is one function: a call in, a reply out. Middleware wraps it.
 *
 * @module
 */
import type { ServiceError } from './errors.ts';
import type { WireObject } from './wire.ts';

/** One operation of the Cognito user pools API. */
export interface CognitoCall {
  /** For example `InitiateAuth`. */
  readonly operation: string;
  /** The request body. SECRET: passwords, proofs and sessions travel in it. */
  readonly input: WireObject;
  readonly signal?: AbortSignal;
}

/** The service did what was asked. */
export interface CognitoSuccess {
  readonly kind: 'success';
  /** The response body; `{}` where the operation answers with none. UNTRUSTED. */
  readonly output: WireObject;
  /** The `Date` header in milliseconds since 1970, where the runtime lets it be read. */
  readonly serverTimeMs?: number;
}

/** The service said no. */
export interface CognitoRefusal {
  readonly kind: 'refusal';
  readonly error: ServiceError;
  readonly serverTimeMs?: number;
}

export type CognitoReply = CognitoSuccess | CognitoRefusal;

/**
 * Carries a call to the service. Resolves with what the service said, refusals included.
 *
 * @throws `TransportError` when there is no usable answer, `ProtocolError` when the answer is not
 * one that the service gives; rejects with `signal.reason` when aborted.
 */
export type Transport = (call: CognitoCall) => Promise<CognitoReply>;
