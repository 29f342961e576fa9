/**
 * A walk: one user's sign-ins from one device, as commands that are held against a model.
 *
 * @module
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { registerPasskey } from '@countersign/adapter-browser';
import { allChallengeHandlers } from '@countersign/challenge-handlers/all';
import { isFlowError } from '@countersign/contract';
import type {
  AnyChallengeHandler,
  DeviceStore,
  FlowStep,
  Transport,
  WireObject,
} from '@countersign/contract';
import { signIn } from '@countersign/flow';
import { createMemoryDeviceStore, rememberDevices } from '@countersign/flow/devices';
import type { LocalPool } from '@countersign/local-pool';
import { createDeviceSecret } from '@countersign/srp-core/device';
import { createSecretHash } from '@countersign/srp-core/secret-hash';
import { createBrowser } from '../../packages/adapter-browser/test/_browser.ts';
import { createAuthenticator } from '../../packages/local-pool/test/_authenticator.ts';
import { createRecorder } from './_outcomes.ts';
import type { Recorder, Reached } from './_outcomes.ts';
import { answerTo, WRONG_PASSWORD } from './_walk-answers.ts';
import type { Asked } from './_walk-answers.ts';
import { createModel, isPossible, learn, sendingOnce } from './_walk-model.ts';
import type { Model } from './_walk-model.ts';
import { FLOWS } from './_walk-plans.ts';
import type { Move, Plan } from './_walk-plans.ts';
import { adminTransportTo, CLIENT, CLIENT_SECRET, PASSWORD } from './_walk-pool.ts';
import { SECRET_CODE, startPool, transportTo, USERNAME } from './_walk-pool.ts';

/** Longer than a session lives. */
const SESSION_SECONDS = 200;
/** Whoever answers rightly is done before that. */
const MOST_ANSWERS = 12;

const handlers = allChallengeHandlers as unknown as readonly AnyChallengeHandler[];

/** A pool, its user, and the client on the user's device. */
export interface World {
  readonly pool: LocalPool;
  readonly secretHash: ReturnType<typeof createSecretHash> | undefined;
  readonly store: DeviceStore;
  readonly devices: ReturnType<typeof rememberDevices>;
  readonly authenticator: ReturnType<typeof createAuthenticator>;
  readonly recorder: Recorder;
  readonly fault: (transport: Transport) => Transport;
  flow: string;
  step: FlowStep | undefined;
  password: string;
  /** What the authenticator app has learnt. */
  secretCode: string;
}

type MoveThat<Does extends Move['does']> = Extract<Move, { readonly does: Does }>;

export type Command = fc.AsyncCommand<Model, World>;

/**
 * Walks to an end: rejects where the world is not as the model has it, and where there is no end.
 *
 * @param reached - told what became of each answer.
 * @param fault - put between client and pool, to see it found.
 */
export async function walk(
  plan: Plan,
  commands: Iterable<Command>,
  reached: Reached,
  fault: World['fault'] = (transport) => transport,
): Promise<void> {
  const model = createModel(plan);
  const world = createWorld(plan, reached, fault);
  try {
    await fc.asyncModelRun(() => ({ model, real: world }), commands);
    for (let answers = 0; model.isAsked; answers += 1) {
      expect(answers, 'answers that do not come to an end').toBeLessThan(MOST_ANSWERS);
      await perform({ does: 'answer', rightly: true, choice: 0 }, model, world);
    }
  } finally {
    world.pool.close();
  }
}

/** @param performed - told when it was possible. */
export function commandOf(move: Move, performed: (move: Move) => void = () => {}): Command {
  return {
    check: (model) => isPossible(move, model),
    run(model, world) {
      performed(move);
      return perform(move, model, world);
    },
    toString: () => JSON.stringify(move),
  };
}

function createWorld(plan: Plan, reached: Reached, fault: World['fault']): World {
  const store = createMemoryDeviceStore();
  const world: World = {
    pool: startPool(plan),
    secretHash: plan.withSecret ? createSecretHash(CLIENT.clientId, CLIENT_SECRET) : undefined,
    store,
    devices: rememberDevices({ store, createSecret: createDeviceSecret }),
    authenticator: createAuthenticator(),
    recorder: createRecorder((challenge, outcome) => reached(world.flow, challenge, outcome)),
    fault,
    flow: '',
    step: undefined,
    password: PASSWORD,
    secretCode: SECRET_CODE,
  };
  return world;
}

