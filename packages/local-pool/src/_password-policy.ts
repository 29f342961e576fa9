/**
 * What a new password must be like.
 *
 * @module
 */
import { ServiceFault } from './_service-fault.ts';

export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  readonly temporaryPasswordValidityDays: number;
}

export const DEFAULT_PASSWORD_POLICY: PasswordPolicy = {
  minimumLength: 8,
  requireUppercase: true,
  requireLowercase: true,
  requireNumbers: true,
  requireSymbols: true,
  temporaryPasswordValidityDays: 7,
};

// A space counts as a symbol unless it is the first or the last character.
const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|(?<=.) (?=.)/;

/** @throws ServiceFault `InvalidPasswordException`. */
export function requireStrongPassword(policy: PasswordPolicy, password: string): void {
  const complaint = complaintAbout(policy, password);
  if (complaint === undefined) return;
  throw new ServiceFault(
    'InvalidPasswordException',
    `Password did not conform with policy: ${complaint}`,
  );
}

function complaintAbout(policy: PasswordPolicy, password: string): string | undefined {
  if (password.length < policy.minimumLength) return 'Password not long enough';
  if (policy.requireUppercase && !/[A-Z]/.test(password)) {
    return 'Password must have uppercase characters';
  }
  if (policy.requireLowercase && !/[a-z]/.test(password)) {
    return 'Password must have lowercase characters';
  }
  if (policy.requireNumbers && !/\d/.test(password)) {
    return 'Password must have numeric characters';
  }
  if (policy.requireSymbols && !SYMBOL.test(password)) {
    return 'Password must have symbol characters';
  }
  return undefined;
}
