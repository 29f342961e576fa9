/**
 * Everything that the suite has to say about an implementation of Cognito's SRP.
 *
 * @module
 */
import { registerDifferential } from './srp-differential.ts';
import type { DifferentialRuns } from './srp-differential.ts';
import type { SrpEntryPoints, SrpImplementation, TestApi } from './srp-implementation.ts';
import { registerAgreement, registerClaims, registerDifference } from './srp-properties.ts';
import { registerEntryPointHandshakes, registerHandshakes } from './srp-vectors.ts';
import { registerNegative } from './srp-vectors.ts';

/** The implementation under test, and what it is compared with. */
export interface SrpSubject {
  readonly steps: SrpImplementation;
  /** `null` where it has none that look at what they are given. */
  readonly entryPoints: SrpEntryPoints | null;
  /** Must agree with the steps. `null` leaves the comparison out. */
  readonly peer: SrpImplementation | null;
  /** Each has one fault, and must not agree. */
  readonly wrongPeers: readonly SrpImplementation[];
}

/** How often the properties run. */
export interface SrpRuns extends DifferentialRuns {
  readonly agreement: number;
  readonly claims: number;
  readonly wrongPeers: number;
}

/** Registers one test per vector and per property. */
export function registerSuite(api: TestApi, subject: SrpSubject, runs: SrpRuns): void {
  const { steps, entryPoints, peer, wrongPeers } = subject;
  registerHandshakes(api, steps);
  registerAgreement(api, steps, runs.agreement);
  for (const wrongPeer of wrongPeers) registerDifference(api, steps, wrongPeer, runs.wrongPeers);
  if (peer !== null) registerDifferential(api, [steps, peer], runs);
  if (entryPoints !== null) {
    registerEntryPointHandshakes(api, entryPoints);
    registerNegative(api, entryPoints);
    registerClaims(api, entryPoints, runs.claims);
  }
}
