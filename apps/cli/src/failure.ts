/**
 * What an error means to whoever called the program: a code, a sentence, an exit code.
 *
 * @module
 */
import { isFlowError } from '@countersign/contract';
import type { AnyFlowError, ErrorCode } from '@countersign/contract';

/** The exit codes, which are API. */
export const EXIT_CODES = {
  done: 0,
  error: 1,
  waiting: 2,
  interrupted: 130,
  terminated: 143,
} as const;

/** Why there is no result. */
export interface Failure {
  readonly code: ErrorCode | 'ERR_ABORTED' | 'ERR_INTERNAL';
  /** AWS's name of the exception, where the service refused. */
  readonly service?: string;
  /** May hold the service's own text: UNTRUSTED. */
  readonly message: string;
  readonly exitCode: number;
}

/** What a user calls the arguments of the packages below. */
const FLAG_OF = new Map([
  ['client.clientId', '--client-id'],
  ['clientId', '--client-id'],
  ['clientSecret', '--client-secret-stdin'],
  ['endpoint', '--endpoint'],
  ['devices', '--device-file'],
  ['password', '--password-stdin'],
  ['region', '--region'],
  ['username', '--username'],
  ['userPoolId', '--user-pool-id'],
]);

export function failureOf(error: unknown, signal: AbortSignal): Failure {
  if (signal.aborted || isAbort(error)) {
    return {
      code: 'ERR_ABORTED',
      message: 'Interrupted.',
      exitCode: EXIT_CODES.interrupted,
    };
  }
  if (!isFlowError(error)) {
    // Its message is not ours, so it may hold anything.
    const name = error instanceof Error ? error.name : typeof error;
    return {
      code: 'ERR_INTERNAL',
      message: `An unexpected ${name}: this is a bug in countersign.`,
      exitCode: EXIT_CODES.error,
    };
  }
  return {
    code: error.code,
    ...(error.code === 'ERR_SERVICE' && { service: error.service }),
    message: messageOf(error),
    exitCode: EXIT_CODES.error,
  };
}

function messageOf(error: AnyFlowError): string {
  if (error.code === 'ERR_ARGUMENT') {
    const flag = FLAG_OF.get(error.argument);
    return flag === undefined ? error.message : `${flag}: ${error.message}`;
  }
  return error.message === '' ? 'The service refused without a word.' : error.message;
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
