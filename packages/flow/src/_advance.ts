/**
 * The loop: read what was asked, answer what needs no human, stop at what does. It knows the order
 * of things, and no challenge by name.
 *
 * @module
 */
import { nextTask, ProtocolError } from '@countersign/contract';
import type {
  AnyChallengeHandler,
  CognitoSuccess,
  Ephemeral,
  FlowState,
  FlowStep,
  Reply,
  ServiceError,
} from '@countersign/contract';
import type { Run } from './options.ts';
import { answerableStep } from './_answerable-step.ts';
import { forgetDevice, loadDevice } from './_device-store.ts';
import { beginChallenge, withOpenedChallenge } from './_opening.ts';
import { knownTo, replyContext, stateAtStage, stateBefore } from './_position.ts';
import { stateWithAnswer, stateWithChallenge, stateWithOutput } from './_position.ts';
import type { Position } from './_position.ts';
import { callForChallenge, initiateAuth, respondToAuthChallenge } from './_requests.ts';
import { parseServiceReply } from './_service-reply.ts';
import { signedIn } from './_signed-in.ts';
import { generalVerdict, isDeviceUnknown, verdictOnSignIn } from './_verdict.ts';

/** A challenge with its handler: what a refusal needs to ask again. */
interface Asked<Handler extends AnyChallengeHandler> {
  readonly handler: Handler;
  readonly prompt: unknown;
  /** Of the device that went with the answer. */
  readonly deviceKey?: string | undefined;
}

type Signal = AbortSignal | undefined;
type Step<Handler extends AnyChallengeHandler> = Promise<FlowStep<Handler>>;
type Respond = Extract<Reply, { kind: 'respond' }>;

// The longest known run without a human is three: PASSWORD_VERIFIER, DEVICE_SRP_AUTH,
// DEVICE_PASSWORD_VERIFIER. A service that asks for more than this runs in circles.
const MAX_AUTOMATIC_HOPS = 8;

/** `InitiateAuth`, and on from there. */
export async function open<Handler extends AnyChallengeHandler>(
  run: Run<Handler>,
  how: { readonly withDevice: boolean; readonly signal: Signal },
): Step<Handler> {
  if (run.opening === undefined) return { kind: 'restart', reason: 'device-forgotten' };
  const { authFlow, username } = run.opening;
  how.signal?.throwIfAborted();
  const device = how.withDevice ? await loadDevice(run, username, how.signal) : undefined;
  const opening = await beginChallenge(run, authFlow.opener, knownTo(run, device));
  return discardingOnThrow(opening?.ephemeral, async () => {
    const reply = await initiateAuth(run, { authFlow, username, opening, device }, how.signal);
    if (reply.kind === 'success') {
      const before = stateBefore(run, authFlow.name, username);
      return receive(run, before, reply, { ...opening, automaticHops: 0 }, how.signal);
    }
    opening?.ephemeral?.discard();
    if (device !== undefined && isDeviceUnknown(reply.error)) {
      await forgetDevice(run, { username, ...device }, how.signal);
      return open(run, { ...how, withDevice: false });
    }
    return { kind: 'refused', error: reply.error };
  });
}

/** From a challenge to the next step that a caller sees; `error` says why it is asked again. */
export async function advance<Handler extends AnyChallengeHandler>(
  run: Run<Handler>,
  position: Position,
  signal: Signal,
  error?: ServiceError,
): Step<Handler> {
  const { state } = position;
  const { name, parameters, available } = state.challenge;
  const handler = run.handlers.get(name);
  if (handler === undefined) {
    position.ephemeral?.discard();
    return { kind: 'unsupported', name, parameters, available, state };
  }
  // To read the service's answer was one task, to compute ours is another.
  await nextTask();
  const asked = { handler, prompt: handler.read(state.challenge) };
  // A device store that fails here would lose what has just been received: ask it only where it helps.
  if (handler.automatic === undefined) return ask(run, asked, position, error);
  const context = await replyContext(run, position, signal);
  const answer = handler.automatic(asked.prompt, context);
  if (answer === undefined) return ask(run, asked, position, error);
  if (position.automaticHops >= MAX_AUTOMATIC_HOPS) throw challengeLoop(name);
  const reply = await withOpenedChallenge(
    run,
    await handler.reply(asked.prompt, answer, context),
    context,
  );
  const next = { ...position, automaticHops: position.automaticHops + 1 };
  return carryOut(run, asked, next, reply, signal);
}

function ask<Handler extends AnyChallengeHandler>(
  run: Run<Handler>,
  { handler, prompt }: Asked<Handler>,
  position: Position,
  error?: ServiceError,
): FlowStep<Handler> {
  const sentBefore = run.sent;
  return answerableStep<Handler>({
    kind: error === undefined ? 'challenge' : 'retry',
    name: handler.name,
    prompt,
    state: position.state,
    ...(error && { error }),
    async reply(answer, signal) {
      const context = await replyContext(run, position, signal);
      return withOpenedChallenge(run, await handler.reply(prompt, answer, context), context);
    },
    carryOut(reply, signal) {
      run.humanAnswered = true;
      const fresh = { ...position, automaticHops: 0 };
      return discardingOnThrow(position.ephemeral, () =>
        carryOut(run, { handler, prompt }, fresh, reply, signal),
      );
    },
    // A proof's secret is used up by the first answer, sent or not. A handler that never answers by itself
    // proves nothing: it asks for a choice, say, where a proof was prepared.
    isSpent: () => (position.ephemeral && handler.automatic) !== undefined || run.sent > sentBefore,
  });
}

