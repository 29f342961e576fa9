/**
 * All that the suite says, about our own packages. It imports no runtime and no test framework: what
 * runs it is an argument, and so is the hash of the reference.
 *
 * @module
 */
import type { TestApi } from '../suite/srp-implementation.ts';
import { registerOurAreas } from './areas.ts';
import { registerOurHandlers } from './handlers.ts';
import { registerOurSrp } from './srp.ts';
import type { OurSrpOptions } from './srp.ts';

/** How often each property is tried. */
export interface OurRuns {
  readonly srp: OurSrpOptions['runs'];
  readonly handlers: number;
}

export interface OurOptions extends Pick<OurSrpOptions, 'engines' | 'hash'> {
  readonly runs: OurRuns;
}

/** Registers every test. A further area of the suite is one more line. */
export function registerOurs(api: TestApi, { engines, hash, runs }: OurOptions): void {
  registerOurSrp(api, { engines, hash, runs: runs.srp });
  registerOurHandlers(api, runs.handlers);
  registerOurAreas(api);
}
