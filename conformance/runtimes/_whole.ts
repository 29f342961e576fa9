/**
 * The whole suite on our own packages, with the engines that this runtime has. The reference hashes
 * with @aws-crypto/sha256-js in every runtime: WebCrypto cannot hash at once, and srp-core's own hash
 * must not judge itself.
 *
 * @module
 */
import { Sha256 } from '@aws-crypto/sha256-js';
import { engineName, useEngine } from '@countersign/srp-core/engine';
import type { EngineName } from '@countersign/srp-core/engine';
import fc from 'fast-check';
import { registerOurs } from '../ours/register.ts';
import type { OurRuns } from '../ours/register.ts';
import type { TestApi } from '../suite/srp-implementation.ts';
import { countTests, runTests } from './_collect.ts';
import type { CollectOptions } from './_collect.ts';

/** Written into the bundle by whoever makes it. */
declare const __SUITE__: { readonly runs: OurRuns; readonly seed: number; readonly only: string };

const ENGINES: readonly EngineName[] = ['wasm', 'plain'];

export async function runWhole(send: CollectOptions['send']): Promise<void> {
  const { runs, seed, only } = __SUITE__;
  // Every property starts from the run's own seed, which a failure tells.
  fc.configureGlobal({ seed });
  const chosen = engineName();
  const engines = [chosen, ...ENGINES.filter((name) => name !== chosen && isHere(name))];
  const registering = (names: readonly EngineName[]) => (api: TestApi) =>
    registerOurs(api, { engines: names, hash, runs });
  const count = countTests(registering(ENGINES)) - countTests(registering(engines));
  const reason = 'no WebAssembly with SIMD here';
  const skipped = count === 0 ? [] : [{ count, reason }];
  await runTests(registering(engines), { only, send, engines, skipped });
}

function isHere(name: EngineName): boolean {
  try {
    useEngine(name);
    return true;
  } catch {
    return false;
  }
}

function hash(bytes: Uint8Array): Uint8Array {
  const sha256 = new Sha256();
  sha256.update(bytes);
  return sha256.digestSync();
}
