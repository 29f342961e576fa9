/**
 * The pool's own clock: sessions, tokens, temporary passwords and lock-outs expire by it, so a test
 * moves time on instead of waiting for it.
 *
 * @module
 */
import { ArgumentError } from '@countersign/contract';

/** The time that the whole pool goes by. */
export interface PoolClock {
  /** Milliseconds since 1970. */
  nowMs(): number;
  /**
   * Moves the clock on. It never goes back, as the service's does not.
   *
   * @throws `ArgumentError` when `seconds` is not a finite number of at least 0.
   */
  advance(seconds: number): void;
}

/** What the pool keeps for itself: going back to the start. */
export interface ResettableClock extends PoolClock {
  reset(): void;
}

/** @param baseNowMs - the clock underneath, in milliseconds since 1970. */
export function createClock(baseNowMs: () => number): ResettableClock {
  let offsetMs = 0;
  return {
    nowMs: () => Math.floor(baseNowMs() + offsetMs),
    advance(seconds) {
      if (!Number.isFinite(seconds) || seconds < 0) {
        throw new ArgumentError('seconds', 'invalid-value', 'advance() takes seconds, 0 or more.');
      }
      offsetMs += seconds * 1000;
    },
    reset() {
      offsetMs = 0;
    },
  };
}
