/**
 * Time and chance, in one object, so that a test can bring its own.
 *
 * @module
 */

/** What a transport waits with. */
export interface TransportTimers {
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  /** Runs `callback` once, `delayMs` from now. Returns what cancels it. */
  schedule(callback: () => void, delayMs: number): () => void;
  /** At least 0 and less than 1. Spreads retries; nothing secret depends on it. */
  random(): number;
}

/** The runtime's own. A system clock that is set back moves none of them. */
export const systemTimers: TransportTimers = {
  now: () => performance.now(),
  schedule(callback, delayMs) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
