/**
 * Cases of `negative-cases.json` that no vector can tell: what our packages do with a signal, a
 * store, a broken runtime; by the names that the file has.
 *
 * @module
 */
import type { TestApi } from '../suite/srp-implementation.ts';
import { registerFlowCases } from './cases-flow.ts';
import { registerSecretCases } from './cases-secrets.ts';
import { registerSrpCases } from './cases-srp.ts';
import { registerTransportCases } from './cases-transport.ts';

/** Registers all of them. */
export function registerOurCases(api: TestApi): void {
  registerSrpCases(api);
  registerFlowCases(api);
  registerTransportCases(api);
  registerSecretCases(api);
}
