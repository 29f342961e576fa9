/**
 * What an `AuthFlow` of InitiateAuth is. One file each, in `auth-flows/`; a new one is added to
 * `auth-flows/registry.ts`.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import { requireEntry } from './_input.ts';
import { invalidParameter } from './_service-fault.ts';
import type { Service } from './_service.ts';
import type { UserPoolClient } from './_user-pool-client.ts';
import type { EventAttributes } from './triggers.ts';

/** `AuthParameters` on their way into a flow. UNTRUSTED. */
export interface AuthRequest {
  readonly service: Service;
  readonly client: UserPoolClient;
  readonly parameters: ReadonlyMap<string, string>;
  /** What ConfirmSignUp gave. SECRET. */
  readonly session: string | undefined;
  /** `ClientMetadata`: of this call the migration trigger alone hears it. */
  readonly clientMetadata?: EventAttributes;
}

/** Whose operation a sign-in comes in by. */
export type Initiator = 'user' | 'administrator';

export interface PoolAuthFlow {
  /** Cognito's spelling, and its aliases. */
  readonly names: readonly string[];
  /** Who may begin it: anybody by `InitiateAuth`, an administrator by `AdminInitiateAuth`. */
  readonly openTo: readonly Initiator[];
  /** The `ExplicitAuthFlows` value that a client has to have. */
  readonly allowedBy: string;
  /** @throws ServiceFault when the sign-in is refused. */
  begin(request: AuthRequest): Promise<WireObject>;
}

// The pool remembers names that nobody has, for a while: they must not be megabytes.
const LONGEST_NAME = 256;

/** USERNAME of a request: a user name, an alias or a `sub`. UNTRUSTED. */
export function requireGivenUsername(parameters: ReadonlyMap<string, string>): string {
  const username = requireEntry(parameters, 'USERNAME');
  if (username.length <= LONGEST_NAME) return username;
  throw invalidParameter(`USERNAME cannot be longer than ${LONGEST_NAME} characters.`);
}
