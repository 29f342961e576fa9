/**
 * Is this arithmetic right? Results are compared with native integers, memory with what was in it
 * before. The inputs come from a fixed seed.
 */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { COGNITO_PRIME as PRIME } from '../../../conformance/reference/srp.mjs';
import {
  areConstantsBounded,
  areLimbsRight,
  isKernelRight,
  watchFactors,
} from './_judge-limbs.mjs';
import { loadModules } from './_load-modules.mjs';
import { runAtOnce } from '../src/_slices.ts';

const ELEMENT_BYTES = 384;

const bytesOf = (number, length) =>
  Uint8Array.from(Buffer.from(number.toString(16).padStart(2 * length, '0'), 'hex'));
const numberOf = (bytes) => BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);
const random = (label, length) => {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, index) =>
    createHash('sha256').update(`${label} ${index}`).digest(),
  );
  return Uint8Array.from(Buffer.concat(blocks).subarray(0, length));
};
const element = (label) => numberOf(random(label, ELEMENT_BYTES)) % PRIME;
const power = (base, exponent) => {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % PRIME;
    if (bit === '1') result = (result * base) % PRIME;
  }
  return result;
};

const EDGES = [0n, 1n, PRIME - 1n, (PRIME - 1n) / 2n, 2n ** 3071n - 1n, 2n ** 3060n + 1n];
const PAIRS = [
  [1n, PRIME - 1n],
  ...EDGES.map((edge, index) => [edge, EDGES[(index + 2) % EDGES.length]]),
  ...[0, 1, 2, 3, 4, 5].map((index) => [element(`left ${index}`), element(`right ${index}`)]),
];
const EXPONENTS = [
  new Uint8Array(32).fill(255),
  random('exponent', 32),
  Uint8Array.of(0, 31),
  new Uint8Array(0),
];
const LONG = [random('long', 64), new Uint8Array(33).fill(255)];
const PRODUCTS = PAIRS.map(([left, right]) => ({
  left: bytesOf(left, ELEMENT_BYTES),
  right: bytesOf(right, ELEMENT_BYTES),
  expected: (left * right) % PRIME,
}));
const BASE = element('base');
const POWERS = [...LONG, ...EXPONENTS.slice(2)].map((exponent) => ({
  base: bytesOf(BASE, ELEMENT_BYTES),
  exponent,
  expected: power(BASE, numberOf(exponent)),
}));
const POWERS_OF_TWO = [...EXPONENTS, LONG[1]].map((exponent) => ({
  exponent,
  expected: power(2n, numberOf(exponent)),
}));

/**
 * @param {Record<string, string>} sources - the text of every file.
 * @param {Uint8Array} wasm - the bytes of the module.
 * @param {'plain' | 'wasm' | 'bytes'} subject
 */
export function isRight(sources, wasm, subject) {
  const made = [];
  const watch = (original) =>
    new Proxy(original, {
      construct: (target, values) => {
        const array = new target(...values);
        made.push(array);
        return array;
      },
    });
  const modules = loadModules(sources, {
    Float64Array: watch(Float64Array),
    Int32Array: watch(Int32Array),
    Uint8Array: watch(Uint8Array),
  });
  if (subject === 'bytes') return areBytesRight(modules['_secret-bytes'], made);
  const prime = bytesOf(PRIME, ELEMENT_BYTES);
  if (subject === 'plain') {
    const engine = createPlain(modules, prime, made);
    return areLimbsRight(modules['_secret-montgomery']) && isEngineRight(engine, made);
  }
  const kernel = new WebAssembly.Instance(new WebAssembly.Module(wasm)).exports;
  const factors = watchFactors(kernel);
  const engine = runAtOnce(
    modules['_wasm-engine'].createWasmEngine({ ...kernel, ...factors }, prime),
  );
  const kept = [new Uint8Array(kernel.memory.buffer)];
  return (
    isEngineRight({ engine, kept }, made) &&
    factors.areBounded() &&
    areConstantsBounded(kernel) &&
    isKernelRight(kernel)
  );
}

