/** Every handler of ours: under its envelope of vectors, and under what any handler has to keep to. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allChallengeHandlers } from '@countersign/challenge-handlers/all';
import type { AnyChallengeHandler } from '@countersign/contract';
import { listEnvelopes } from '../generate/challenges.mjs';
import { answersOf, contextOf, receivedOf } from '../suite/challenge-vectors.ts';
import { registerChallengeVectors } from '../suite/challenge-vectors.ts';
import type { ChallengeEnvelope } from '../suite/challenge-vectors.ts';
import { registerHandlerSuite } from '../suite/handler-suite.ts';
import type { TestApi } from '../suite/srp-implementation.ts';

const handlers = new Map<string, AnyChallengeHandler>(
  allChallengeHandlers.map((handler) => [handler.name, handler as AnyChallengeHandler]),
);
const envelopes = listEnvelopes().map((name): ChallengeEnvelope => {
  const file = new URL(`../vectors/challenges/${name}`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as ChallengeEnvelope;
});
const api: TestApi = {
  test: (name, body) => {
    test(name, async () => body());
  },
};
const runs = process.env['COUNTERSIGN_FULL'] === '1' ? 2000 : 40;

test('every handler has an envelope, and every envelope a handler', () => {
  expect(envelopes.map(({ challenge }) => challenge).sort()).toEqual([...handlers.keys()].sort());
});

for (const envelope of envelopes) {
  registerChallengeVectors(api, handlers, envelope);
  const answers = answersOf(envelope);
  const handler = handlers.get(envelope.challenge);
  // Nothing can be read of a challenge that is refused whatever comes with it.
  if (handler === undefined || envelope.tests.every(({ error }) => error !== undefined)) continue;
  const createContext = () => contextOf(handlers, envelope);
  const received = receivedOf(envelope);
  registerHandlerSuite(api, { handler, received, answers, createContext }, runs);
}
