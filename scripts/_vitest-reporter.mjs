/** Counts every test, and keeps the name and the reason of each one that was skipped. */
import { writeTally } from './_tally.mjs';

export default class TallyReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const tally = { passed: 0, failed: unhandledErrors.length, skipped: [] };
    for (const module of modules) {
      // A file that failed to load has no tests to fail.
      if (!module.ok() && module.errors().length > 0) tally.failed += 1;
      for (const test of module.children.allTests()) {
        const { state, note } = test.result();
        if (state === 'passed') tally.passed += 1;
        else if (state === 'failed') tally.failed += 1;
        else tally.skipped.push({ name: test.fullName, reason: note ?? 'no reason was given' });
      }
    }
    writeTally('test', tally);
  }
}
