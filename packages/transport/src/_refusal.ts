/**
 * The service's no: which exception, and whether the same call may be made again.
 *
 * @module
 */
import { ServiceError } from '@countersign/contract';
import type { WireObject } from '@countersign/contract';
import type { Answer } from './_answer.ts';
import { isRepeatable } from './_retry.ts';

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

/** The exception named by `x-amzn-errortype`, which is there even when the body is not. */
export function exceptionInHeader({ header }: Answer): string | undefined {
  return cleanExceptionName(header('x-amzn-errortype'));
}

/**
 * @param body - the error's JSON, where it has one.
 * @returns `undefined` when neither header nor body names an exception: it is not the service.
 */
export function parseRefusal(
  answer: Answer,
  body: WireObject | undefined,
  operation: string,
): ServiceError | undefined {
  const service =
    exceptionInHeader(answer) ??
    cleanExceptionName(body?.['__type']) ??
    cleanExceptionName(body?.['code']);
  if (service === undefined) return undefined;

  const requestId = answer.header('x-amzn-requestid');
  const reasonCode = boundedText(body?.['reasonCode']);
  const message = boundedText(body?.['message']) ?? boundedText(body?.['Message']) ?? '';
  return new ServiceError(service, message, {
    status: answer.status,
    retryable: isRetryable(service, answer.status, operation),
    ...(requestId !== null && REQUEST_ID.test(requestId) && { requestId }),
    ...(reasonCode !== undefined && { reasonCode }),
  });
}

/**
 * `LimitExceededException` is a quota per user and hour here, not the throttling that AWS's generic
 * lists take it for. A fault inside the service may have come after the session was spent.
 */
function isRetryable(service: string, status: number, operation: string): boolean {
  if (service === HOURLY_QUOTA) return false;
  if (status === 429 || THROTTLED.has(service)) return true;
  const fault = status >= 500 || service === 'InternalErrorException';
  return fault && isRepeatable(operation);
}

/** `Foo` of `com.amazonaws.cognito#Foo:http://…` and the like. */
function cleanExceptionName(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const name = text
    .slice(text.lastIndexOf('#') + 1)
    .replace(/[:,].*$/s, '')
    .trim();
  return EXCEPTION_NAME.test(name) ? name : undefined;
}

function boundedText(text: unknown): string | undefined {
  return typeof text === 'string' ? text.slice(0, TEXT_MAX_LENGTH) : undefined;
}
