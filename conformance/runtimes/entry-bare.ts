/** The subset, for engines that have nothing but `print`. */
import { engineName, useEngine } from '@countersign/srp-core/engine';
import { registerSubset } from '../ours/subset.ts';
import { bringWhatIsMissing } from './_bare.ts';
import { runTests } from './_collect.ts';

declare const __SUITE__: { readonly only: string };
declare const print: (line: string) => void;

bringWhatIsMissing();
useEngine('plain');
void runTests(registerSubset, {
  only: __SUITE__.only,
  send: (message) => print(JSON.stringify(message)),
  engines: [engineName()],
  skipped: [],
});
