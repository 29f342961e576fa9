/**
 * Reads challenge parameters that may be missing, or be JSON inside a string.
 *
 * @module
 */
import { isWireObject, ProtocolError } from '@countersign/contract';
import type { WireMap, WireObject } from '@countersign/contract';

/** @throws {@link ProtocolError} `ERR_PROTOCOL` when the parameter is absent, empty or not text. */
export function requireText(parameters: WireMap, name: string): string {
  const value = parameters[name];
  if (typeof value === 'string' && value !== '') return value;
  throw missing(name);
}

/**
 * What there is to choose from, as {@link readTextList}.
 *
 * @throws {@link ProtocolError} `ERR_PROTOCOL` when the list is absent, empty or none.
 */
export function requireTextList(parameters: WireMap, name: string): readonly string[] {
  const list = readTextList(parameters, name);
  if (list.length > 0) return list;
  throw missing(name);
}

/**
 * A list of texts that travels as JSON inside a string; absent counts as empty.
 *
 * @throws {@link ProtocolError} `ERR_PROTOCOL` when it is anything else.
 */
export function readTextList(parameters: WireMap, name: string): readonly string[] {
  const list = parseJson(parameters, name) ?? [];
  if (Array.isArray(list) && list.every((item) => typeof item === 'string')) return list;
  throw malformed(name, 'a JSON list of texts');
}

/**
 * An object that travels as JSON inside a string; absent counts as empty. Members that are not text
 * are left out.
 *
 * @throws {@link ProtocolError} `ERR_PROTOCOL` when it is no object.
 */
export function readTextMap(parameters: WireMap, name: string): WireMap {
  const texts = Object.entries(readObject(parameters, name)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts);
}

/**
 * An object that travels as JSON inside a string; absent counts as empty.
 *
 * @throws {@link ProtocolError} `ERR_PROTOCOL` when it is no object.
 */
export function readObject(parameters: WireMap, name: string): WireObject {
  const value = parseJson(parameters, name) ?? {};
  if (isWireObject(value)) return value;
  throw malformed(name, 'a JSON object');
}

function parseJson(parameters: WireMap, name: string): unknown {
  const text = parameters[name];
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which is the user's data.
    throw malformed(name, 'JSON');
  }
}

function missing(name: string): ProtocolError {
  return new ProtocolError(name, 'missing', `The challenge came without ${name}.`);
}

/** @param expected - how the sentence goes on that begins with `NAME is not`. */
export function malformed(name: string, expected: string): ProtocolError {
  return new ProtocolError(name, 'malformed', `${name} is not ${expected}.`);
}