/** Does what a handler's reply says. */
async function carryOut<Handler extends AnyChallengeHandler>(
  run: Run<Handler>,
  asked: Asked<Handler>,
  position: Position,
  reply: Reply,
  signal: Signal,
): Step<Handler> {
  const { state } = position;
  switch (reply.kind) {
    case 'respond':
      return respond(run, asked, position, reply, signal);
    case 'call': {
      const output = await callForChallenge(run, state, reply, signal);
      if (output.kind === 'refusal') return refused(run, asked, position, output.error, signal);
      return advance(run, { ...position, state: stateWithOutput(state, reply, output) }, signal);
    }
    case 'ask': {
      const next = { ...position, state: stateAtStage(state, reply.stage) };
      return advance(run, next, signal, reply.error);
    }
    case 'restart':
      position.ephemeral?.discard();
      if (reply.reason === 'ephemeral-lost' && position.resumed !== true) {
        throw unexpectedChallenge(state);
      }
      return { kind: 'restart', reason: reply.reason };
  }
}

async function respond<Handler extends AnyChallengeHandler>(
  run: Run<Handler>,
  asked: Asked<Handler>,
  position: Position,
  reply: Respond,
  signal: Signal,
): Step<Handler> {
  const { state, automaticHops } = position;
  position.ephemeral?.discard();
  run.password = reply.opens?.password ?? run.password;
  return discardingOnThrow(reply.ephemeral, async () => {
    const device =
      reply.offerDeviceKey === true ? await loadDevice(run, state.username, signal) : undefined;
    let output = await respondToAuthChallenge(run, state, { reply, device }, signal);
    if (device !== undefined && output.kind === 'refusal' && isDeviceUnknown(output.error)) {
      // This refusal spends nothing: the one case in which an answer is sent a second time.
      await forgetDevice(run, { username: state.username, ...device }, signal);
      output = await respondToAuthChallenge(run, state, { reply, device: undefined }, signal);
    }
    if (output.kind === 'success') {
      const next = { ephemeral: reply.ephemeral, automaticHops };
      return receive(run, stateWithAnswer(state), output, next, signal);
    }
    reply.ephemeral?.discard();
    const deviceKey = device?.deviceKey ?? reply.responses['DEVICE_KEY'];
    return refused(run, { ...asked, deviceKey }, position, output.error, signal);
  });
}

async function refused<Handler extends AnyChallengeHandler>(
  run: Run<Handler>,
  asked: Asked<Handler>,
  position: Position,
  error: ServiceError,
  signal: Signal,
): Step<Handler> {
  const { handler, deviceKey } = asked;
  // The secret of a proof that was refused is used up: there is none for the next one.
  const byHuman =
    position.automaticHops === 0 && (position.ephemeral && handler.automatic) === undefined;
  const verdict =
    verdictOnSignIn(error) ?? handler.judge?.(error) ?? generalVerdict(error, byHuman);
  switch (verdict) {
    case 'retry':
      return ask(run, asked, position, error);
    case 'restart':
      position.ephemeral?.discard();
      return { kind: 'restart', reason: 'session-spent', error };
    case 'forget-device':
      await forgetDevice(run, { username: position.state.username, deviceKey }, signal);
      // What a human answered on the way would be lost, and the password may have changed.
      if (run.opening === undefined || run.healed || run.humanAnswered) {
        return { kind: 'restart', reason: 'device-forgotten', error };
      }
      run.healed = true;
      return open(run, { withDevice: false, signal });
    case 'refused':
      position.ephemeral?.discard();
      return { kind: 'refused', error };
  }
}

async function receive<Handler extends AnyChallengeHandler>(
  run: Run<Handler>,
  before: FlowState,
  reply: CognitoSuccess,
  next: { readonly ephemeral?: Ephemeral | undefined; readonly automaticHops: number },
  signal: Signal,
): Step<Handler> {
  const { ephemeral, automaticHops } = next;
  const received = parseServiceReply(reply.output, before.challenge.available);
  if (received.kind === 'challenge') {
    const state = stateWithChallenge(before, received, run.now());
    return advance(run, { state, automaticHops, ...(ephemeral && { ephemeral }) }, signal);
  }
  ephemeral?.discard();
  return signedIn(run, before, received, signal);
}

async function discardingOnThrow<Result>(
  ephemeral: Ephemeral | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    ephemeral?.discard();
    throw error;
  }
}

function challengeLoop(name: string): ProtocolError {
  return new ProtocolError(
    'ChallengeName',
    'challenge-loop',
    `The service asked ${MAX_AUTOMATIC_HOPS} times in a row, ${name} last: it runs in circles.`,
  );
}

function unexpectedChallenge({ challenge: { name }, answered }: FlowState): ProtocolError {
  return answered.includes(name)
    ? new ProtocolError(
        'ChallengeName',
        'challenge-loop',
        `The service asked for ${name} a second time in one sign-in.`,
      )
    : new ProtocolError(
        'ChallengeName',
        'unexpected-challenge',
        `The service asked for ${name}, which this sign-in did not open.`,
      );
}
