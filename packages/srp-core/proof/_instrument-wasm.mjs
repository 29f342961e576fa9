/**
 * Rewrites a WebAssembly module so that it reports every condition and every address, and does
 * otherwise what it did. The instructions of the module stay as they are, to the byte; before those
 * that branch or touch memory, the value on the stack goes through `mix`, a function that is added
 * to the module and hashes it into an added global.
 *
 * Where the path is the same, so is the row of values; a difference in either changes the hash.
 */
import { createReader, KINDS, readInstruction, unsignedBytes } from './_wasm-format.mjs';

const SECTION_ORDER = [1, 2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11];
const [TYPES, IMPORTS, FUNCTIONS, GLOBALS, EXPORTS, CODE] = [1, 2, 3, 6, 7, 10];
const I32 = 0x7f;
const I64 = 0x7e;
/** Added to each function, to set aside what lies above an address: i32 twice, i64, f32, f64, v128. */
const SPARE_TYPES = [I32, I32, I64, 0x7d, 0x7c, 0x7b];
const SPARE_OF = new Map([
  [KINDS.storeI32, 0],
  [KINDS.storeI64, 2],
  [KINDS.storeF32, 3],
  [KINDS.storeF64, 4],
  [KINDS.storeV128, 5],
]);
export const HASH = '$hash';
export const COUNT = '$count';

/**
 * @param {Uint8Array} bytes - a module.
 * @returns {{ bytes: Uint8Array, variableTime: string[] }} the module with the exports `$hash` and
 * `$count`, two globals of type i64; and what in it takes a time that depends on its operands.
 */
export function instrumentWasm(bytes) {
  const sections = readSections(bytes);
  if (sections.has(IMPORTS)) throw new Error('A module with imports cannot be observed.');
  const types = readTypes(sections.get(TYPES));
  const functions = readFunctions(sections.get(FUNCTIONS));
  const globals = countOf(sections.get(GLOBALS));
  const mix = functions.length;
  const variableTime = [];
  const bodies = readBodies(sections.get(CODE)).map((body, index) => {
    const parameters = types[functions[index]];
    return instrumentBody(body, { mix, parameters, variableTime });
  });

  append(sections, TYPES, [[0x60, 1, I32, 1, I32]]);
  append(sections, FUNCTIONS, [unsignedBytes(types.length)]);
  append(sections, GLOBALS, [
    [I64, 1, 0x42, 0, 0x0b],
    [I64, 1, 0x42, 0, 0x0b],
  ]);
  append(sections, EXPORTS, [
    [...text(HASH), 3, ...unsignedBytes(globals)],
    [...text(COUNT), 3, ...unsignedBytes(globals + 1)],
  ]);
  sections.set(CODE, vector([...bodies, sized(mixBody(globals))]));
  return { bytes: writeSections(bytes.subarray(0, 8), sections), variableTime };
}

/** hash = rotate((hash ^ value) · K + K), count += 1, and the value comes back. */
function mixBody(hash) {
  const factor = [0x42, 0x95, 0xf8, 0xa9, 0xfa, 0x97, 0xb7, 0xde, 0x9b, 0x9e, 0x7f];
  const [hashIndex, countIndex] = [unsignedBytes(hash), unsignedBytes(hash + 1)];
  return [
    0,
    ...[0x23, ...hashIndex, 0x20, 0, 0xad, 0x85], // global.get, local.get, i64.extend_i32_u, i64.xor
    ...[...factor, 0x7e, ...factor, 0x7c], // i64.mul, i64.add
    ...[0x42, 29, 0x89, 0x24, ...hashIndex], // i64.rotl, global.set
    ...[0x23, ...countIndex, 0x42, 1, 0x7c, 0x24, ...countIndex],
    ...[0x20, 0, 0x0b],
  ];
}

function instrumentBody(body, { mix, parameters, variableTime }) {
  const reader = createReader(body);
  const groups = reader.unsigned();
  let locals = parameters;
  const declarationStart = reader.position();
  for (let group = 0; group < groups; group += 1) {
    locals += reader.unsigned();
    reader.byte();
  }
  const declared = reader.since(declarationStart);
  const spare = SPARE_TYPES.flatMap((type) => [1, type]);
  const out = [...unsignedBytes(groups + SPARE_TYPES.length), ...declared, ...spare];

  while (!reader.atEnd()) {
    const start = reader.position();
    const { kind, variableTime: found } = readInstruction(reader);
    if (found !== undefined) variableTime.push(found);
    out.push(...report(kind, mix, locals), ...reader.since(start));
  }
  return sized(out);
}

/** The code before an instruction of that kind. */
function report(kind, mix, firstSpare) {
  const call = [0x10, ...unsignedBytes(mix)];
  const set = (spare) => [0x21, ...unsignedBytes(firstSpare + spare)];
  const get = (spare) => [0x20, ...unsignedBytes(firstSpare + spare)];
  if (kind === undefined) return [];
  if (kind === KINDS.decision || kind === KINDS.load) return call;
  if (kind === KINDS.fill) return [...set(0), ...set(1), ...call, ...get(1), ...get(0), ...call];
  if (kind === KINDS.copy) {
    return [...set(0), ...set(1), ...call, ...get(1), ...call, ...get(0), ...call];
  }
  const spare = SPARE_OF.get(kind);
  return [...set(spare), ...call, ...get(spare)];
}

function readSections(bytes) {
  const sections = new Map();
  const reader = createReader(bytes);
  reader.take(8);
  while (!reader.atEnd()) {
    const id = reader.byte();
    const content = reader.take(reader.unsigned());
    // Custom sections are names and the like.
    if (id !== 0) sections.set(id, content);
  }
  return sections;
}

function writeSections(header, sections) {
  const out = [...header];
  for (const id of SECTION_ORDER) {
    const content = sections.get(id);
    if (content !== undefined) out.push(id, ...unsignedBytes(content.length), ...content);
  }
  return Uint8Array.from(out);
}

/** The number of parameters of each type. */
function readTypes(section) {
  const reader = createReader(section);
  return Array.from({ length: reader.unsigned() }, () => {
    reader.byte();
    const parameters = reader.unsigned();
    reader.take(parameters);
    reader.take(reader.unsigned());
    return parameters;
  });
}

function readFunctions(section) {
  const reader = createReader(section);
  return Array.from({ length: reader.unsigned() }, () => reader.unsigned());
}

function readBodies(section) {
  const reader = createReader(section);
  return Array.from({ length: reader.unsigned() }, () => reader.take(reader.unsigned()));
}

function countOf(section) {
  return section === undefined ? 0 : createReader(section).unsigned();
}

function append(sections, id, entries) {
  const before = sections.get(id) ?? Uint8Array.of(0);
  const reader = createReader(before);
  const count = reader.unsigned();
  const rest = before.subarray(reader.position());
  sections.set(id, [...unsignedBytes(count + entries.length), ...rest, ...entries.flat()]);
}

function vector(entries) {
  return [...unsignedBytes(entries.length), ...entries.flat()];
}

function sized(content) {
  return [...unsignedBytes(content.length), ...content];
}

function text(name) {
  return sized([...new TextEncoder().encode(name)]);
}
