/**
 * One walk: a user's sign-ins from one device, through a pool of its own kind.
 *
 * @module
 */
import { expect } from 'vitest';
import { allChallengeHandlers } from '@countersign/challenge-handlers/all';
import type { AnyChallengeHandler, CognitoCall, SignedIn } from '@countersign/contract';
import type { Transport, WireObject } from '@countersign/contract';
import { signIn } from '@countersign/flow';
import { createMemoryDeviceStore, rememberDevices } from '@countersign/flow/devices';
import type { LocalPool } from '@countersign/local-pool';
import { createDeviceSecret } from '@countersign/srp-core/device';
import { createSecretHash } from '@countersign/srp-core/secret-hash';
import { createFetchTransport } from '@countersign/transport';
import { createRecorder } from './_outcomes.ts';
import type { Outcome, Recorder } from './_outcomes.ts';
import { FLOWS, nameOf, NEW_PASSWORD, PASSWORD } from './_walk-plans.ts';
import type { Walk } from './_walk-plans.ts';
import { createWalker } from './_walker.ts';

const handlers = allChallengeHandlers as unknown as readonly AnyChallengeHandler[];

/** Told what a walk comes to. */
export interface Witness {
  asked(challenge: string): void;
  /** The kind of the step at which a sign-in ended. */
  ended(kind: string): void;
  outcome(flow: string, challenge: string, outcome: Outcome): void;
}

/**
 * @returns how many decisions it took. Rejects where the client crashed, sent an answer twice, or went in
 *   circles.
 */
export async function walk(
  pool: LocalPool,
  at: number,
  index: number,
  way: Walk,
  witness: Witness,
): Promise<number> {
  const { userPoolId, clients } = pool.pools[at]!;
  const { clientId, clientSecret } = clients[0]!;
  const secretHash =
    clientSecret === undefined ? undefined : createSecretHash(clientId, clientSecret);
  const username = nameOf(index);
  const recorder = createRecorder((name, outcome) => witness.outcome(way.flow, name, outcome));
  const walker = createWalker(way, pool, username, recorder);
  const devices = rememberDevices({
    store: createMemoryDeviceStore(),
    createSecret: createDeviceSecret,
  });
  let password = PASSWORD;
  for (let n = 0; n < way.signIns; n += 1) {
    // A code works once.
    pool.clock.advance(30);
    const first = await signIn({
      transport: answersOnce(pool, recorder),
      client: { userPoolId, clientId, ...(secretHash && { secretHash }) },
      authFlow: FLOWS[way.flow]!,
      handlers,
      username,
      password,
      devices,
      now: () => pool.clock.nowMs(),
    });
    const end = await walker.follow(recorder.step(first));
    for (const name of walker.asked) witness.asked(name);
    witness.ended(end.kind);
    if (end.kind === 'signed-in') {
      await requireTokens(pool, end, username);
      if (way.forgotten) await forgetDevices(pool, end);
    }
    if (walker.changedPassword) password = NEW_PASSWORD;
  }
  return walker.turns;
}

/** Fails when an answer goes out again for which the service has gone on already. */
function answersOnce(pool: LocalPool, recorder: Recorder): Transport {
  const transport = transportTo(pool);
  const accepted = new Set<string>();
  return async (call: CognitoCall) => {
    const { ChallengeName, Session, ChallengeResponses } = call.input;
    const answer = JSON.stringify([ChallengeName, Session, ChallengeResponses]);
    const isAnswer = call.operation === 'RespondToAuthChallenge';
    if (isAnswer && accepted.has(answer)) throw new Error(`sent again: ${answer}`);
    recorder.call(call);
    const reply = await transport(call);
    recorder.reply(reply);
    if (isAnswer && reply.kind === 'success') accepted.add(answer);
    return reply;
  };
}

async function requireTokens(pool: LocalPool, end: SignedIn, username: string): Promise<void> {
  const { Username } = await callAs(pool, end, 'GetUser');
  expect(Username).toBe(username);
}

/** Behind the client's back, as from another device. */
async function forgetDevices(pool: LocalPool, end: SignedIn): Promise<void> {
  const { Devices } = await callAs(pool, end, 'ListDevices', { Limit: 60 });
  for (const { DeviceKey } of Devices as readonly { readonly DeviceKey: string }[]) {
    await callAs(pool, end, 'ForgetDevice', { DeviceKey });
  }
}

async function callAs(
  pool: LocalPool,
  { tokens }: SignedIn,
  operation: string,
  input: WireObject = {},
): Promise<WireObject> {
  const AccessToken = tokens.accessToken;
  const reply = await transportTo(pool)({ operation, input: { AccessToken, ...input } });
  if (reply.kind === 'refusal') throw reply.error;
  return reply.output;
}

function transportTo(pool: LocalPool): Transport {
  return createFetchTransport({ endpoint: 'http://localhost:9229', fetch: pool.fetch });
}
