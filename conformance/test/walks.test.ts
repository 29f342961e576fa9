/**
 * Random walks: our client through a pool of random making, with right and wrong answers. Whatever
 * comes, a walk ends signed in, at a typed stop or in a typed error; it never crashes, never runs for
 * ever, and never sends an answer that was accepted a second time.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allChallengeHandlers } from '@countersign/challenge-handlers/all';
import type { AnyChallengeHandler, CognitoCall, Transport } from '@countersign/contract';
import { signIn } from '@countersign/flow';
import { createMemoryDeviceStore, rememberDevices } from '@countersign/flow/devices';
import type { LocalPool } from '@countersign/local-pool';
import { createDeviceSecret } from '@countersign/srp-core/device';
import { createSecretHash } from '@countersign/srp-core/secret-hash';
import { createFetchTransport } from '@countersign/transport';
import {
  nameOf,
  NEW_PASSWORD,
  PASSWORD,
  poolPlans,
  POOLS,
  startPool,
  walks,
} from './_walk-plans.ts';
import { WIDE_POOLS } from './_walk-plans.ts';
import type { Walk } from './_walk-plans.ts';
import { createWalker } from './_walker.ts';
import type { Step } from './_walker.ts';

const WALKS = process.env['COUNTERSIGN_FULL'] === '1' ? 20_000 : 1000;

const handlers = allChallengeHandlers as unknown as readonly AnyChallengeHandler[];

/** What was seen over all walks, so that a walk that goes nowhere cannot pass for one that does. */
const seen = { ends: new Map<string, number>(), challenges: new Set<string>() };

test(
  `${WALKS} walks end where a walk may end`,
  async () => {
    const seed = Math.trunc(Math.random() * 2 ** 31);
    const random = fc.sample(poolPlans, { numRuns: POOLS - WIDE_POOLS.length, seed });
    const plans = [...WIDE_POOLS, ...random];
    const ways = fc.sample(walks, { numRuns: WALKS, seed });
    const pool = startPool(plans, ways);
    for (const [index, way] of ways.entries()) {
      await walk(pool, index, way).catch((error: unknown) => {
        const plan = plans[index % POOLS];
        const where = JSON.stringify({ seed, index, ...plan, ...way, flow: way.flow.name });
        throw new Error(`Walk ${where}: ${String(error)}`, { cause: error });
      });
    }
    pool.close();
    // PASSWORD is posed to few: most send it along with their choice.
    const names = [
      'CUSTOM_CHALLENGE',
      'DEVICE_PASSWORD_VERIFIER',
      'DEVICE_SRP_AUTH',
      'EMAIL_OTP',
      'MFA_SETUP',
      'NEW_PASSWORD_REQUIRED',
      'PASSWORD_VERIFIER',
      'SELECT_CHALLENGE',
      'SELECT_MFA_TYPE',
      'SMS_MFA',
      'SMS_OTP',
      'SOFTWARE_TOKEN_MFA',
    ];
    expect(names.filter((name) => !seen.challenges.has(name))).toEqual([]);
    const ends = ['signed-in', 'refused', 'restart'];
    for (const end of ends) expect(seen.ends.get(end) ?? 0, end).toBeGreaterThan(WALKS / 100);
    // A challenge is one where the pool wants a factor that only an administrator can set up.
    const others = [...seen.ends.keys()].filter((end) => ![...ends, 'challenge'].includes(end));
    expect(others).toEqual([]);
  },
  WALKS * 1000,
);

async function walk(pool: LocalPool, index: number, way: Walk): Promise<void> {
  const { userPoolId, clients } = pool.pools[index % POOLS]!;
  const { clientId, clientSecret } = clients[0]!;
  const secretHash =
    clientSecret === undefined ? undefined : createSecretHash(clientId, clientSecret);
  const username = nameOf(index);
  const walker = createWalker(way, pool, username);
  const devices = rememberDevices({
    store: createMemoryDeviceStore(),
    createSecret: createDeviceSecret,
  });
  let password = PASSWORD;
  for (let n = 0; n < way.signIns; n += 1) {
    // A code works once.
    pool.clock.advance(30);
    const first = await signIn({
      transport: answersOnce(pool),
      client: { userPoolId, clientId, ...(secretHash && { secretHash }) },
      authFlow: way.flow,
      handlers,
      username,
      password,
      devices,
      now: () => pool.clock.nowMs(),
    });
    const end = await walker.follow(first);
    for (const name of walker.asked) seen.challenges.add(name);
    seen.ends.set(end.kind, (seen.ends.get(end.kind) ?? 0) + 1);
    if (end.kind === 'signed-in') await requireTokens(pool, end, username);
    if (walker.changedPassword) password = NEW_PASSWORD;
  }
}

/** Fails when an answer goes out again for which the service has gone on already. */
function answersOnce(pool: LocalPool): Transport {
  const transport = createFetchTransport({ endpoint: 'http://localhost:9229', fetch: pool.fetch });
  const accepted = new Set<string>();
  return async (call: CognitoCall) => {
    const { ChallengeName, Session, ChallengeResponses } = call.input;
    const answer = JSON.stringify([ChallengeName, Session, ChallengeResponses]);
    const isAnswer = call.operation === 'RespondToAuthChallenge';
    if (isAnswer && accepted.has(answer)) throw new Error(`sent again: ${answer}`);
    const reply = await transport(call);
    if (isAnswer && reply.kind === 'success') accepted.add(answer);
    return reply;
  };
}

async function requireTokens(
  pool: LocalPool,
  { tokens }: Extract<Step, { kind: 'signed-in' }>,
  username: string,
): Promise<void> {
  const transport = createFetchTransport({ endpoint: 'http://localhost:9229', fetch: pool.fetch });
  const input = { AccessToken: tokens.accessToken };
  const reply = await transport({ operation: 'GetUser', input });
  if (reply.kind === 'refusal') throw reply.error;
  expect(reply.output['Username']).toBe(username);
}
