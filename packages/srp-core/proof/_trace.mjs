/**
 * What instrumented code reports to: every branch and every address goes into one running hash, in
 * the order in which they happen. Two runs took the same path over the same addresses if, and (but
 * for a collision of 64 bits) only if, their hashes are equal.
 *
 * An address in JavaScript is an object and an index. Objects are numbered as they are first met in
 * a run, so that a fresh array of this run is the same object as its counterpart of another run.
 */
import { createRunningHash } from './_running-hash.mjs';

/**
 * Methods of bytes, lists and text whose numbers say where to read or write, or how far: which of the arguments those are.
 * Of other methods, the name and the count of the arguments are recorded.
 */
const ADDRESS_ARGUMENTS = new Map([
  ['at', [0]],
  ['charAt', [0]],
  ['charCodeAt', [0]],
  ['codePointAt', [0]],
  ['copyWithin', [0, 1, 2]],
  ['fill', [1, 2]],
  ['padEnd', [0]],
  ['padStart', [0]],
  ['repeat', [0]],
  ['set', [1]],
  ['slice', [0, 1]],
  ['splice', [0, 1]],
  ['subarray', [0, 1]],
  ['substr', [0, 1]],
  ['substring', [0, 1]],
  ['with', [0]],
]);
const VIEW_ACCESS = /^[gs]et(Big)?(Uint|Int|Float)(8|16|32|64)$/;
/** Objects made of memory: how long they are, and where they begin, are addresses. */
const MEMORY = /^(ArrayBuffer|DataView|Array|(Big)?(Uint|Int|Float)(8|16|32|64)(Clamped)?Array)$/;

/** @returns a recorder; `hooks` is what instrumented JavaScript calls. */
export function createTrace() {
  const running = createRunningHash();
  const { mix } = running;
  const numbering = createNumbering();
  const hooks = createHooks(running, numbering);

  const lanes = [];

  /**
   * Run it from a clean slate. What WebAssembly reports has a hash of its own, which is mixed in at
   * the end: the calls of its functions are in the row already, in their order.
   */
  function record(run) {
    running.reset();
    numbering.reset();
    for (const lane of lanes) lane.reset();
    const result = run();
    const reports = lanes.map((lane) => lane.read());
    for (const { high, low } of reports) {
      mix(high);
      mix(low);
    }
    const events = reports.reduce((sum, report) => sum + report.events, running.events());
    return { hash: running.digest(), events, result };
  }

  /**
   * Where two runs part: each is made twice. For messages.
   *
   * @param {() => () => unknown} startLeft - what makes a run anew.
   * @returns {number | undefined} the number of the place.
   */
  function locate(startLeft, startRight) {
    const starts = [startLeft, startRight];
    const marks = starts.map((start) => (record(start()), running.checkpoints()));
    const same = marks[0].findIndex((mark, index) => mark !== marks[1][index]);
    const from = same < 0 ? Math.min(marks[0].length, marks[1].length) : same;
    const seen = starts.map((start) => running.watch(from, () => record(start())));
    const first = seen[0].findIndex(([, value], index) => value !== seen[1][index]?.[1]);
    return seen[0][first]?.[0];
  }

  return { hooks, record, locate, addLane: (lane) => lanes.push(lane) };
}

/** Numbers objects in the order in which a run meets them. */
function createNumbering() {
  let numbers = new WeakMap();
  let count = 0;
  let lastObject;
  let lastNumber = 0;

  return {
    /** 0 for what has no identity. */
    numberOf(object) {
      if (object === lastObject) return lastNumber;
      if (object === null || (typeof object !== 'object' && typeof object !== 'function')) return 0;
      let number = numbers.get(object);
      if (number === undefined) {
        count += 1;
        number = count;
        numbers.set(object, number);
      }
      lastObject = object;
      lastNumber = number;
      return number;
    },
    reset() {
      numbers = new WeakMap();
      count = 0;
      lastObject = undefined;
    },
  };
}

function createHooks({ mix, reach, setSite }, { numberOf }) {
  function mixElement(object, key) {
    const number = numberOf(object);
    // One number for both, where there is room for that.
    if (typeof key === 'number' && key >>> 20 === 0 && number < 2048) {
      mix((number << 20) | key);
      return;
    }
    mix(-1);
    mix(number);
    if (typeof object === 'string') mix(object.length);
    mixKey(mix, key);
  }

  return {
    /** This place was reached. */
    visit(site) {
      reach(site);
    },
    branch(site, value) {
      reach(site);
      mix(value ? 1 : 0);
      return value;
    },
    nullish(site, value) {
      reach(site);
      mix(value === null || value === undefined ? 1 : 0);
      return value;
    },
    key(site, key) {
      reach(site);
      mixKey(mix, key);
      return key;
    },
    /**
     * An access is about to happen. Its place need not be mixed in: the branches before it tell
     * which one it is.
     *
     * @returns the key.
     */
    element(site, object, key) {
      setSite(site);
      mixElement(object, key);
      return key;
    },
    method(site, object, name, ...parameters) {
      reach(site);
      mixElement(object, name);
      mix(parameters.length);
      const positions = isMemory(object) ? positionsOf(name) : [];
      for (const position of positions) mixKey(mix, parameters[position]);
      return object[name](...parameters);
    },
    construct(site, constructor, ...parameters) {
      reach(site);
      mixText(mix, constructor.name);
      mix(parameters.length);
      if (MEMORY.test(constructor.name)) {
        for (const parameter of parameters) {
          if (typeof parameter === 'number') mixKey(mix, parameter);
        }
      }
      return new constructor(...parameters);
    },
  };
}

function mixText(mix, text) {
  mix(text.length);
  for (let index = 0; index < text.length; index += 1) mix(text.charCodeAt(index));
}

/** Numbers as they are; a key that is text, or a number that is no integer, as text. */
function mixKey(mix, key) {
  if (typeof key === 'number' && (key | 0) === key) mix(key);
  else mixText(mix, String(key));
}

/** Of our own objects' methods the bodies are instrumented; only these are built in. */
function isMemory(object) {
  const isBytes = ArrayBuffer.isView(object) || object instanceof ArrayBuffer;
  return isBytes || typeof object === 'string' || Array.isArray(object);
}

function positionsOf(name) {
  return VIEW_ACCESS.test(name) ? [0] : (ADDRESS_ARGUMENTS.get(name) ?? []);
}
