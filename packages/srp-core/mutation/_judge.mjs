/**
 * Is this arithmetic right? Results are compared with native integers, memory with what was in it
 * before. The inputs come from a fixed seed.
 */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { COGNITO_PRIME as PRIME } from '../../../conformance/reference/srp.mjs';
import { LAYOUT } from '../wasm/_columns.mjs';
import { loadModules } from './_load-modules.mjs';

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
  const engine = modules['_wasm-engine'].createWasmEngine({ ...kernel, ...factors }, prime);
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
  const engine = modules['_secret-plain-engine'].createPlainEngine(prime);
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

/** What the plain engine's operations need too rarely for a product to show it. */
function areLimbsRight({ doubleIf, subtractPrimeOnce, LIMBS, LIMBS_WITH_MARGIN }) {
  const limbsOf = (number) =>
    Float64Array.from({ length: LIMBS_WITH_MARGIN }, (_, index) =>
      Number((number >> BigInt(22 * index)) & 0x3fffffn),
    );
  const read = (limbs) => limbs.reduceRight((sum, limb) => (sum << 22n) + BigInt(limb), 0n);
  const isNormal = (limbs) =>
    limbs.every((limb, index) => limb >= 0 && limb < (index < LIMBS ? 2 ** 22 : 1));
  const numbers = [
    0n,
    1n,
    PRIME - 1n,
    PRIME,
    PRIME + 1n,
    2n * PRIME - 1n,
    PRIME + element('above'),
  ];
  return numbers.every((number) => {
    const value = limbsOf(number);
    subtractPrimeOnce(value, new Float64Array(LIMBS_WITH_MARGIN), limbsOf(PRIME + 1n));
    const [same, twice] = [limbsOf(number), limbsOf(number)];
    doubleIf(same, 0);
    doubleIf(twice, 1);
    return (
      read(value) === number % PRIME &&
      read(same) === number &&
      read(twice) === 2n * number &&
      [value, same, twice].every(isNormal)
    );
  });
}

const LIMB = 4195;
const PRODUCT_LIMB = 4160;
const MULTIPLE_LIMB = 4129;
const RADIX = 2n ** 3120n;

const isWithin = (limbs, bound) => limbs.every((limb) => Math.abs(limb) <= bound);

/** The kernel's product, and whether all that it was ever given had limbs within the bound. */
function watchFactors(kernel) {
  const limbs = new Int16Array(kernel.memory.buffer);
  let bounded = true;
  return {
    areBounded: () => bounded,
    multiply: (to, left, right) => {
      for (const address of [left, right]) {
        bounded &&= isWithin(limbs.subarray(address / 2, address / 2 + 240), LIMB);
      }
      kernel.multiply(to, left, right);
    },
  };
}

function areConstantsBounded(kernel) {
  const limbs = new Int16Array(kernel.memory.buffer);
  const constants = [
    { address: LAYOUT.inverse, count: 240, factor: PRODUCT_LIMB },
    { address: LAYOUT.first, count: 60, factor: 4 * MULTIPLE_LIMB },
    { address: LAYOUT.second, count: 60, factor: 4 * MULTIPLE_LIMB },
    { address: LAYOUT.third, count: 120, factor: 2 * MULTIPLE_LIMB },
  ];
  return constants.every(({ address, count, factor }) => {
    const places = Array.from({ length: count }, (_, index) => limbs[address / 2 + 2 * index]);
    return factor * places.reduce((sum, limb) => sum + Math.abs(limb), 0) < 2 ** 31;
  });
}

/** Limbs at their bounds: products are exact, and their limbs within the bounds again. */
function isKernelRight(kernel) {
  const limbs = new Int16Array(kernel.memory.buffer);
  const address = (slot) => LAYOUT.slots + 512 * slot;
  const at = (place, count) => limbs.subarray(place / 2, place / 2 + count);
  const isBetweenBounded = () =>
    isWithin(at(LAYOUT.product, 480), PRODUCT_LIMB) &&
    isWithin(at(LAYOUT.multiple, 240), MULTIPLE_LIMB);
  const slotOf = (slot) => at(address(slot), 240);
  const read = (slot) => slotOf(slot).reduceRight((sum, limb) => (sum << 13n) + BigInt(limb), 0n);
  const same = (left, right) => (left - right) % PRIME === 0n;
  const periods = [1, 2, 7, 16, 120, 240];
  return periods.every((first) =>
    periods.every((second) => {
      slotOf(70).forEach((_, index) => {
        limbs[address(70) / 2 + index] = Math.floor(index / first) % 2 === 0 ? LIMB : -LIMB;
        limbs[address(71) / 2 + index] = Math.floor(index / second) % 2 === 0 ? -LIMB : LIMB;
      });
      const product = read(70) * read(71);
      const square = read(70) ** 2n;
      kernel.multiply(address(72), address(70), address(71));
      const productIsBounded = isBetweenBounded();
      kernel.square(address(70), 1);
      return (
        productIsBounded &&
        isBetweenBounded() &&
        same(read(72) * RADIX, product) &&
        same(read(70) * RADIX, square) &&
        isWithin(slotOf(72), LIMB) &&
        isWithin(slotOf(70), LIMB)
      );
    }),
  );
}
