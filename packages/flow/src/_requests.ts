/**
 * The requests that a sign-in sends. What every request carries (`USERNAME`, `SECRET_HASH` over that
 * same name, the newest `Session`) is written here and nowhere else, so no handler can get it wrong.
 *
 * @module
 */
import { isFlowError } from '@countersign/contract';
import type {
  AnyChallengeHandler,
  AuthFlow,
  CognitoReply,
  DeviceRecord,
  FlowState,
  Opening,
  Reply,
  WireMap,
  WireObject,
} from '@countersign/contract';
import { clockOffsetMs } from './_clock.ts';
import { knownTo } from './_position.ts';
import type { Run } from './options.ts';

type AnyRun = Run<AnyChallengeHandler>;
type Signal = AbortSignal | undefined;

/** `InitiateAuth`. */
export async function initiateAuth(
  run: AnyRun,
  own: {
    readonly authFlow: AuthFlow;
    readonly username: string;
    readonly opening: Opening | undefined;
    readonly device: DeviceRecord | undefined;
  },
  signal: Signal,
): Promise<CognitoReply> {
  const { authFlow, username, opening, device } = own;
  return send(run, 'InitiateAuth', signal, {
    AuthFlow: authFlow.name,
    ClientId: run.clientId,
    AuthParameters: {
      ...authFlow.parameters(knownTo(run, device)),
      ...opening?.parameters,
      ...(await signedName(run, username)),
      ...(device && { DEVICE_KEY: device.deviceKey }),
    },
    ...(authFlow.session !== undefined && { Session: authFlow.session }),
    ...passedOn(run, username),
  });
}

/** `RespondToAuthChallenge`. */
export async function respondToAuthChallenge(
  run: AnyRun,
  state: FlowState,
  own: {
    readonly reply: Extract<Reply, { kind: 'respond' }>;
    readonly device: DeviceRecord | undefined;
  },
  signal: Signal,
): Promise<CognitoReply> {
  return send(run, 'RespondToAuthChallenge', signal, {
    ClientId: run.clientId,
    ChallengeName: state.challenge.name,
    ...session(state),
    ChallengeResponses: {
      ...own.reply.responses,
      ...(await signedName(run, state.username)),
      ...(own.device && { DEVICE_KEY: own.device.deviceKey }),
    },
    ...passedOn(run, state.username),
  });
}

/** A challenge's own call, for example `AssociateSoftwareToken`. */
export async function callForChallenge(
  run: AnyRun,
  state: FlowState,
  reply: Extract<Reply, { kind: 'call' }>,
  signal: Signal,
): Promise<CognitoReply> {
  return send(run, reply.operation, signal, { ...reply.input, ...session(state) });
}

async function send(
  run: AnyRun,
  operation: string,
  signal: Signal,
  input: WireObject,
): Promise<CognitoReply> {
  run.sent += 1;
  try {
    const reply = await run.transport({ operation, input, ...(signal && { signal }) });
    if (reply.serverTimeMs !== undefined) {
      run.clockOffsetMs = clockOffsetMs(reply.serverTimeMs, run.now());
    }
    return reply;
  } catch (error) {
    // The reason of an abort is the caller's: what it says is not about this request.
    if (signal?.aborted !== true && isBeforeSending(error)) run.sent -= 1;
    throw error;
  }
}

function isBeforeSending(error: unknown): boolean {
  return (
    isFlowError(error) &&
    (error.code === 'ERR_TRANSPORT' ? error.outcome === 'not-sent' : error.code === 'ERR_ARGUMENT')
  );
}

async function signedName(run: AnyRun, username: string): Promise<WireMap> {
  if (run.secretHash === undefined) return { USERNAME: username };
  return { USERNAME: username, SECRET_HASH: await run.secretHash(username) };
}

function session({ session }: FlowState): { readonly Session?: string } {
  return session === null ? {} : { Session: session };
}

/** What the caller gave for others behind the service. */
function passedOn(run: AnyRun, username: string): WireObject {
  const { clientMetadata, userContextData, analyticsEndpointId } = run;
  const context = userContextData?.(username);
  return {
    ...(clientMetadata && { ClientMetadata: clientMetadata }),
    ...(context && {
      UserContextData: { EncodedData: context.encodedData, IpAddress: context.ipAddress },
    }),
    ...(analyticsEndpointId !== undefined && {
      AnalyticsMetadata: { AnalyticsEndpointId: analyticsEndpointId },
    }),
  };
}
