/**
 * Which SDK command carries which operation. A table and not the SDK's namespace: looking names up in that
 * would put all of its 140 commands into every bundle.
 *
 * @module
 */
import {
  AssociateSoftwareTokenCommand,
  ConfirmDeviceCommand,
  ConfirmSignUpCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
  UpdateDeviceStatusCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { ArgumentError, invalidValue } from '@countersign/contract';
import type { WireObject } from '@countersign/contract';

/** Command classes of the SDK under its own names, for example `{ GetUserCommand }`. */
export interface SdkCommands {
  readonly [name: `${string}Command`]: abstract new (input: never) => object;
}

/** Commands differ in the types of input and output only, and those are JSON here. */
export type AnyCommand = InitiateAuthCommand;
type CommandClass = new (input: WireObject) => AnyCommand;

/** What flow, handlers, devices, refresh and sign-up call. */
export const SIGN_IN_COMMANDS: SdkCommands = {
  AssociateSoftwareTokenCommand,
  ConfirmDeviceCommand,
  ConfirmSignUpCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
  UpdateDeviceStatusCommand,
  VerifySoftwareTokenCommand,
};

const OPERATION = /^[A-Za-z]{1,128}$/;

/** @throws `ArgumentError` `ERR_ARGUMENT` when no table has a command for the operation. */
export function createCommand(
  tables: readonly SdkCommands[],
  operation: string,
  input: WireObject,
): AnyCommand {
  if (typeof operation !== 'string' || !OPERATION.test(operation)) {
    throw invalidOperation('operation must be the name of a Cognito operation: "InitiateAuth".');
  }
  const name = `${operation}Command` as const;
  const Command = tables.find((table) => Object.hasOwn(table, name))?.[name];
  if (Command === undefined) {
    throw invalidOperation(`No command for ${operation}: pass \`commands: { ${name} }\`.`);
  }
  return new (Command as unknown as CommandClass)(requireInput(input));
}

/** @throws `ArgumentError` `ERR_ARGUMENT` when it is not an object. */
export function requireInput(input: WireObject): WireObject {
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input;
  throw invalidValue('input', 'must be an object that JSON can hold.');
}

function invalidOperation(message: string): ArgumentError {
  return new ArgumentError('operation', 'invalid-value', message);
}
