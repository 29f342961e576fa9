/**
 * The five ways in which a call can throw, one code each. Codes are API and never change; messages
 * may. No message and no `cause` carries a password, session, secret block, token or code.
 *
 * What the service *answers* is a value (a step, a refusal), never a throw.
 *
 * @module
 */

// Two copies of this package can meet in one program, so `instanceof` is not enough.
const BRAND = Symbol.for('@countersign/FlowError');

/** The stable codes, one per class. */
export type ErrorCode =
  | 'ERR_ARGUMENT'
  | 'ERR_PROTOCOL'
  | 'ERR_SERVICE'
  | 'ERR_TRANSPORT'
  | 'ERR_UNSUPPORTED';

/** Common ancestor. Narrow with `switch (error.code)` over {@link AnyFlowError}. */
export abstract class FlowError extends Error {
  abstract readonly code: ErrorCode;
  /** Can the same call succeed later without anything being changed? */
  readonly retryable: boolean = false;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** Finer kinds of {@link ArgumentError}. */
export type ArgumentReason =
  | 'invalid-value'
  | 'missing-handler'
  | 'missing-input'
  | 'already-answered'
  | 'state-mismatch'
  | 'single-use';

/** The caller's mistake. Thrown before anything is sent. */
export class ArgumentError extends FlowError {
  override readonly name = 'ArgumentError';
  readonly code = 'ERR_ARGUMENT';
  readonly reason: ArgumentReason;
  /** Which argument, dotted where it is nested: `client.userPoolId`. */
  readonly argument: string;

  constructor(argument: string, reason: ArgumentReason, message: string) {
    super(message);
    this.argument = argument;
    this.reason = reason;
  }
}

/** Finer kinds of {@link ProtocolError}. */
export type ProtocolReason =
  | 'missing'
  | 'malformed'
  | 'out-of-range'
  | 'too-long'
  | 'ambiguous'
  | 'challenge-loop'
  | 'unexpected-challenge';

/** Cognito (or something that speaks in its place) sent what it must not. Nothing more is sent. */
export class ProtocolError extends FlowError {
  override readonly name = 'ProtocolError';
  readonly code = 'ERR_PROTOCOL';
  readonly reason: ProtocolReason;
  /** The member at fault in AWS's own spelling, for example `SRP_B`. */
  readonly field: string;

  constructor(field: string, reason: ProtocolReason, message: string) {
    super(message);
    this.field = field;
    this.reason = reason;
  }
}

/** Optional members of a {@link ServiceError}. */
export interface ServiceErrorDetails {
  /** HTTP status. */
  readonly status: number;
  /** `x-amzn-requestid`, for AWS support. */
  readonly requestId?: string | undefined;
  /** `reasonCode` of an `InvalidParameterException`. */
  readonly reasonCode?: string | undefined;
  readonly retryable?: boolean;
}

/**
 * Cognito refused. A flow returns it inside a step; calls outside a flow throw it.
 * `message` is the service's own text: UNTRUSTED, kept raw.
 */
export class ServiceError extends FlowError {
  override readonly name = 'ServiceError';
  readonly code = 'ERR_SERVICE';
  /** AWS's name of the exception, for example `NotAuthorizedException`. */
  readonly service: string;
  readonly status: number;
  readonly requestId?: string | undefined;
  readonly reasonCode?: string | undefined;
  override readonly retryable: boolean;

  constructor(service: string, message: string, details: ServiceErrorDetails) {
    super(message);
    this.service = service;
    this.status = details.status;
    this.retryable = details.retryable ?? false;
    this.requestId = details.requestId;
    this.reasonCode = details.reasonCode;
  }
}

/** Finer kinds of {@link TransportError}. `client`: an SDK below the transport failed by itself. */
export type TransportReason =
  | 'client'
  | 'network'
  | 'timeout'
  | 'not-json'
  | 'too-large'
  | 'redirect'
  | 'bad-response';

/** Optional members of a {@link TransportError}. */
export interface TransportErrorDetails {
  /**
   * `unknown`: the request may have been carried out, so an answer must not be sent again. The default.
   * `not-sent`: it certainly was not.
   */
  readonly outcome?: 'unknown' | 'not-sent';
  readonly retryable?: boolean;
  readonly status?: number | undefined;
  readonly cause?: unknown;
}

/** No usable answer came back. */
export class TransportError extends FlowError {
  override readonly name = 'TransportError';
  readonly code = 'ERR_TRANSPORT';
  readonly reason: TransportReason;
  readonly outcome: 'unknown' | 'not-sent';
  readonly status?: number | undefined;
  override readonly retryable: boolean;

  constructor(reason: TransportReason, message: string, details: TransportErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.reason = reason;
    this.outcome = details.outcome ?? 'unknown';
    this.retryable = details.retryable ?? false;
    this.status = details.status;
  }
}

/** Finer kinds of {@link UnsupportedError}. */
export type UnsupportedReason = 'environment' | 'challenge' | 'state-version';

/** This build, or this runtime, cannot do that. */
export class UnsupportedError extends FlowError {
  override readonly name = 'UnsupportedError';
  readonly code = 'ERR_UNSUPPORTED';
  readonly reason: UnsupportedReason;

  constructor(reason: UnsupportedReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** The union, so that `switch (error.code)` narrows to the class. */
export type AnyFlowError =
  | ArgumentError
  | ProtocolError
  | ServiceError
  | TransportError
  | UnsupportedError;

/** True for every error of this package, also for one made by a second copy of it. */
export function isFlowError(value: unknown): value is AnyFlowError {
  return typeof value === 'object' && value !== null && BRAND in value;
}
