/**
 * `NAME=VALUE` as flags and lines carry it, and the answers that are given this way.
 *
 * @module
 */
import { ArgumentError } from '@countersign/contract';
import type { WireMap } from '@countersign/contract';
import { challengeNames } from './challenges/index.ts';
import { didYouMean } from './suggest.ts';

/** Answers given ahead. Those of one challenge are used in the order in which they were given. */
export interface GivenAnswers {
  /** The next one for this challenge; it will not be given again. SECRET. */
  take(challenge: string): string | undefined;
}

/**
 * Name and value: the value is everything after the first `=`.
 *
 * @throws {@link ArgumentError} `ERR_ARGUMENT`; the message does not quote the text.
 */
export function splitPair(text: string, flag: string): readonly [name: string, value: string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw invalid(flag, `${flag} takes NAME=VALUE, and one of its values has no name before an "=".`);
}

/**
 * @param pairs - `CHALLENGE=VALUE` each. SECRET.
 * @throws {@link ArgumentError} `ERR_ARGUMENT` for a challenge that needs no answer from here.
 */
export function parseAnswers(pairs: readonly string[]): GivenAnswers {
  const queue = pairs.map((pair) => splitPair(pair, '--answer'));
  for (const [name] of queue) {
    if (challengeNames.includes(name)) continue;
    throw invalid(
      '--answer',
      `No challenge that can be answered here has the name given.${didYouMean(name.toUpperCase(), challengeNames)} ` +
        `Known: ${challengeNames.join(', ')}.`,
    );
  }
  return {
    take(challenge) {
      const index = queue.findIndex(([name]) => name === challenge);
      return index === -1 ? undefined : queue.splice(index, 1)[0]?.[1];
    },
  };
}

/** @throws {@link ArgumentError} `ERR_ARGUMENT`, also when an attribute is given twice. */
export function parseAttributes(pairs: readonly string[]): WireMap {
  const entries = pairs.map((pair) => splitPair(pair, '--attribute'));
  const attributes = new Map(entries);
  if (attributes.size < entries.length) {
    throw invalid('--attribute', '--attribute gives one attribute more than once.');
  }
  return Object.fromEntries(attributes);
}

function invalid(argument: string, message: string): ArgumentError {
  return new ArgumentError(argument, 'invalid-value', message);
}
