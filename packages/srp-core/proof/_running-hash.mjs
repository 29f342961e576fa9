/**
 * A hash of a long row of numbers, taken one by one. It remembers what it was every 65,536 numbers,
 * so that the first difference of two rows can be looked for in one stretch of them.
 */
const CHECKPOINT = 0x10000;
const CHECKPOINT_MASK = CHECKPOINT - 1;

export function createRunningHash() {
  let high = 0;
  let low = 0;
  let events = 0;
  let site = 0;
  let checkpoints = [];
  let watched = { from: Infinity, to: Infinity, seen: [] };

  // Two lanes of 32 bits, mixed by multiplication (constants of MurmurHash3 and xxHash32).
  function mix(value) {
    if (events >= watched.from && events < watched.to) watched.seen.push([site, value]);
    events += 1;
    if ((events & CHECKPOINT_MASK) === 0) checkpoints.push(low);
    high = (Math.imul(((high << 13) | (high >>> 19)) ^ value, 0x85ebca6b) + low) | 0;
    low = (Math.imul(((low << 17) | (low >>> 15)) ^ value, 0x9e3779b1) + high) | 0;
  }

  return {
    mix,
    /** From here on, numbers come from this place in the source. */
    setSite(number) {
      site = number;
    },
    /** The place itself is part of the row. */
    reach(number) {
      site = number;
      mix(number);
    },
    reset() {
      high = 0;
      low = 0;
      events = 0;
      checkpoints = [];
    },
    events: () => events,
    digest: () => `${hex(high)}${hex(low)}`,
    checkpoints: () => checkpoints,
    /** The numbers, each with its place, that follow the checkpoint of that index in `run`. */
    watch(checkpoint, run) {
      const from = checkpoint * CHECKPOINT;
      watched = { from, to: from + 2 * CHECKPOINT, seen: [] };
      run();
      const { seen } = watched;
      watched = { from: Infinity, to: Infinity, seen: [] };
      return seen;
    },
  };
}

function hex(lane) {
  return (lane >>> 0).toString(16).padStart(8, '0');
}
