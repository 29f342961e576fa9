/**
 * Three exponentiations as one finds them, and as nobody should write them for a secret exponent.
 * They compute the right power. The proof has to see each of them leak, or it sees nothing.
 */

/** The table is read where the secret says: as many steps for every secret, other addresses. */
export function powerBySecretIndex(engine, base, exponent) {
  const table = createPowers(engine, base);
  let value = table[0];
  for (let digit = 0; digit < 2 * exponent.length; digit += 1) {
    for (let square = 0; square < 4; square += 1) value = engine.multiply(value, value);
    value = engine.multiply(value, table[digitAt(exponent, digit)]);
  }
  return value;
}

/** A window that leaves a product out where the digit is zero. */
export function powerSkippingZeros(engine, base, exponent) {
  const table = createPowers(engine, base);
  let value = table[0];
  for (let digit = 0; digit < 2 * exponent.length; digit += 1) {
    for (let square = 0; square < 4; square += 1) value = engine.multiply(value, value);
    if (digitAt(exponent, digit) !== 0) {
      // All entries are read: it is the branch alone that leaks.
      value = engine.multiply(value, selectEntry(table, digitAt(exponent, digit)));
    }
  }
  return value;
}

/** A product for every bit that is set. */
export function powerBySquareAndMultiply(engine, base, exponent) {
  let value = oneOf(base);
  for (let bit = 0; bit < 8 * exponent.length; bit += 1) {
    value = engine.multiply(value, value);
    if (((exponent[bit >> 3] >> (7 - (bit & 7))) & 1) === 1) value = engine.multiply(value, base);
  }
  return value;
}

function createPowers(engine, base) {
  const table = [oneOf(base)];
  for (let entry = 1; entry < 16; entry += 1) {
    table.push(engine.multiply(table[entry - 1], base));
  }
  return table;
}

function oneOf(base) {
  const one = new Uint8Array(base.length);
  one[base.length - 1] = 1;
  return one;
}

function digitAt(exponent, digit) {
  return (exponent[digit >> 1] >> (4 - 4 * (digit & 1))) & 15;
}

function selectEntry(table, digit) {
  const selected = new Uint8Array(table[0].length);
  for (let entry = 0; entry < 16; entry += 1) {
    const mask = (((entry ^ digit) + 15) >> 4) - 1;
    for (let byte = 0; byte < selected.length; byte += 1) {
      selected[byte] |= table[entry][byte] & mask;
    }
  }
  return selected;
}
