/**
 * JSON, strictly: one object in well-formed UTF-8, no member twice, nothing that reaches a
 * prototype, nothing deep enough to exhaust a stack. Nothing of the text gets into an error.
 *
 * @module
 */
import { isWireObject, ProtocolError } from '@countersign/contract';
import type { ProtocolReason, WireObject, WireValue } from '@countersign/contract';

// The deepest answer, passkey registration options, has six levels.
const MAX_DEPTH = 32;
const DANGEROUS_NAMES = ['__proto__', 'constructor', 'prototype'];

const QUOTE = 0x22;
const COLON = 0x3a;
const OPENING_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const OPENING_BRACE = 0x7b;
// Space, tab, line breaks, and the three bytes of a byte order mark.
const SKIPPED_BYTES = [0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf];

/** Members as JSON.parse found them. */
interface Tally {
  members: number;
}

/**
 * @param bytes - UNTRUSTED.
 * @returns `undefined` for what was never meant to be JSON: a captive portal's page, plain text.
 * @throws {@link ProtocolError} `ERR_PROTOCOL` for JSON that is broken, or is not one object.
 * @see RFC 8259 §4 (names should be unique), §8.1 (UTF-8, no byte order mark)
 */
export function parseJsonObject(bytes: Uint8Array): WireObject | undefined {
  const parsed = parse(bytes);
  if (parsed === undefined) {
    if (!opensLikeJson(bytes)) return undefined;
    throw broken('malformed', 'The answer is not well-formed JSON in UTF-8.');
  }
  const tally: Tally = { members: 0 };
  const value = clean(parsed.value, 1, tally);
  if (!isWireObject(value)) throw broken('malformed', 'The answer is JSON, but not an object.');
  if (tally.members !== countMembers(parsed.text)) {
    throw broken('ambiguous', 'The answer has an object with two members of one name.');
  }
  return value;
}

/** Not JSON.parse's own error: engines quote the text in its message. */
function parse(
  bytes: Uint8Array,
): { readonly text: string; readonly value: WireValue } | undefined {
  try {
    // `ignoreBOM` keeps the byte order mark, and JSON.parse then refuses it.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, value: JSON.parse(text) as WireValue };
  } catch {
    return undefined;
  }
}

/** The first byte, not the label: portals and proxies mislabel in both directions. */
function opensLikeJson(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => !SKIPPED_BYTES.includes(byte));
  return first === OPENING_BRACE || first === OPENING_BRACKET;
}

function clean(value: WireValue, depth: number, tally: Tally): WireValue {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw broken('out-of-range', 'The answer has a number that is too large.');
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) {
    throw broken('malformed', `The answer is nested deeper than ${MAX_DEPTH} levels.`);
  }
  const cleanMember = (member: WireValue): WireValue => clean(member, depth + 1, tally);
  if (!isWireObject(value)) return value.map(cleanMember);
  const members = Object.entries(value);
  tally.members += members.length;
  const cleaned = members.map(([name, member]) => [name, cleanMember(member ?? null)] as const);
  return Object.fromEntries(cleaned.filter(([name]) => !DANGEROUS_NAMES.includes(name)));
}

/**
 * Members as written. JSON.parse keeps the last of two of one name, so it finds fewer than this.
 *
 * @param text - well-formed JSON: every colon outside a string belongs to one member.
 */
function countMembers(text: string): number {
  let members = 0;
  let insideString = false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === QUOTE) insideString = !insideString;
    else if (unit === BACKSLASH) index += 1;
    else if (unit === COLON && !insideString) members += 1;
  }
  return members;
}

function broken(reason: ProtocolReason, message: string): ProtocolError {
  return new ProtocolError('body', reason, message);
}
