/**
 * One question to a server.
 *
 * @module
 */
import type { World } from './world.ts';

/** Where a check's idea of what is right comes from. */
export type Basis =
  /** AWS's API reference or an RFC says so. */
  | 'documented'
  /** The service has been seen to do so. */
  | 'observed'
  /** Nobody outside knows what the service does; this is what keeps accounts safe. */
  | 'prudent';

export interface Check {
  /** `server/proof#3`; never changes its meaning. */
  readonly id: string;
  readonly title: string;
  /** What comes of failing it. */
  readonly reason: string;
  readonly basis: Basis;
  /** @throws `CheckFailure` or `CheckSkipped`. */
  run(world: World): Promise<void>;
}

/** Numbers the checks of an area. New ones go at its end. */
export function area(name: string, checks: readonly Omit<Check, 'id'>[]): readonly Check[] {
  return checks.map((check, index) => ({ id: `server/${name}#${index + 1}`, ...check }));
}
