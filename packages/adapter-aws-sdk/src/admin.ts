/**
 * The transport for administrators: the same sign-ins through the signed twins of two operations.
 *
 * @module
 */
import {
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { ContextDataType } from '@aws-sdk/client-cognito-identity-provider';
import { ArgumentError, asUserPoolId } from '@countersign/contract';
import type { CognitoCall, Transport, WireObject } from '@countersign/contract';
import { requireInput, SIGN_IN_COMMANDS } from './_commands.ts';
import type { SdkCommands } from './_commands.ts';
import { carryWith } from './_carry.ts';
import { toWireObject } from './_output.ts';
import { requireSettings } from './options.ts';
import type { AwsSdkTransportOptions } from './options.ts';

/** Options of {@link createAdminAwsSdkTransport}. */
export interface AdminAwsSdkTransportOptions extends AwsSdkTransportOptions {
  /** `<region>_<pool name>`. */
  readonly userPoolId: string;
  /**
   * The request that your server serves with this sign-in, for threat protection: make a transport for each,
   * it costs nothing. All members but `EncodedData` are required by the service. Default: none.
   */
  readonly contextData?: ContextDataType;
}

const ADMIN_COMMANDS: SdkCommands = {
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
};
const TWINS: ReadonlyMap<string, string> = new Map([
  ['InitiateAuth', 'AdminInitiateAuth'],
  ['RespondToAuthChallenge', 'AdminRespondToAuthChallenge'],
]);

/**
 * As `createAwsSdkTransport`, but `InitiateAuth` goes out as `AdminInitiateAuth`, and
 * `RespondToAuthChallenge` as `AdminRespondToAuthChallenge`, with the pool's id. Other operations have no
 * twin in a sign-in and go out as they are. For servers: the client signs with AWS credentials.
 *
 * A call's `UserContextData` becomes `ContextData`; where both say something, `contextData` wins.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT` naming the option at fault.
 */
export function createAdminAwsSdkTransport(options: AdminAwsSdkTransportOptions): Transport {
  const settings = requireSettings(options, ['userPoolId', 'contextData']);
  const userPoolId: string = asUserPoolId(options.userPoolId);
  const contextData = requireContextData(options.contextData);
  const carry = carryWith(settings, [SIGN_IN_COMMANDS, ADMIN_COMMANDS]);
  return async (call) => {
    const twin = TWINS.get(call.operation);
    if (twin === undefined) return carry(call);
    return carry({ ...call, operation: twin, input: twinInput(call, userPoolId, contextData) });
  };
}

function twinInput(
  call: CognitoCall,
  userPoolId: string,
  contextData: WireObject | undefined,
): WireObject {
  const { UserContextData: fromClient, ...input } = requireInput(call.input);
  if (fromClient === undefined || fromClient === null) {
    return { ...input, UserPoolId: userPoolId, ...(contextData && { ContextData: contextData }) };
  }
  if (contextData === undefined) {
    throw new ArgumentError(
      'contextData',
      'missing-input',
      'UserContextData can only be passed on as ContextData, which needs more: pass `contextData`.',
    );
  }
  const ContextData = { ...(fromClient as WireObject), ...contextData };
  return { ...input, UserPoolId: userPoolId, ContextData };
}

function requireContextData(contextData: ContextDataType | undefined): WireObject | undefined {
  if (contextData === undefined) return undefined;
  if (typeof contextData === 'object' && contextData !== null) return toWireObject(contextData);
  throw new ArgumentError(
    'contextData',
    'invalid-value',
    'contextData must be an object with IpAddress, ServerName, ServerPath and HttpHeaders.',
  );
}
