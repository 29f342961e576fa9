/**
 * The service's no, as every transport has to tell it: which exception, and whether the same call may be
 * made again. One place, so that no two transports can disagree about that.
 *
 * @module
 */
import { ServiceError } from './errors.ts';
import { isRepeatable } from './repeatable.ts';
import type { CognitoCall } from './transport.ts';

/** Turned away at the door: nothing was carried out, whatever the operation. */
const THROTTLED: ReadonlySet<string> = new Set([
  'TooManyRequestsException',
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
]);
const HOURLY_QUOTA = 'LimitExceededException';

const EXCEPTION_NAME = /^[A-Za-z][A-Za-z0-9_.]{0,127}$/;
const REQUEST_ID = /^[\w-]{1,128}$/;
const TEXT_MAX_LENGTH = 1_024;

/** What a transport has read of a refusal. UNTRUSTED, but for the name that {@link exceptionNameOf} gave. */
export interface ReportedRefusal {
  readonly service: string;
  readonly status: number;
  readonly message: unknown;
  readonly reasonCode: unknown;
  /** `x-amzn-requestid`. */
  readonly requestId: unknown;
}

/**
 * `Foo` of `com.amazonaws.cognito#Foo:http://…` and the like.
 *
 * @param text - a header, `__type` or `code`. UNTRUSTED.
 * @returns `undefined` for what names no exception.
 */
export function exceptionNameOf(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const name = text
    .slice(text.lastIndexOf('#') + 1)
    .replace(/[:,].*$/s, '')
    .trim();
  return EXCEPTION_NAME.test(name) ? name : undefined;
}

/** Keeps what is well-formed, bounds the texts, and says whether the call may be made again. */
export function refusalOf(reported: ReportedRefusal, call: CognitoCall): ServiceError {
  const { service, status, requestId } = reported;
  return new ServiceError(service, boundedText(reported.message) ?? '', {
    status,
    retryable: isRetryable(service, status, call),
    requestId: typeof requestId === 'string' && REQUEST_ID.test(requestId) ? requestId : undefined,
    reasonCode: boundedText(reported.reasonCode),
  });
}

/**
 * `LimitExceededException` is a quota per user and hour here, not the throttling that AWS's generic
 * lists take it for. A fault inside the service may have come after the session was spent.
 */
function isRetryable(service: string, status: number, call: CognitoCall): boolean {
  if (service === HOURLY_QUOTA) return false;
  if (status === 429 || THROTTLED.has(service)) return true;
  const fault = status >= 500 || service === 'InternalErrorException';
  return fault && isRepeatable(call);
}

function boundedText(text: unknown): string | undefined {
  return typeof text === 'string' ? text.slice(0, TEXT_MAX_LENGTH) : undefined;
}
