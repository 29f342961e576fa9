/**
 * `impl.json`: what an implementation says of itself.
 *
 * @module
 */
import { readFileSync } from 'node:fs';

/** What a run judges an implementation by. */
export interface Config {
  readonly name: string;
  /** Operations, `srp.*` for all that begin so. What is here may not be skipped. */
  readonly capabilities: readonly string[];
  /** The reason, by the id of the case. */
  readonly knownFailing: ReadonlyMap<string, string>;
  /** For the random cases; a fixed one, so that they can be known to fail. */
  readonly seed?: string;
}

/** The caller's mistake. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const NO_CONFIG: Config = {
  name: 'the program',
  capabilities: [],
  knownFailing: new Map(),
};

const MEMBERS = new Set(['$schema', 'name', 'capabilities', 'knownFailing', 'seed']);

/** @throws {@link UsageError} that names what is wrong. */
export function readConfig(file: string): Config {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`${file} cannot be read.`);
  }
  return parseConfig(text, file);
}

/** @throws {@link UsageError} that names what is wrong. */
export function parseConfig(text: string, file: string): Config {
  const value = parse(text, file);
  const wrong = (what: string): UsageError => new UsageError(`${file}: ${what}`);
  const unknown = Object.keys(value).find((member) => !MEMBERS.has(member));
  if (unknown !== undefined) throw wrong(`there is no member "${unknown}".`);
  const { name = NO_CONFIG.name, capabilities = [], knownFailing = [], seed } = value;
  if (typeof name !== 'string') throw wrong('"name" is a text.');
  if (seed !== undefined && typeof seed !== 'string') throw wrong('"seed" is a text.');
  if (!Array.isArray(capabilities) || !capabilities.every(isText)) {
    throw wrong('"capabilities" is a list of operations.');
  }
  if (!Array.isArray(knownFailing)) throw wrong('"knownFailing" is a list.');
  const known = new Map<string, string>();
  for (const entry of knownFailing as readonly unknown[]) {
    const { id, reason } = Object(entry) as Record<string, unknown>;
    if (!isText(id) || !isText(reason) || reason.trim() === '') {
      throw wrong('every entry of "knownFailing" has an "id" and a "reason".');
    }
    known.set(id, reason);
  }
  return { name, capabilities, knownFailing: known, ...(seed !== undefined && { seed }) };
}

/** Whether a capability of the list covers the operation. */
export function isDeclared(op: string, capabilities: readonly string[]): boolean {
  return capabilities.some((capability) =>
    capability.endsWith('*') ? op.startsWith(capability.slice(0, -1)) : op === capability,
  );
}

function parse(text: string, file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Said below.
  }
  throw new UsageError(`${file} holds no JSON object.`);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
