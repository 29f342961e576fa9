/** What a runtime says of its tests, and what it means when it says no more. */

const GRACE_MS = 20_000;

/**
 * @typedef {object} Verdict
 * @property {number} passed
 * @property {{ name: string, error: string }[]} failures
 * @property {{ count: number, reason: string }[]} skipped
 * @property {string[]} engines
 * @property {number} seconds
 */

/**
 * Whatever happens, somebody is named for it: a hang is a failure of the test that hangs.
 *
 * @param {(session: { hear: (message: object) => void, signal: AbortSignal }) => Promise<void>} run
 * @param {object} limits
 * @param {number} limits.silenceMs - the longest that one test may take.
 * @param {number} limits.wholeMs
 * @param {AbortSignal} limits.signal - ends it from outside.
 * @returns {Promise<Verdict>}
 */
export async function listen(run, { silenceMs, wholeMs, signal }) {
  const start = performance.now();
  const controller = new AbortController();
  const failures = [];
  let [started, ended, current, why] = [0, undefined, 'the start', undefined];
  const stop = (reason) => {
    why ??= reason;
    controller.abort();
  };
  const outside = () => stop('It was interrupted.');
  signal.addEventListener('abort', outside);
  const whole = setTimeout(() => stop(`All of it took more than ${wholeMs / 1000} s.`), wholeMs);
  let silence;
  const wait = () => {
    clearTimeout(silence);
    silence = setTimeout(() => stop(`It did not end within ${silenceMs / 1000} s.`), silenceMs);
  };
  const hear = (message) => {
    wait();
    if (message.test !== undefined) {
      current = message.test;
      started += 1;
    } else if (message.failed !== undefined) {
      failures.push({ name: message.failed, error: message.error });
    } else if (message.ended !== undefined) {
      ended = message.ended;
    }
  };
  wait();
  try {
    await Promise.race([run({ hear, signal: controller.signal }), afterAbort(controller.signal)]);
  } catch (error) {
    why ??= error.message;
  } finally {
    clearTimeout(silence);
    clearTimeout(whole);
    signal.removeEventListener('abort', outside);
  }
  const seconds = (performance.now() - start) / 1000;
  const { skipped = [], engines = [] } = ended ?? {};
  const passed = ended?.passed ?? Math.max(0, started - failures.length - 1);
  if (ended === undefined || why !== undefined) {
    failures.push({
      name: ended === undefined ? current : 'the end',
      error: why ?? 'It just ended.',
    });
  } else if (started === 0) failures.push({ name: 'the start', error: 'No test ran.' });
  return { passed, failures, skipped, engines, seconds };
}

/** A runtime that does not even let itself be ended must not hold up the others. */
function afterAbort(signal) {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      setTimeout(() => reject(new Error('It could not be ended.')), GRACE_MS).unref();
    });
  });
}
