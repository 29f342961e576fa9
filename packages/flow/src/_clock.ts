/**
 * The service's clock, as far as replies give it away. A proof carries a timestamp, and a device
 * whose clock is wrong would read "Incorrect username or password." for a right password.
 *
 * @module
 */

// `Date` counts whole seconds and the reply travelled a while; less than this is not a wrong clock.
const TOLERANCE_MS = 10_000;

/** Milliseconds to add to our clock. */
export function clockOffsetMs(serverTimeMs: number, nowMs: number): number {
  const offset = serverTimeMs - nowMs;
  return Math.abs(offset) > TOLERANCE_MS ? offset : 0;
}
