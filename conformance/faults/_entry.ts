/**
 * Everything that the suite says about our packages, as a list. The first test that fails ends the run of a
 * fault, so the cheap ones come first.
 *
 * @module
 */
import { registerOurs } from '../ours/register.ts';
import type { OurOptions } from '../ours/register.ts';
import { service } from '../ours/service.ts';
import { registerDeviceChecks } from '../suite/device-vectors.ts';
import { registerTimestampReads } from '../suite/proof-vectors.ts';
import { registerSecretHashChecks } from '../suite/secret-hash-vectors.ts';
import type { TestApi } from '../suite/srp-implementation.ts';

/** One test of the suite. */
export type Test = readonly [name: string, body: () => void | Promise<void>];

/** A property has no number. */
const IS_VECTOR = /#\d/;
/** Whole handshakes. */
const IS_HANDSHAKE = /srp-(?:edges|negative)#/;

export function listTests(options: OurOptions): readonly Test[] {
  const tests = listOf((api) => registerOurs(api, options));
  // A pool of its own for each of these makes keys, which takes long.
  const withPools = new Set(
    listOf((api) => {
      registerTimestampReads(api, service);
      registerDeviceChecks(api, service);
      registerSecretHashChecks(api, service);
    }).map(([name]) => name),
  );
  const cost = ([name]: Test): number => {
    if (withPools.has(name)) return 3;
    return IS_VECTOR.test(name) ? Number(IS_HANDSHAKE.test(name)) : 2;
  };
  return tests.toSorted((left, right) => cost(left) - cost(right));
}

function listOf(register: (api: TestApi) => void): readonly Test[] {
  const tests: Test[] = [];
  register({ test: (name, body) => void tests.push([name, body]) });
  return tests;
}
