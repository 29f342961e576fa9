/**
 * Codes of digits, as people type them, and where they were sent.
 *
 * @module
 */
import { invalidValue } from '@countersign/contract';
import type { ServiceError, Verdict, WireMap } from '@countersign/contract';

/** What to show the user who waits for a code. UNTRUSTED. */
export interface CodePrompt {
  /** `SMS` or `EMAIL`; empty where the service does not say. */
  readonly medium: string;
  /** Masked by the service, for example `a***@e***`; empty where it does not say. */
  readonly destination: string;
}

/** What the user gives back. */
export interface CodeAnswer {
  /** Digits; spaces and hyphens between them are taken out. */
  readonly code: string;
}

/** How many digits a code has. */
export interface CodeLength {
  /** In words, for the user. */
  readonly digits: string;
  readonly shape: RegExp;
}

/** Second factors. */
export const SIX_DIGITS: CodeLength = { digits: '6', shape: /^[0-9]{6}$/ };
/** The service writes six digits for a second factor and eight for a first one. */
export const SIX_TO_EIGHT_DIGITS: CodeLength = { digits: '6 to 8', shape: /^[0-9]{6,8}$/ };

/**
 * Apps and messages show `123 456`; spaces and hyphens are taken out, anything else has to be right.
 *
 * @param code - SECRET for as long as it is good.
 * @throws `ArgumentError` `ERR_ARGUMENT` when it cannot be a code; no attempt is lost.
 */
export function requireCode(code: string, { digits, shape }: CodeLength): string {
  const typed = typeof code === 'string' ? code.replace(/[\s-]/g, '') : '';
  if (shape.test(typed)) return typed;
  throw invalidValue('code', `must be ${digits} digits.`);
}

/** Where the code went. The doubled word is the service's. */
export function readDelivery(parameters: WireMap): CodePrompt {
  return {
    medium: parameters['CODE_DELIVERY_DELIVERY_MEDIUM'] ?? '',
    destination: parameters['CODE_DELIVERY_DESTINATION'] ?? '',
  };
}

/** A wrong code leaves the session good. */
export function judgeCode({ service }: ServiceError): Verdict | undefined {
  return service === 'CodeMismatchException' ? 'retry' : undefined;
}
