/**
 * Every handler of ours: under its envelope of vectors, and under what any handler has to keep to.
 *
 * @module
 */
import { allChallengeHandlers } from '@countersign/challenge-handlers/all';
import type { AnyChallengeHandler } from '@countersign/contract';
import { challengeEnvelopes } from '../suite/challenge-envelopes.ts';
import { answersOf, contextOf, receivedOf } from '../suite/challenge-vectors.ts';
import { registerChallengeVectors } from '../suite/challenge-vectors.ts';
import type { ChallengeEnvelope } from '../suite/challenge-vectors.ts';
import { expectEqual } from '../suite/_check.ts';
import { registerHandlerSuite } from '../suite/handler-suite.ts';
import type { TestApi } from '../suite/srp-implementation.ts';

const handlers: ReadonlyMap<string, AnyChallengeHandler> = new Map(
  allChallengeHandlers.map((handler) => [handler.name, handler as AnyChallengeHandler]),
);

/** Registers it. @param runs - of each property. */
export function registerOurHandlers(api: TestApi, runs: number): void {
  api.test('every handler has an envelope, and every envelope a handler', () => {
    const names = challengeEnvelopes.map(({ challenge }) => challenge);
    expectEqual(names.sort(), [...handlers.keys()].sort(), 'the envelopes');
  });
  for (const envelope of challengeEnvelopes) registerOurHandler(api, envelope, runs);
}

function registerOurHandler(api: TestApi, envelope: ChallengeEnvelope, runs: number): void {
  registerChallengeVectors(api, handlers, envelope);
  const answers = answersOf(envelope);
  const handler = handlers.get(envelope.challenge);
  // Nothing can be read of a challenge that is refused whatever comes with it.
  if (handler === undefined || envelope.tests.every(({ error }) => error !== undefined)) return;
  const createContext = () => contextOf(handlers, envelope);
  const received = receivedOf(envelope);
  registerHandlerSuite(api, { handler, received, answers, createContext }, runs);
}
