/**
 * Two rows of times, compared as dudect does it: outliers are cropped, and Welch's t says whether the
 * means of what is left differ.
 *
 * @see O. Reparaz, J. Balasch, I. Verbauwhede, "Dude, is my code constant time?", DATE 2017
 * @module
 */

/** What dudect calls a leak for certain. */
export const THRESHOLD = 4.5;
/** How much of the faster end is kept, of both rows together. */
const CROPS = [0.5, 0.75, 0.9, 0.99];
/** A crop that leaves less of a row than that says nothing about it. */
const LEAST = 0.1;

/**
 * @param {number[]} times
 * @param {number[]} control
 * @returns {{ t: number, effect: number, detectable: number }} of the crop with the largest |t| where
 * that is above the threshold, else of the one that sees most. The effect, and the smallest one that
 * would have reached the threshold, are parts of the control's mean.
 */
export function compareTimes(times, control) {
  const pooled = [...times, ...control].sort((left, right) => left - right);
  const compared = CROPS.flatMap((crop) => {
    const limit = pooled[Math.floor(crop * (pooled.length - 1))];
    const [row, controlRow] = [keep(times, limit), keep(control, limit)];
    const isEnough =
      row.length >= LEAST * times.length && controlRow.length >= LEAST * control.length;
    return isEnough ? [welch(row, controlRow)] : [];
  });
  const [strongest] = compared.toSorted((left, right) => Math.abs(right.t) - Math.abs(left.t));
  const [sharpest] = compared.toSorted((left, right) => left.detectable - right.detectable);
  return Math.abs(strongest.t) > THRESHOLD ? strongest : sharpest;
}

function keep(times, limit) {
  const { length, sum, squares } = times.reduce(
    (row, time) =>
      time > limit
        ? row
        : { length: row.length + 1, sum: row.sum + time, squares: row.squares + time * time },
    { length: 0, sum: 0, squares: 0 },
  );
  const mean = sum / length;
  return { length, mean, variance: (squares - sum * mean) / (length - 1) };
}

function welch(row, control) {
  const error = Math.sqrt(row.variance / row.length + control.variance / control.length);
  const difference = row.mean - control.mean;
  return {
    t: difference / error,
    effect: difference / control.mean,
    detectable: (THRESHOLD * error) / control.mean,
  };
}
