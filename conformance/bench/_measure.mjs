/** Medians of many short measurements, taken in turns. Runs wherever there is `performance`. */

/** Clocks may tick once in a millisecond (browsers), so a sample is long enough for that. */
const SAMPLE_MS = 25;

/**
 * Time each subject in every round, so that whatever else the machine does, it does to all.
 *
 * @param {{ name: string, prepare?: () => void, signIn: () => unknown }[]} subjects - `prepare` runs
 * before each look at the clock.
 * @param {{ rounds: number, warmUp: number, pause?: () => Promise<void> }} options - `pause` is
 * awaited before each look at the clock, where the clock stands still while code runs (workerd).
 * @returns {Promise<{ name: string, milliseconds: number[] }[]>} per sign-in, sorted.
 */
export async function measure(subjects, { rounds, warmUp, pause }) {
  const now = async () => {
    await pause?.();
    return performance.now();
  };
  const sample = async ({ prepare, signIn }, repeats) => {
    prepare?.();
    const start = await now();
    for (let repeat = 0; repeat < repeats; repeat += 1) await signIn();
    return ((await now()) - start) / repeats;
  };

  const running = [];
  for (const subject of subjects) {
    let perSignIn = 0;
    for (let round = 0; round < warmUp; round += 1) perSignIn = await sample(subject, 1);
    const repeats = Math.max(1, Math.ceil(SAMPLE_MS / Math.max(perSignIn, 0.1)));
    running.push({ subject, repeats, milliseconds: [] });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { subject, repeats, milliseconds } of running) {
      milliseconds.push(await sample(subject, repeats));
    }
  }
  return running.map(({ subject, milliseconds }) => ({
    name: subject.name,
    milliseconds: milliseconds.sort((left, right) => left - right),
  }));
}
