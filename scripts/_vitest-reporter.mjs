/** Counts every test, and keeps the name and the reason of each one that was skipped. */
import { writeTally } from './_tally.mjs';

export default class TallyReporter {
  onTestRunEnd(modules, unhandledErrors, reason) {
    const tally = { passed: 0, failed: unhandledErrors.length, skipped: [] };
    for (const module of modules) {
      // A file that failed to load has no tests to fail.
      if (!module.ok() && module.errors().length > 0) tally.failed += 1;
      // Neither does a suite whose hooks threw.
      for (const suite of module.children.allSuites()) tally.failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        const { state, note } = test.result();
        if (state === 'passed') tally.passed += 1;
        else if (state === 'failed') tally.failed += 1;
        else if (note !== undefined) tally.skipped.push({ name: test.fullName, reason: note });
        // A skip is a decision, and a decision has a reason.
        else tally.failed += 1;
      }
    }
    if (reason !== 'passed' && tally.failed === 0) tally.failed = 1;
    writeTally('test', tally);
  }
}
