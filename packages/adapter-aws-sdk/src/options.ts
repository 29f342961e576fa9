/**
 * What a transport can be told, and the checks made before anything is sent.
 *
 * @module
 */
import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { invalidValue, requireOnly } from '@countersign/contract';
import type { SdkCommands } from './_commands.ts';

/** Options of `createAwsSdkTransport`. */
export interface AwsSdkTransportOptions {
  /** Yours: neither changed nor destroyed. */
  readonly client: CognitoIdentityProviderClient;
  /**
   * Commands besides those of a sign-in, under the SDK's own names: `{ GetUserCommand }`. The SDK's whole
   * namespace (`import * as sdk`) is taken too, at 24 kB of gzip in a bundle. Default: none.
   */
  readonly commands?: SdkCommands;
  /** For one call, the client's retries included. Default: 15,000. */
  readonly deadlineMs?: number;
}

/** Checked options. */
export interface Settings {
  readonly client: CognitoIdentityProviderClient;
  readonly commands: SdkCommands;
  readonly deadlineMs: number;
}

const COMMON = ['client', 'commands', 'deadlineMs'];
// Runtimes take a longer delay for one of a millisecond.
const DELAY_MAX_MS = 2_147_483_647;

/**
 * @param ownNames - options of the caller, checked by it.
 * @throws `ArgumentError` `ERR_ARGUMENT` naming the option at fault.
 */
export function requireSettings(
  options: AwsSdkTransportOptions,
  ownNames: readonly string[] = [],
): Settings {
  if (typeof options !== 'object' || options === null) {
    throw invalidValue('options', 'must be an object with `client`.');
  }
  requireOnly(options, [...COMMON, ...ownNames]);
  // Defaults by destructuring: a null, say of a configuration that was not found, is not absent.
  const { client, commands = {}, deadlineMs = 15_000 } = options;
  if (typeof client?.send !== 'function') {
    throw invalidValue('client', 'must be a CognitoIdentityProviderClient of the AWS SDK.');
  }
  if (!Number.isSafeInteger(deadlineMs) || deadlineMs < 1 || deadlineMs > DELAY_MAX_MS) {
    throw invalidValue('deadlineMs', `must be a whole number from 1 to ${DELAY_MAX_MS}.`);
  }
  return { client, commands: requireCommands(commands), deadlineMs };
}

function requireCommands(commands: SdkCommands): SdkCommands {
  if (typeof commands !== 'object' || commands === null) {
    throw invalidValue('commands', 'must be an object such as { GetUserCommand }.');
  }
  for (const [name, command] of Object.entries(commands)) {
    if (name.endsWith('Command') && typeof command !== 'function') {
      throw invalidValue('commands', `must hold command classes of the AWS SDK: ${name} is none.`);
    }
  }
  return commands;
}