async function perform(move: Move, model: Model, world: World): Promise<void> {
  switch (move.does) {
    case 'sign in':
      return arrive(move, model, world, await begin(move, model, world));
    case 'answer':
      return answer(move, model, world);
    case 'dawdle':
      model.isExpired = true;
      return world.pool.clock.advance(SESSION_SECONDS);
    case 'forget devices':
      model.areDevicesForgotten = true;
      return forgetDevices(world);
    case 'register a passkey':
      model.hasPasskey = true;
      return enrol(world);
  }
}

function begin(
  { flow, rightly }: MoveThat<'sign in'>,
  model: Model,
  world: World,
): Promise<FlowStep> {
  const { pool, secretHash, devices, password } = world;
  const { authFlow, opensWithPassword, isAdmin } = FLOWS[flow]!;
  world.flow = flow;
  // A code of an authenticator app works once.
  pool.clock.advance(30);
  const transport = isAdmin ? adminTransportTo(pool) : transportTo(pool);
  return signIn({
    transport: world.fault(sendingOnce(model, watched(transport, world))),
    client: { ...CLIENT, ...(secretHash && { secretHash }) },
    authFlow: typeof authFlow === 'function' ? authFlow(accessTokenOf(world)) : authFlow,
    handlers,
    username: USERNAME,
    devices,
    ...(opensWithPassword && { password: rightly ? password : WRONG_PASSWORD }),
    now: () => pool.clock.nowMs(),
  });
}

async function answer(move: MoveThat<'answer'>, model: Model, world: World): Promise<void> {
  const { recorder, pool, authenticator, password } = world;
  const asked = world.step as Asked;
  world.secretCode = (asked.prompt as { secretCode?: string }).secretCode ?? world.secretCode;
  const message = pool.outbox.newest(USERNAME);
  const given = await answerTo(asked, move, {
    password,
    authenticator,
    secretCode: world.secretCode,
    sentCode: message?.kind === 'code' ? message.code : '000000',
    nowMs: pool.clock.nowMs(),
  });
  recorder.answers(asked.name);
  try {
    await arrive(move, model, world, await asked.answer(given));
  } catch (error) {
    // An answer that cannot be right stays here, and the step takes another.
    if (move.rightly || !isFlowError(error) || error.code !== 'ERR_ARGUMENT') throw error;
    recorder.refusedHere();
  }
}

async function arrive(
  move: MoveThat<'sign in' | 'answer'>,
  model: Model,
  world: World,
  step: FlowStep,
): Promise<void> {
  const from = move.does === 'answer' ? (world.step as Asked).name : '(opening)';
  learn(model, move, from, step);
  world.step = world.recorder.step(step);
  if (step.kind !== 'signed-in') return;
  // Nobody is asked here: so that devices are offered, too, which are on record and not remembered.
  if (step.device?.kind === 'consent-needed') {
    await world.store.save(step.username, step.device.record);
  }
  const { Username } = await callAsUser(world, 'GetUser');
  expect(Username).toBe(USERNAME);
}

function watched(transport: Transport, world: World): Transport {
  return async (call) => {
    world.recorder.call(call);
    const reply = await transport(call);
    world.recorder.reply(reply);
    const responses = call.input['ChallengeResponses'] as WireObject | undefined;
    const changed = responses?.['NEW_PASSWORD'];
    if (reply.kind === 'success' && typeof changed === 'string') world.password = changed;
    return reply;
  };
}

async function forgetDevices(world: World): Promise<void> {
  const { Devices } = await callAsUser(world, 'ListDevices', { Limit: 60 });
  for (const { DeviceKey } of Devices as readonly { readonly DeviceKey: string }[]) {
    await callAsUser(world, 'ForgetDevice', { DeviceKey });
  }
}

async function enrol(world: World): Promise<void> {
  const { authenticator, pool } = world;
  const outcome = await registerPasskey({
    transport: transportTo(pool),
    accessToken: accessTokenOf(world),
    browser: createBrowser(authenticator),
  });
  expect(outcome.kind).toBe('registered');
}

async function callAsUser(
  world: World,
  operation: string,
  input: WireObject = {},
): Promise<WireObject> {
  const AccessToken = accessTokenOf(world);
  const reply = await transportTo(world.pool)({ operation, input: { AccessToken, ...input } });
  if (reply.kind === 'refusal') throw reply.error;
  return reply.output;
}

function accessTokenOf({ step }: World): string {
  if (step?.kind !== 'signed-in') throw new Error('Nobody is signed in.');
  return step.tokens.accessToken;
}
