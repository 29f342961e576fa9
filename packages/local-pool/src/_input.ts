/**
 * Reads the members of a request body. UNTRUSTED throughout: every member is checked for its type
 * and bounds before anything else sees it, and a value is never repeated in a message, for it may
 * be a secret in the wrong place.
 *
 * @module
 */
import { invalidParameter, ServiceFault } from './_service-fault.ts';

/** A request body, or an object inside one, as it came. UNTRUSTED. */
export type Input = { readonly [member: string]: unknown };

/** What a text member must look like. Lengths count UTF-16 units. */
export interface TextRule {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: RegExp;
  readonly choices?: readonly string[];
}

/** Bounds of a whole number, both included. */
export interface IntegerRule {
  readonly minimum: number;
  readonly maximum: number;
}

export const CLIENT_ID: TextRule = { minLength: 1, maxLength: 128, pattern: /^[\w+]+$/ };
export const USER_POOL_ID: TextRule = {
  minLength: 1,
  maxLength: 55,
  pattern: /^[\w-]+_[0-9a-zA-Z]+$/,
};
export const USERNAME: TextRule = {
  minLength: 1,
  maxLength: 128,
  pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u,
};
export const DISPLAY_NAME: TextRule = { minLength: 1, maxLength: 128, pattern: /^[\w\s+=,.@-]+$/ };
export const PASSWORD: TextRule = { minLength: 1, maxLength: 256 };
export const DEVICE_KEY: TextRule = { minLength: 1, maxLength: 55, pattern: /^[\w-]+_[0-9a-f-]+$/ };
export const CONFIRMATION_CODE: TextRule = { minLength: 1, maxLength: 2048, pattern: /^\S+$/ };
export const SESSION: TextRule = { minLength: 20, maxLength: 2048 };
export const TOKEN: TextRule = { minLength: 1, pattern: /^[A-Za-z0-9\-_=.]+$/ };

// A half of a surrogate pair has no UTF-8: it would silently be hashed as another character.
const LONE_SURROGATE = /\p{Surrogate}/u;

/** @throws ServiceFault `SerializationException` when `value` is not a JSON object. */
export function asInput(value: unknown, where: string): Input {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Input;
  throw wrongType(where, 'an object');
}

/** A text member that has to be there. */
export function requireText(input: Input, member: string, rule: TextRule = {}): string {
  return readText(input, member, rule) ?? raiseMissing(member);
}

/** A text member; absent and `null` are the same. */
export function readText(input: Input, member: string, rule: TextRule = {}): string | undefined {
  const value = read(input, member);
  return value === undefined ? undefined : checkText(value, member, rule);
}

/** A whole number that may be left out. */
export function readInteger(input: Input, member: string, rule: IntegerRule): number | undefined {
  const value = read(input, member);
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw wrongType(member, 'a whole number');
  }
  if (value < rule.minimum || value > rule.maximum) {
    throw unsatisfied(member, `must be between ${rule.minimum} and ${rule.maximum}`);
  }
  return value;
}

/** `true` or `false`; may be left out. */
export function readBoolean(input: Input, member: string): boolean | undefined {
  const value = read(input, member);
  if (value === undefined || typeof value === 'boolean') return value;
  throw wrongType(member, 'true or false');
}

/** An object inside the body; may be left out. */
export function readObject(input: Input, member: string): Input | undefined {
  const value = read(input, member);
  return value === undefined ? undefined : asInput(value, member);
}

/** A list of objects; empty when left out. */
export function readObjects(input: Input, member: string): readonly Input[] {
  return readList(input, member).map((item) => asInput(item, member));
}

/** A list of texts; `undefined` when left out. */
export function readTexts(
  input: Input,
  member: string,
  rule: TextRule = {},
): readonly string[] | undefined {
  if (read(input, member) === undefined) return undefined;
  return readList(input, member).map((item) => checkText(item, member, rule));
}

/** A map of text to text, such as `AuthParameters`; empty when left out. */
export function readTextMap(input: Input, member: string): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const [key, value] of Object.entries(readObject(input, member) ?? {})) {
    // Some clients send `DEVICE_KEY: null` when they have none.
    if (value !== null) map.set(key, checkText(value, `${member}.${printable(key)}`, {}));
  }
  return map;
}

/** @throws ServiceFault `InvalidParameterException` when the member is left out. */
export function requirePresent(input: Input, member: string): void {
  if (read(input, member) === undefined) raiseMissing(member);
}

/** `ClientMetadata`: what the triggers hear from the application. UNTRUSTED. */
export function readMetadata(input: Input): {
  readonly clientMetadata?: { readonly [key: string]: string };
} {
  if (read(input, 'ClientMetadata') === undefined) return {};
  return { clientMetadata: Object.fromEntries(readTextMap(input, 'ClientMetadata')) };
}

/** One entry of `AuthParameters` or `ChallengeResponses` that has to be there and not be empty. */
export function requireEntry(map: ReadonlyMap<string, string>, key: string): string {
  const value = map.get(key);
  if (value === undefined || value === '') {
    throw invalidParameter(`Missing required parameter ${key}`);
  }
  return value;
}

/** A caller's own name for something, made safe to repeat in a message or a header. */
export function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 128);
}

function read(input: Input, member: string): unknown {
  // `Object.hasOwn`, or a member called `constructor` would be found on every body.
  return Object.hasOwn(input, member) ? (input[member] ?? undefined) : undefined;
}

function readList(input: Input, member: string): readonly unknown[] {
  const value = read(input, member);
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw wrongType(member, 'a list');
}

function checkText(value: unknown, member: string, rule: TextRule): string {
  if (typeof value !== 'string') throw wrongType(member, 'a string');
  if (LONE_SURROGATE.test(value)) throw unsatisfied(member, 'must be well-formed Unicode');
  const { minLength = 0, maxLength = Infinity, pattern, choices } = rule;
  if (value.length < minLength) {
    throw unsatisfied(member, `must have length greater than or equal to ${minLength}`);
  }
  if (value.length > maxLength) {
    throw unsatisfied(member, `must have length less than or equal to ${maxLength}`);
  }
  if (pattern !== undefined && !pattern.test(value)) {
    throw unsatisfied(member, `must satisfy regular expression pattern: ${pattern.source}`);
  }
  if (choices !== undefined && !choices.includes(value)) {
    throw unsatisfied(member, `must satisfy enum value set: [${choices.join(', ')}]`);
  }
  return value;
}

function raiseMissing(member: string): never {
  throw unsatisfied(member, 'must not be null');
}

function wrongType(member: string, expected: string): ServiceFault {
  return new ServiceFault('SerializationException', `${member} must be ${expected}.`);
}

function unsatisfied(member: string, constraint: string): ServiceFault {
  return invalidParameter(
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: ` +
      `Member ${constraint}`,
  );
}
