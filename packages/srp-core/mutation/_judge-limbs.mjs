/**
 * What the results of an engine do not show: functions that are rarely needed, and bounds of limbs.
 */
import { COGNITO_PRIME as PRIME } from '../../../conformance/reference/srp.mjs';
import { LAYOUT } from '../wasm/_columns.mjs';

/** What the plain engine's operations need too rarely for a product to show it. */
export function areLimbsRight({ doubleIf, subtractPrimeOnce, LIMBS, LIMBS_WITH_MARGIN }) {
  const limbsOf = (number) =>
    Float64Array.from({ length: LIMBS_WITH_MARGIN }, (_, index) =>
      Number((number >> BigInt(22 * index)) & 0x3fffffn),
    );
  const read = (limbs) => limbs.reduceRight((sum, limb) => (sum << 22n) + BigInt(limb), 0n);
  const isNormal = (limbs) =>
    limbs.every((limb, index) => limb >= 0 && limb < (index < LIMBS ? 2 ** 22 : 1));
  const numbers = [0n, 1n, PRIME - 1n, PRIME, PRIME + 1n, 2n * PRIME - 1n, (PRIME * 3n) / 2n];
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
export function watchFactors(kernel) {
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

export function areConstantsBounded(kernel) {
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
export function isKernelRight(kernel) {
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
