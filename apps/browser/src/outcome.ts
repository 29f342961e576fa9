/**
 * The one line that tells what came of it. Screen readers announce it, because it has `role=status`
 * and stays on the page while forms come and go.
 *
 * @module
 */
import type { CeremonyReason } from '@countersign/adapter-browser';
import { isFlowError } from '@countersign/contract';
import type { RestartReason } from '@countersign/contract';

/** @param text - may be the service's own: UNTRUSTED, so it is text and never markup. */
export function say(text: string, kind: 'working' | 'done' | 'error' = 'done'): void {
  const outcome = document.getElementById('outcome')!;
  outcome.dataset['kind'] = kind;
  outcome.textContent = text;
}

export function sayError(error: unknown): void {
  say(wordsFor(error), 'error');
}

const NOT_REACHED = 'No answer from the service. Check the connection and try again.';
const WRONG_CODE = 'That code is not right. Try the one that the app shows now.';

/** Where the service's own message is not for the people who sign in. */
const OWN_WORDS: Readonly<Record<string, string>> = {
  CodeMismatchException: WRONG_CODE,
  EnableSoftwareTokenMFAException: WRONG_CODE,
};

export const RESTART_WORDS: Readonly<Record<RestartReason, string>> = {
  'session-spent': 'That took too long. Sign in again.',
  'device-forgotten': 'This browser is no longer remembered. Sign in again.',
  'ephemeral-lost': 'This sign-in was interrupted. Sign in again.',
};

/** Where no handler of this page answers, by challenge. */
export const NO_ANSWER_WORDS: Readonly<Record<string, string>> = {
  // Who prefers a passkey and has none that will do is asked to choose something else.
  SELECT_CHALLENGE: 'There is no passkey for this sign-in. Use the password.',
};

const CEREMONY_WORDS: Readonly<Partial<Record<CeremonyReason, string>>> = {
  interrupted: 'The browser broke off. Try again.',
  'already-registered': 'This device has a passkey of yours already.',
  'wrong-site': 'The passkeys of this user pool are for another address than this page has.',
  'unfit-authenticator': 'This device cannot do what the user pool asks of passkeys.',
};

/**
 * Why the browser gave no passkey.
 *
 * @param dismissed - what to say of a user who did not go on; browsers do not tell why.
 */
export function passkeyError(reason: CeremonyReason, dismissed: string): Error {
  if (reason === 'dismissed') return new Error(dismissed);
  return new Error(CEREMONY_WORDS[reason] ?? 'The browser could not do it.');
}

function wordsFor(error: unknown): string {
  if (isFlowError(error)) {
    if (error.code === 'ERR_SERVICE') return OWN_WORDS[error.service] ?? error.message;
    // Its message names endpoints, proxies and CORS, for whoever runs the page.
    if (error.code === 'ERR_TRANSPORT') return NOT_REACHED;
  }
  return error instanceof Error ? error.message : String(error);
}
