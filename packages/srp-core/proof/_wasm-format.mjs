/**
 * As much of WebAssembly's binary format as it takes to walk over the instructions of a module: what
 * follows each opcode, and which of them branch or touch memory. An opcode that is not listed is
 * refused.
 *
 * @see WebAssembly Core Specification 2.0, §5
 * @module
 */

/** Reads a module byte by byte. */
export function createReader(bytes) {
  let position = 0;

  function byte() {
    position += 1;
    return bytes[position - 1];
  }

  /** LEB128; 32 bits of it, which is enough for whatever is looked at. */
  function unsigned() {
    let result = 0;
    let shift = 0;
    for (;;) {
      const next = byte();
      result += (next & 127) * 2 ** shift;
      if (next < 128) return result;
      shift += 7;
    }
  }

  return {
    byte,
    unsigned,
    position: () => position,
    atEnd: () => position >= bytes.length,
    /** The next bytes, as they are. */
    take(length) {
      position += length;
      return bytes.subarray(position - length, position);
    },
    /** What was read since that position. */
    since: (start) => bytes.subarray(start, position),
  };
}

/** @returns {number[]} LEB128 of an unsigned integer. */
export function unsignedBytes(value) {
  const bytes = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

/** What the trace is told before an instruction, by what lies on the stack. */
export const KINDS = {
  /** An i32 that decides: a condition, an index. */
  decision: 'decision',
  /** An address. */
  load: 'load',
  /** An address, and above it a value of that type. */
  storeI32: 'storeI32',
  storeI64: 'storeI64',
  storeF32: 'storeF32',
  storeF64: 'storeF64',
  storeV128: 'storeV128',
  /** A target, a byte, a length. */
  fill: 'fill',
  /** A target, a source, a length. */
  copy: 'copy',
};

const STORES = new Map([
  [0x36, KINDS.storeI32],
  [0x37, KINDS.storeI64],
  [0x38, KINDS.storeF32],
  [0x39, KINDS.storeF64],
  [0x3a, KINDS.storeI32],
  [0x3b, KINDS.storeI32],
  [0x3c, KINDS.storeI64],
  [0x3d, KINDS.storeI64],
  [0x3e, KINDS.storeI64],
]);

/** Those whose time depends on the operands of many a processor. Numbers above 255 are of 0xfd. */
const VARIABLE_TIME = new Map([
  ...[0x6d, 0x6e, 0x6f, 0x70, 0x7f, 0x80, 0x81, 0x82].map((code) => [code, 'division']),
  ...[0x95, 0xa3, 0x1e7, 0x1f3].map((code) => [code, 'division']),
  ...[0x91, 0x9f, 0x1e3, 0x1ef].map((code) => [code, 'square root']),
]);

/**
 * Reads one instruction, and what follows its opcode.
 *
 * @returns {{ opcode: number, kind?: string, variableTime?: string }}
 */
export function readInstruction(reader) {
  const opcode = reader.byte();
  const variableTime = VARIABLE_TIME.get(opcode);
  if (opcode === 0xfc) return readBulk(reader);
  if (opcode === 0xfd) return readVector(reader);
  if (opcode >= 0x28 && opcode <= 0x3e) {
    readAddress(reader);
    return { opcode, kind: STORES.get(opcode) ?? KINDS.load };
  }
  // Comparisons, arithmetic and conversions of numbers have nothing after them.
  if (opcode >= 0x45 && opcode <= 0xc4) return { opcode, variableTime };
  return { opcode, kind: readControl(reader, opcode) };
}

function readControl(reader, opcode) {
  switch (opcode) {
    case 0x00: // unreachable
    case 0x01: // nop
    case 0x05: // else
    case 0x0b: // end
    case 0x0f: // return
    case 0x1a: // drop
      return undefined;
    case 0x02: // block
    case 0x03: // loop
    case 0x0c: // br
    case 0x10: // call
    case 0x20: // local.get
    case 0x21: // local.set
    case 0x22: // local.tee
    case 0x23: // global.get
    case 0x24: // global.set
    case 0x3f: // memory.size
    case 0x41: // i32.const
    case 0x42: // i64.const
      skipLeb(reader);
      return undefined;
    case 0x04: // if
    case 0x0d: // br_if
    case 0x40: // memory.grow
      skipLeb(reader);
      return KINDS.decision;
    case 0x0e: // br_table
      for (let targets = reader.unsigned(); targets >= 0; targets -= 1) reader.unsigned();
      return KINDS.decision;
    case 0x11: // call_indirect
      reader.unsigned();
      reader.unsigned();
      return KINDS.decision;
    case 0x1b: // select: many engines make a branch of it
      return KINDS.decision;
    case 0x43: // f32.const
      reader.take(4);
      return undefined;
    case 0x44: // f64.const
      reader.take(8);
      return undefined;
    default:
      throw new Error(`Opcode 0x${opcode.toString(16)} cannot be observed.`);
  }
}

function readBulk(reader) {
  const opcode = reader.unsigned();
  // Conversions of numbers that saturate.
  if (opcode <= 7) return { opcode };
  if (opcode === 10) {
    reader.take(2);
    return { opcode, kind: KINDS.copy };
  }
  if (opcode === 11) {
    reader.take(1);
    return { opcode, kind: KINDS.fill };
  }
  throw new Error(`Opcode 0xfc ${opcode} cannot be observed.`);
}

function readVector(reader) {
  const opcode = reader.unsigned();
  const variableTime = VARIABLE_TIME.get(opcode + 0x100);
  if (opcode <= 11 || opcode === 92 || opcode === 93) {
    readAddress(reader);
    return { opcode, kind: opcode === 11 ? KINDS.storeV128 : KINDS.load };
  }
  // One lane from memory, or to it: below the address' vector.
  if (opcode >= 84 && opcode <= 91) {
    readAddress(reader);
    reader.take(1);
    return { opcode, kind: KINDS.storeV128 };
  }
  // v128.const, i8x16.shuffle
  if (opcode === 12 || opcode === 13) reader.take(16);
  // extract_lane, replace_lane
  else if (opcode >= 21 && opcode <= 34) reader.take(1);
  else if (opcode > 275) throw new Error(`Opcode 0xfd ${opcode} cannot be observed.`);
  return { opcode, variableTime };
}

function readAddress(reader) {
  const alignment = reader.unsigned();
  if (alignment >= 64) throw new Error('More than one memory cannot be observed.');
  reader.unsigned();
}

/** Signed ones have the same length as unsigned ones. */
function skipLeb(reader) {
  while (reader.byte() >= 128);
}
