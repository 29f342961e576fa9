import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FlowState } from '@countersign/contract';
import { parseFlowState } from '../src/index.ts';

const texts = fc.dictionary(fc.string(), fc.string());
const states: fc.Arbitrary<FlowState> = fc.record({
  version: fc.constant(1 as const),
  userPoolId: fc.string(),
  clientId: fc.string(),
  authFlow: fc.string(),
  typedUsername: fc.string(),
  username: fc.string(),
  challenge: fc.record({
    name: fc.string(),
    parameters: texts,
    available: fc.array(fc.string()),
    stage: fc.string(),
    outputs: fc.dictionary(fc.string(), texts),
  }),
  session: fc.option(fc.string()),
  answered: fc.array(fc.string()),
  receivedAtMs: fc.integer(),
});

test('a state survives JSON', () => {
  fc.assert(
    fc.property(states, (state) => {
      const json: unknown = JSON.parse(JSON.stringify(state));
      expect(parseFlowState(json)).toEqual(json);
    }),
  );
});

test('a state with any member missing or of another type is refused, and Object stays clean', () => {
  const members =
    'version userPoolId clientId authFlow typedUsername username challenge session answered ' +
    'receivedAtMs challenge.name challenge.parameters challenge.available challenge.stage ' +
    'challenge.outputs';
  const paths = fc.constantFrom(...members.split(' '));
  const wrong = fc.constantFrom<unknown>(undefined, true, [1], { a: 1 }, Number.NaN);
  fc.assert(
    fc.property(states, paths, wrong, (state, path, value) => {
      const damaged = structuredClone(state) as unknown as Record<string, unknown>;
      const [outer = '', inner] = path.split('.');
      if (inner === undefined) damaged[outer] = value;
      else (damaged[outer] as Record<string, unknown>)[inner] = value;
      expect(() => parseFlowState(damaged)).toThrow(
        expect.objectContaining({ code: 'ERR_ARGUMENT' }),
      );
    }),
  );
});

test('any JSON is a state or a typed error', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(() => parseFlowState(value)).toThrow(
        expect.objectContaining({ code: 'ERR_ARGUMENT' }),
      );
    }),
  );
});

test('I149: a state of a newer build says so', () => {
  expect(() => parseFlowState({ version: 2 })).toThrow(
    expect.objectContaining({ code: 'ERR_UNSUPPORTED', reason: 'state-version' }),
  );
});
