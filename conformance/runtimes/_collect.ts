/**
 * The smallest test runner: one test after the other, each named before it starts, so that whoever
 * listens can say which one never ended. The same in every runtime, whatever runner that has.
 *
 * @module
 */
import type { TestApi } from '../suite/srp-implementation.ts';

/** What is told, in this order: `test` before each, `failed` after those that did, `ended` once. */
export type Message =
  | { readonly test: string }
  | { readonly failed: string; readonly error: string }
  | { readonly ended: Ended };

export interface Ended {
  readonly passed: number;
  readonly failed: number;
  /** Tests that this runtime cannot have, by their reason. */
  readonly skipped: readonly Skipped[];
  /** The engines of srp-core that it ran on: first the one that srp-core chose by itself. */
  readonly engines: readonly string[];
}

export interface Skipped {
  readonly count: number;
  readonly reason: string;
}

export interface CollectOptions extends Pick<Ended, 'engines' | 'skipped'> {
  /** Only tests whose name has this in it. */
  readonly only: string;
  readonly send: (message: Message) => void | Promise<void>;
}

const LONGEST_ERROR = 4000;

/** Runs what `register` registers. Never rejects for a test. */
export async function runTests(
  register: (api: TestApi) => void,
  { only, send, engines, skipped }: CollectOptions,
): Promise<void> {
  const bodies = new Map<string, () => void | Promise<void>>();
  register({
    test(name, body) {
      if (bodies.has(name)) throw new Error(`Two tests are called "${name}".`);
      bodies.set(name, body);
    },
  });
  let passed = 0;
  let failed = 0;
  for (const [name, body] of bodies) {
    if (!name.includes(only)) continue;
    await send({ test: name });
    try {
      await body();
      passed += 1;
    } catch (error) {
      failed += 1;
      await send({ failed: name, error: describe(error) });
    }
  }
  await send({ ended: { passed, failed, skipped, engines } });
}

/** @returns how many tests `register` registers. */
export function countTests(register: (api: TestApi) => void): number {
  let count = 0;
  register({ test: () => (count += 1) });
  return count;
}

/** The message, and those of its causes: fast-check tells the seed in one, and the fault in another. */
function describe(error: unknown): string {
  const messages: string[] = [];
  let at = error;
  while (at instanceof Error && messages.length < 4) {
    messages.push(`${at.name}: ${at.message}`);
    at = at.cause;
  }
  if (messages.length === 0) messages.push(JSON.stringify(error) ?? 'undefined was thrown');
  return messages.join('\n').slice(0, LONGEST_ERROR);
}