function createPlain(modules, prime, made) {
  made.length = 0;
  const engine = runAtOnce(modules['_secret-plain-engine'].createPlainEngine(prime));
  // What else is made on the way, and forgotten, is small.
  const kept = made.filter((array) => array instanceof Float64Array || array.length > 64);
  return { engine, kept };
}

function isEngineRight({ engine, kept }, made) {
  const before = kept.map((array) => array.slice());
  const isClean = () =>
    kept.every((array, index) => isSame(array, before[index])) &&
    made.every((array) => kept.includes(array) || array.length < 2 || isBlank(array));
  const agrees = (result, expected) => {
    const place = made.indexOf(result);
    if (place >= 0) made.splice(place, 1);
    const right = result.length === ELEMENT_BYTES && numberOf(result) === expected && isClean();
    made.length = 0;
    return right;
  };
  made.length = 0;
  return (
    PRODUCTS.every(({ left, right, expected }) => agrees(engine.multiply(left, right), expected)) &&
    POWERS_OF_TWO.every(({ exponent, expected }) =>
      agrees(engine.powerOfTwo(exponent), expected),
    ) &&
    POWERS.every(({ base, exponent, expected }) => agrees(engine.power(base, exponent), expected))
  );
}

const isBlank = (array) => array.every((value) => value === 0);
const isSame = (left, right) =>
  left.length === right.length && left.every((value, index) => value === right[index]);

const STRINGS = [
  '',
  '00',
  '0000',
  '7f00',
  '80',
  '0080',
  '00ff01',
  'ff',
  '01ff',
  'ff00',
  '0100',
].map((hex) => Uint8Array.from(Buffer.from(hex, 'hex')));

function areBytesRight(bytes, made) {
  const rest = (result) => {
    const left = made.filter((array) => array !== result && !isBlank(array));
    made.length = 0;
    return left.length === 0;
  };
  const pads = [...STRINGS.slice(1), random('pad', 40)].every((number) => {
    const integer = numberOf(number);
    const bits = integer === 0n ? 0 : integer.toString(2).length;
    const padded = bytes.padInteger(number);
    return padded.length === (bits >> 3) + 1 && numberOf(padded) === integer && rest(padded);
  });
  const compares = STRINGS.every((left) =>
    STRINGS.filter(({ length }) => length === left.length).every((right) => {
      const [first, second] = [numberOf(left), numberOf(right)];
      return (
        bytes.isZero(left) === Number(first === 0n) &&
        bytes.isEqual(left, right) === Number(first === second) &&
        bytes.isBelow(left, right) === Number(first < second)
      );
    }),
  );
  const prime = bytesOf(PRIME, ELEMENT_BYTES);
  const sums = PRODUCTS.every(({ left, right }) => {
    const [first, second] = [numberOf(left), numberOf(right)];
    const difference = bytes.subtractModPrime(left, right, prime);
    const isDifference = numberOf(difference) === (first - second + PRIME) % PRIME;
    const clean = rest(difference);
    const sum = bytes.addModPrime(left, right, prime);
    const isSum = numberOf(sum) === (first + second) % PRIME;
    // The negative is wiped; the difference that it is made of is the result of a function above.
    return isDifference && clean && isSum && rest(sum);
  });
  const lengths = [
    [32, 32, 32, 64],
    [33, 32, 32, 65],
    [128, 32, 32, 129],
    [3, 1, 5, 6],
    [5, 5, 1, 6],
  ];
  const products = lengths.every(([a, l, r, length]) =>
    [(label, size) => random(label, size), (_label, size) => new Uint8Array(size).fill(255)].every(
      (make) => {
        const [addend, left, right] = [make('a', a), make('l', l), make('r', r)];
        const result = bytes.multiplyAndAdd(addend, left, right);
        const expected = numberOf(addend) + numberOf(left) * numberOf(right);
        return numberOf(result) === expected && result.length === length && rest(result);
      },
    ),
  );
  return pads && compares && sums && products;
}
