/**
 * The envelopes of `vectors/challenges/`, against the handlers of whoever is judged.
 *
 * @module
 */
import { FIRST_STAGE } from '@countersign/contract';
import type { AnyChallengeHandler, PoolName, ReceivedChallenge } from '@countersign/contract';
import type { Reply, ReplyContext, WireMap, WireObject } from '@countersign/contract';
import { bytesFromHex, repeating } from './_bytes.ts';
import { describeError, describeRejection, expectEqual, sorted } from './_check.ts';
import { expand } from './longhand.ts';
import type { TestApi } from './srp-implementation.ts';

/** One file. See its schema for what the members mean. */
export interface ChallengeEnvelope {
  readonly challenge: string;
  readonly base: {
    readonly parameters: WireMap;
    readonly available?: readonly string[];
    readonly context?: {
      readonly poolName?: string;
      readonly nowMs?: number;
      readonly randomHex?: string;
      readonly opener?: string;
      readonly openerAnswer?: unknown;
    };
  };
  readonly tests: readonly ChallengeTest[];
}

interface ChallengeTest {
  readonly tcId: number;
  readonly comment: string;
  readonly change?: { readonly [name: string]: string | null };
  readonly available?: readonly string[];
  readonly stage?: string;
  readonly outputs?: { readonly [stage: string]: WireObject };
  readonly answer?: Readonly<Record<string, unknown>>;
  readonly prompt?: unknown;
  readonly reply?: unknown;
  readonly error?: unknown;
}

/** By the name of the challenge. */
export type Handlers = ReadonlyMap<string, AnyChallengeHandler>;

/** Registers one test per vector. */
export function registerChallengeVectors(
  api: TestApi,
  handlers: Handlers,
  envelope: ChallengeEnvelope,
): void {
  for (const vector of envelope.tests) {
    const name = `challenge/${envelope.challenge}#${vector.tcId}: ${vector.comment}`;
    api.test(name, () => check(handlers, envelope, vector));
  }
}

/** A challenge of an envelope, as it comes in the first place. */
export function receivedOf(envelope: ChallengeEnvelope, vector?: ChallengeTest): ReceivedChallenge {
  const { parameters, available = [] } = envelope.base;
  const changed = Object.entries({ ...parameters, ...vector?.change }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  return {
    name: envelope.challenge,
    parameters: Object.fromEntries(changed),
    available: vector?.available ?? available,
    stage: vector?.stage ?? FIRST_STAGE,
    outputs: vector?.outputs ?? {},
  };
}

/** Answers of an envelope that go out for the challenge as it comes. */
export function answersOf({ tests }: ChallengeEnvelope): readonly unknown[] {
  const plain = tests.filter((vector) => vector.change === undefined && vector.stage === undefined);
  return plain.flatMap(({ answer, reply }) =>
    reply === undefined || answer === undefined ? [] : [expand(answer)],
  );
}

/** What an envelope's replies are made with. The same draws each time. */
export async function contextOf(
  handlers: Handlers,
  { base: { context = {} } }: ChallengeEnvelope,
): Promise<ReplyContext> {
  const { poolName = 'AbCdEf123', nowMs = 0, opener, openerAnswer } = context;
  const random = repeating(bytesFromHex(context.randomHex ?? '0102030405060708'));
  const plain = { username: 'alice', poolName: poolName as PoolName, random, nowMs, known: {} };
  const handler = handlers.get(opener ?? '');
  if (handler === undefined) return plain;
  const left =
    openerAnswer === undefined
      ? await handler.begin?.(plain)
      : await handler.reply({}, openerAnswer, plain);
  const ephemeral = left && 'ephemeral' in left ? left.ephemeral : undefined;
  return { ...plain, ...(ephemeral && { ephemeral }) };
}

async function check(
  handlers: Handlers,
  envelope: ChallengeEnvelope,
  vector: ChallengeTest,
): Promise<void> {
  const handler = handlers.get(envelope.challenge);
  if (handler === undefined) throw new Error(`There is no handler for ${envelope.challenge}.`);
  const received = receivedOf(envelope, vector);
  if (vector.answer === undefined) {
    if (vector.error !== undefined) {
      expectEqual(
        sorted(describeError(() => handler.read(received))),
        sorted(vector.error),
        'error',
      );
    } else expectEqual(sorted(handler.read(received)), sorted(vector.prompt), 'prompt');
    return;
  }
  const context = await contextOf(handlers, envelope);
  const prompt = handler.read(received);
  const answer = expand(vector.answer);
  const reply = (): Reply | Promise<Reply> => handler.reply(prompt, answer, context);
  if (vector.error !== undefined) {
    expectEqual(sorted(await describeRejection(reply)), sorted(vector.error), 'error');
  } else expectEqual(sorted(onTheWire(await reply())), sorted(vector.reply), 'reply');
}

/** What of a reply an implementation in any language would show. */
function onTheWire(reply: Reply): unknown {
  switch (reply.kind) {
    case 'respond':
      return { kind: reply.kind, responses: reply.responses };
    case 'call': {
      const { kind, operation, input, stage } = reply;
      return { kind, operation, input, stage };
    }
    case 'ask':
      return { kind: reply.kind, stage: reply.stage };
    case 'restart':
      return reply;
  }
}
