/** A transport that answers from a script and remembers what it was asked. */
import { ServiceError } from '@countersign/contract';
import type {
  CognitoCall,
  CognitoReply,
  Transport,
  WireMap,
  WireObject,
} from '@countersign/contract';

type Line = CognitoReply | ((call: CognitoCall) => CognitoReply | Promise<CognitoReply>);

export interface Scripted {
  readonly transport: Transport;
  readonly calls: CognitoCall[];
  /** What was sent, without the operation's constant members. */
  readonly sent: () => { readonly operation: string; readonly input: WireObject }[];
}

export function scripted(...lines: Line[]): Scripted {
  const calls: CognitoCall[] = [];
  return {
    calls,
    sent: () => calls.map(({ operation, input }) => ({ operation, input })),
    transport: async (call) => {
      const line = lines[calls.length];
      calls.push(call);
      if (line === undefined) throw new Error(`Nothing is scripted for call ${calls.length}`);
      return typeof line === 'function' ? line(call) : line;
    },
  };
}

export function success(output: WireObject, serverTimeMs?: number): CognitoReply {
  return { kind: 'success', output, ...(serverTimeMs === undefined ? {} : { serverTimeMs }) };
}

export function refusal(service: string, message = ''): CognitoReply {
  return { kind: 'refusal', error: new ServiceError(service, message, { status: 400 }) };
}

/** Sessions have at least 20 characters. */
export function session(name: string): string {
  return `session-${name}-`.padEnd(20, '.');
}

export function challenge(
  name: string,
  parameters: WireMap = {},
  sessionName?: string,
): CognitoReply {
  return success({
    ChallengeName: name,
    ChallengeParameters: parameters,
    ...(sessionName === undefined ? {} : { Session: session(sessionName) }),
  });
}

export function tokens(more: WireObject = {}): CognitoReply {
  return success({
    AuthenticationResult: {
      AccessToken: 'access.token.value',
      IdToken: 'id.token.value',
      RefreshToken: 'refresh',
      TokenType: 'Bearer',
      ExpiresIn: 3600,
      ...more,
    },
    ChallengeParameters: {},
  });
}

export const client = { userPoolId: 'eu-west-1_AbCdEf123', clientId: '1example23456789' };
