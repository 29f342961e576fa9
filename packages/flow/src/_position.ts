/**
 * Where a sign-in stands in this process, and how its state moves on.
 *
 * @module
 */
import { poolNameOf } from '@countersign/contract';
import type {
  AnyChallengeHandler,
  CognitoSuccess,
  DeviceRecord,
  Ephemeral,
  FlowState,
  Known,
  Reply,
  ReplyContext,
} from '@countersign/contract';
import { loadDevice } from './_device-store.ts';
import type { Run } from './options.ts';
import { parseSession } from './_service-reply.ts';
import type { ReceivedState } from './_service-reply.ts';
import { STATE_VERSION } from './state.ts';

/** A challenge, and what this process alone knows about it. */
export interface Position {
  readonly state: FlowState;
  /** What the request before left in memory for the answer to this challenge. */
  readonly ephemeral?: Ephemeral;
  /** Answers given without a human since the last one that a human gave. */
  readonly automaticHops: number;
  /** Another process received this challenge. */
  readonly resumed?: boolean;
}

/** Before the service has asked anything. */
export function stateBefore(
  run: Run<AnyChallengeHandler>,
  authFlow: string,
  username: string,
): FlowState {
  return {
    version: STATE_VERSION,
    userPoolId: run.userPoolId,
    clientId: run.clientId,
    authFlow,
    typedUsername: username,
    username,
    challenge: { name: '', parameters: {}, available: [], stage: '', outputs: {} },
    session: null,
    answered: [],
    receivedAtMs: run.now(),
  };
}

/** The service has asked. Its parameters tell the real user name, if an alias was typed. */
export function stateWithChallenge(
  before: FlowState,
  received: ReceivedState,
  receivedAtMs: number,
): FlowState {
  const { challenge, session } = received;
  const { USERNAME, USER_ID_FOR_SRP } = challenge.parameters;
  const username = USERNAME ?? USER_ID_FOR_SRP ?? before.username;
  return { ...before, username, challenge, session, receivedAtMs };
}

/** The challenge has been answered. */
export function stateWithAnswer(state: FlowState): FlowState {
  return { ...state, answered: [...state.answered, state.challenge.name] };
}

/** The same challenge, at another stage. */
export function stateAtStage(state: FlowState, stage: string): FlowState {
  return { ...state, challenge: { ...state.challenge, stage } };
}

/** The challenge's own call has answered; its `Session`, if it has one, replaces the old one. */
export function stateWithOutput(
  state: FlowState,
  reply: Extract<Reply, { kind: 'call' }>,
  { output }: CognitoSuccess,
): FlowState {
  const { Session, ...rest } = output;
  const { challenge } = stateAtStage(state, reply.stage);
  return {
    ...state,
    challenge: { ...challenge, outputs: { ...challenge.outputs, [reply.stage]: rest } },
    session: parseSession(Session) ?? state.session,
  };
}

/** What a handler may know when it answers. */
export async function replyContext(
  run: Run<AnyChallengeHandler>,
  { state, ephemeral }: Position,
  signal: AbortSignal | undefined,
): Promise<ReplyContext> {
  // Before the clock is read: a store may be slow, and the timestamp is signed.
  const device = await loadDevice(run, state.username, signal);
  return {
    username: state.username,
    poolName: poolNameOf(run.userPoolId),
    random: run.random,
    nowMs: run.now() + run.clockOffsetMs,
    known: knownTo(run, device),
    ...(ephemeral === undefined ? {} : { ephemeral }),
  };
}

/** What the caller gave, and the device that was looked up. */
export function knownTo(run: Run<AnyChallengeHandler>, device: DeviceRecord | undefined): Known {
  return {
    ...(run.password === undefined ? {} : { password: run.password }),
    ...(device === undefined ? {} : { device }),
  };
}
