/** The statistics themselves, on times that are known. */
import { describe, expect, test } from 'vitest';
import { compareTimes, THRESHOLD } from './_welch.mjs';

/** Fixed pseudo-random times around a mean, with some that took far too long. */
function timesAround(mean, seed, count = 1000) {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: count }, () => {
    const noise = next() + next() + next() + next() - 2;
    return mean * (1 + 0.02 * noise) * (next() < 0.01 ? 5 : 1);
  });
}

describe("Welch's t", () => {
  test('sees an effect of 1 % through noise and outliers, and its size', () => {
    const { t, effect } = compareTimes(timesAround(1.01, 1), timesAround(1, 2));
    expect(t).toBeGreaterThan(THRESHOLD);
    expect(effect).toBeGreaterThan(0.005);
    expect(effect).toBeLessThan(0.015);
  });

  test('is silent where there is none', () => {
    for (let seed = 1; seed < 50; seed += 1) {
      const { t } = compareTimes(timesAround(1, seed), timesAround(1, seed + 1000));
      expect(Math.abs(t)).toBeLessThan(THRESHOLD);
    }
  });

  test('says which effect it could have seen, and sees it', () => {
    const { detectable } = compareTimes(timesAround(1, 1), timesAround(1, 2));
    expect(detectable).toBeLessThan(0.01);
    const { t } = compareTimes(timesAround(1 + 2 * detectable, 1), timesAround(1, 2));
    expect(t).toBeGreaterThan(THRESHOLD);
  });

  test('sees that something is faster, too', () => {
    const { t, effect } = compareTimes(timesAround(0.98, 1), timesAround(1, 2));
    expect(t).toBeLessThan(-THRESHOLD);
    expect(effect).toBeLessThan(0);
  });
});
