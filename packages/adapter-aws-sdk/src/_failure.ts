/**
 * Makes sense of what the SDK throws, without quoting it: its errors carry the response, and through it the
 * request. What passes is the service's own message of a refusal, names and codes.
 *
 * @module
 */
import { exceptionNameOf, failureCodesOf, isRepeatable } from '@countersign/contract';
import { refusalOf, TransportError } from '@countersign/contract';
import type { CognitoCall, ServiceError } from '@countersign/contract';
import type { Answer, Exchange } from './_exchange.ts';

/** Members that the SDK gives to its errors. UNTRUSTED. SECRET. */
interface Thrown {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly reasonCode?: unknown;
  /** `client` or `server`, of what it takes for an exception of the service's. */
  readonly $fault?: unknown;
  readonly $response?: unknown;
}

// What the SDK writes where the service wrote nothing.
const NO_NAME = 'Unknown';
const NO_MESSAGE = 'UnknownError';

/**
 * @returns what the service refused with.
 * @throws {@link TransportError} `ERR_TRANSPORT` when it was not the service that said no. `outcome` is
 * `not-sent` only where no request left the SDK.
 */
export function parseRefusal(thrown: unknown, exchange: Exchange, call: CognitoCall): ServiceError {
  const error = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as Thrown;
  if (!exchange.wasSent) throw notSent(error);
  const { answer } = exchange;
  // An error of something else, say of the caller's middleware in a later attempt, is no answer to us.
  if (answer === undefined || error.$response !== answer.response) throw noAnswer(error, call);
  if (answer.status >= 300 && answer.status < 400) throw redirect(answer);
  const service = exceptionIn(answer, error);
  if (answer.status < 400 || service === undefined) throw unreadable(answer, error, call);
  return refusalOf(
    {
      service,
      status: answer.status,
      message: error.$fault === undefined || error.message === NO_MESSAGE ? '' : error.message,
      reasonCode: error.reasonCode,
      requestId: answer.header('x-amzn-requestid'),
    },
    call,
  );
}

/** The header is there even when the body is not JSON, and then the SDK has not looked at it. */
function exceptionIn({ header }: Answer, { name, $fault }: Thrown): string | undefined {
  const inHeader = exceptionNameOf(header('x-amzn-errortype'));
  if (inHeader !== undefined || $fault === undefined || name === NO_NAME) return inHeader;
  return exceptionNameOf(name);
}

/** The deadline passed. What is not sent by then never leaves. */
export function tooLate(
  deadlineMs: number,
  { wasSent }: Exchange,
  call: CognitoCall,
): TransportError {
  return new TransportError('timeout', `No answer from the service within ${deadlineMs} ms.`, {
    outcome: wasSent ? 'unknown' : 'not-sent',
    retryable: !wasSent || isRepeatable(call),
  });
}

function notSent(error: Thrown): TransportError {
  return new TransportError(
    'client',
    `The SDK failed before it sent anything (${kindOf(error)}): check region, endpoint and credentials of the client.`,
    { outcome: 'not-sent' },
  );
}

function noAnswer(error: Thrown, call: CognitoCall): TransportError {
  const codes = failureCodesOf(error);
  const details = { outcome: 'unknown', retryable: isRepeatable(call) } as const;
  // The SDK calls a connection that broke a time-out, too; the code tells them apart.
  const late = error.name === 'TimeoutError' && codes.every((code) => code === 'ETIMEDOUT');
  if (late) {
    return new TransportError('timeout', "No answer within the client's own time-out.", details);
  }
  const why = codes.length === 0 ? kindOf(error) : codes.join(', ');
  return new TransportError(
    'network',
    `No answer from the service (${why}): offline, blocked (by CORS, in a browser) or cut off.`,
    details,
  );
}

function redirect({ status }: Answer): TransportError {
  // Where it points to stays unsaid: a sign-in page's address can carry secrets.
  return new TransportError(
    'redirect',
    'The endpoint redirects. Credentials are not sent anywhere else: check the endpoint.',
    { outcome: 'unknown', status },
  );
}

/** An answer that is none of the service's, or that broke off. */
function unreadable({ status }: Answer, error: Thrown, call: CognitoCall): TransportError {
  const passing = status === 429 || status >= 500;
  const details = {
    outcome: 'unknown',
    status,
    retryable: passing && isRepeatable(call),
  } as const;
  if (error.name === 'SyntaxError') {
    return new TransportError(
      'not-json',
      `HTTP ${status} without JSON: a proxy, a firewall or a sign-in page of the network answered.`,
      details,
    );
  }
  if (error.$fault === undefined && failureCodesOf(error).length > 0) return noAnswer(error, call);
  return new TransportError(
    'bad-response',
    `HTTP ${status} that Cognito does not send: something else answered at the endpoint.`,
    details,
  );
}

function kindOf({ name }: Thrown): string {
  return exceptionNameOf(name) ?? 'an error without a name';
}
