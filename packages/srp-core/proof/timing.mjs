/**
 * `npm run bench:timing`: does the time depend on a secret, as far as statistics can see? Inputs of
 * several classes are timed in random order, and each class is compared with random secrets. Exits
 * with 1 when a class differs, with 2 when the positive control was not caught: then nothing was shown.
 *
 * `--full` takes 10,000 measurements of each class instead of 1,000.
 */
import { cpus, loadavg } from 'node:os';
import { chooseEngine, useEngine } from '../dist/_engine.js';
import { bytesFor } from './_secrets.mjs';
import { integerBytes, integerFrom, power, PRIME } from './_slow.mjs';
import { compareTimes, THRESHOLD } from './_welch.mjs';

const FULL = process.argv.includes('--full');
const COUNT = FULL ? 10_000 : 1000;
const FLOOR = FULL ? 0.0025 : 0.01;
const WARM_UP = 100;

/** @type {Record<string, (length: number, index: number) => Uint8Array>} */
const CLASSES = {
  control: (length, index) => bytesFor(`control ${index}`, length),
  zero: (length) => new Uint8Array(length),
  sparse: (length) => new Uint8Array(length).fill(1, length - 1),
  dense: (length) => new Uint8Array(length).fill(0xff),
  'leading zeros': (length, index) => bytesFor(`zeros ${index}`, length).fill(0, 0, length >> 1),
  structured: (length) => new Uint8Array(length).fill(0x11),
};

console.log(`${process.version} on ${cpus()[0].model}, load ${loadavg()[0].toFixed(1)}`);
console.log(
  `${COUNT} measurements of each class; fails above |t| ${THRESHOLD} and ${percent(FLOOR)}`,
);
console.log(
  `${'engine, operation'.padEnd(22)} ${'class'.padEnd(14)}        t   effect  visible from`,
);

const isCaught = compareClasses('BigInt, control', {
  length: 32,
  run: (secret) => power(2n, integerFrom(secret)),
}).some(({ differs }) => differs);
if (!isCaught) {
  console.error('The positive control, square-and-multiply on BigInt, was not caught: void.');
  process.exit(2);
}

const base = reduced(bytesFor('base', 384));
const verdicts = ['wasm', 'plain'].flatMap((name) => {
  useEngine(name);
  const engine = chooseEngine();
  return [
    ...compareClasses(`${name}, g^x`, { length: 32, run: (secret) => engine.powerOfTwo(secret) }),
    ...compareClasses(`${name}, S`, { length: 65, run: (secret) => engine.power(base, secret) }),
    ...compareClasses(`${name}, base of S`, {
      length: 384,
      shape: reduced,
      run: (secret) => engine.power(secret, bytesFor('exponent', 8)),
    }),
  ];
});
const differing = verdicts.filter(({ differs }) => differs);
const blind = verdicts.filter(({ detectable }) => detectable > FLOOR);
console.log(
  `\npositive control caught; ${verdicts.length} comparisons, ${differing.length} differ.`,
);
if (blind.length > 0) {
  console.log(
    `${blind.length} of them could not have seen ${percent(FLOOR)}: the machine is too busy.`,
  );
}
if (differing.length > 0) process.exitCode = 1;

/** Times all classes in random order, prints a line for each, and returns the verdicts. */
function compareClasses(subject, { length, run, shape = (secret) => secret }) {
  const names = Object.keys(CLASSES);
  const times = new Map(names.map((name) => [name, []]));
  const input = new Uint8Array(length);
  const order = shuffled(
    names.flatMap((name) => Array.from({ length: COUNT + WARM_UP }, () => name)),
  );
  for (const [index, name] of order.entries()) {
    // Into the same memory every time: where a secret lies must not be what is measured.
    input.set(shape(CLASSES[name](length, index)));
    const start = performance.now();
    run(input);
    times.get(name).push(performance.now() - start);
  }
  const control = times.get('control').slice(WARM_UP);
  return names.slice(1).map((name) => {
    const compared = compareTimes(times.get(name).slice(WARM_UP), control);
    const differs = Math.abs(compared.t) > THRESHOLD && Math.abs(compared.effect) > FLOOR;
    const numbers = [compared.t.toFixed(2), percent(compared.effect), percent(compared.detectable)];
    const [t, effect, detectable] = numbers.map((text) => text.padStart(8));
    const mark = differs ? '  differs' : '';
    console.log(`${subject.padEnd(22)} ${name.padEnd(14)} ${t} ${effect} ${detectable}${mark}`);
    return { ...compared, differs };
  });
}

function reduced(bytes) {
  return integerBytes(integerFrom(bytes) % PRIME, 384);
}

function shuffled(list) {
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [copy[last], copy[other]] = [copy[other], copy[last]];
  }
  return copy;
}

function percent(part) {
  return `${(100 * part).toFixed(2)} %`;
}
