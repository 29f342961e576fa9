/**
 * srp-core under everything that the suite says about SRP: each engine by itself, and each against the
 * other.
 *
 * @module
 */
import type { EngineName } from '@countersign/srp-core/engine';
import type { ReferenceOptions } from '../reference/srp.mjs';
import { registerDeviceVerifiers } from '../suite/device-vectors.ts';
import { registerHashes } from '../suite/encoding-vectors.ts';
import { registerAcross } from '../suite/srp-across.ts';
import type { TestApi } from '../suite/srp-implementation.ts';
import { registerSuite } from '../suite/srp-suite.ts';
import type { SrpRuns } from '../suite/srp-suite.ts';
import { createReferenceSubject, createSrpSubject, createWrongPeers } from './srp-subjects.ts';

export interface OurSrpOptions {
  /** Those that this runtime has. */
  readonly engines: readonly EngineName[];
  /** SHA-256 for the reference: not srp-core's own, lest both be wrong alike. */
  readonly hash: ReferenceOptions['hash'];
  readonly runs: SrpRuns & { readonly across: number };
}

/** Registers it. */
export function registerOurSrp(api: TestApi, { engines, hash, runs }: OurSrpOptions): void {
  const subjects = engines.map((engine) => createSrpSubject(engine));
  const peer = createReferenceSubject('the reference', { hash });
  const wrongPeers = createWrongPeers(hash);
  for (const subject of subjects) {
    registerSuite(api, { ...subject, peer, wrongPeers }, runs);
    registerHashes(api, subject.steps);
    registerDeviceVerifiers(api, subject.steps);
  }
  for (const { entryPoints: client } of subjects) {
    for (const { entryPoints: server } of subjects) {
      if (client !== server) registerAcross(api, client, server, runs.across);
    }
  }
}
