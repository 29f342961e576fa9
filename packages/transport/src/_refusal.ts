/**
 * Finds the service's no in an answer: which exception, with what words.
 *
 * @module
 */
import { exceptionNameOf, refusalOf } from '@countersign/contract';
import type { CognitoCall, ServiceError, WireObject } from '@countersign/contract';
import type { Answer } from './_answer.ts';

/** The exception named by `x-amzn-errortype`, which is there even when the body is not. */
export function exceptionInHeader({ header }: Answer): string | undefined {
  return exceptionNameOf(header('x-amzn-errortype'));
}

/**
 * @param body - the error's JSON, where it has one.
 * @returns `undefined` when neither header nor body names an exception: it is not the service.
 */
export function parseRefusal(
  answer: Answer,
  body: WireObject | undefined,
  call: CognitoCall,
): ServiceError | undefined {
  const service =
    exceptionInHeader(answer) ??
    exceptionNameOf(body?.['__type']) ??
    exceptionNameOf(body?.['code']);
  if (service === undefined) return undefined;

  const { message, Message } = body ?? {};
  return refusalOf(
    {
      service,
      status: answer.status,
      message: typeof message === 'string' ? message : Message,
      reasonCode: body?.['reasonCode'],
      requestId: answer.header('x-amzn-requestid'),
    },
    call,
  );
}
