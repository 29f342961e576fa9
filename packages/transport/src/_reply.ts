/**
 * Makes a reply of an answer: done, refused, or no answer of the service's at all.
 *
 * @module
 */
import { isRepeatable, ProtocolError, TransportError } from '@countersign/contract';
import type { CognitoCall, CognitoReply, WireObject } from '@countersign/contract';
import type { Answer } from './_answer.ts';
import { parseJsonObject } from './_json.ts';
import { exceptionInHeader, parseRefusal } from './_refusal.ts';

// The operations without an output shape in AWS's API model. All others answer with an object.
const WITHOUT_OUTPUT: ReadonlySet<string> = new Set([
  'AdminDeleteUser',
  'AdminForgetDevice',
  'DeleteUser',
  'ForgetDevice',
]);

/**
 * @throws {@link ProtocolError} `ERR_PROTOCOL` when the body is missing or is broken JSON;
 * {@link TransportError} `ERR_TRANSPORT`: `not-json`, or `bad-response` for JSON that is no answer
 * of the service's. Only those of an overloaded or failing server are retryable.
 */
export function parseReply(answer: Answer, call: CognitoCall): CognitoReply {
  const { status, serverTimeMs } = answer;
  const clock = serverTimeMs === undefined ? {} : { serverTimeMs };
  if (status === 200 || status === 204) {
    return { kind: 'success', output: parseOutput(answer, call), ...clock };
  }
  if (status < 400) throw badResponse(status, false);
  const body = parseErrorBody(answer);
  const error = parseRefusal(answer, body, call);
  if (error !== undefined) return { kind: 'refusal', error, ...clock };

  const retryable = isRepeatable(call) && isPassing(status);
  throw body === undefined ? notJson(status, retryable) : badResponse(status, retryable);
}

function parseOutput({ status, body }: Answer, { operation }: CognitoCall): WireObject {
  if (body.length === 0) {
    if (WITHOUT_OUTPUT.has(operation)) return {};
    throw new ProtocolError('body', 'missing', `The service answered ${operation} with no body.`);
  }
  const output = parseJsonObject(body);
  if (output === undefined) throw notJson(status, false);
  return output;
}

function parseErrorBody(answer: Answer): WireObject | undefined {
  try {
    return parseJsonObject(answer.body);
  } catch (error) {
    if (exceptionInHeader(answer) !== undefined || isPassing(answer.status)) return undefined;
    throw error;
  }
}

/** Overload and failure pass; a refusal stands. */
function isPassing(status: number): boolean {
  return status === 429 || status >= 500;
}

function notJson(status: number, retryable: boolean): TransportError {
  return new TransportError(
    'not-json',
    `HTTP ${status} without JSON: a proxy, a firewall or a sign-in page of the network answered.`,
    { status, retryable },
  );
}

function badResponse(status: number, retryable: boolean): TransportError {
  return new TransportError(
    'bad-response',
    `HTTP ${status} that Cognito does not send: something else answered at the endpoint.`,
    { status, retryable },
  );
}
