/**
 * User attributes: the standard ones, a pool's own, and what may be written into them.
 *
 * @module
 */
import { printable, readObjects, readText, requireText } from './_input.ts';
import type { Input, TextRule } from './_input.ts';
import { invalidParameter, notAuthorized } from './_service-fault.ts';
import type { ServiceFault } from './_service-fault.ts';
import type { UserPool } from './_user-pool.ts';

export type AttributeType = 'String' | 'Number' | 'DateTime' | 'Boolean';

export interface SchemaAttribute {
  /** Custom ones begin with `custom:`. */
  readonly name: string;
  readonly type: AttributeType;
  readonly mutable: boolean;
  readonly required: boolean;
  /** Of text, in UTF-16 units. */
  readonly minLength: number;
  readonly maxLength: number;
}

const MAXIMUM_VALUE_LENGTH = 2048;
const CANNOT_BE_UPDATED = 'Attribute cannot be updated.';

/** Of an attribute's name, on the wire. */
export const ATTRIBUTE_NAME: TextRule = { minLength: 1, maxLength: 32 };

const E_MAIL = /^[^\s@]+@[^\s@]+$/;
const TELEPHONE = /^\+[1-9]\d{1,14}$/;

const TEXT_ATTRIBUTES = (
  'name given_name family_name middle_name nickname preferred_username profile picture website ' +
  'email gender zoneinfo locale phone_number address'
).split(' ');

/** What every pool's schema begins with. */
export const STANDARD_SCHEMA: readonly SchemaAttribute[] = [
  { ...textAttribute('sub'), mutable: false, required: true, minLength: 1 },
  ...TEXT_ATTRIBUTES.map(textAttribute),
  { ...textAttribute('birthdate'), minLength: 10, maxLength: 10 },
  { ...textAttribute('email_verified'), type: 'Boolean' },
  { ...textAttribute('phone_number_verified'), type: 'Boolean' },
  { ...textAttribute('updated_at'), type: 'Number' },
];

/** What an administrator may set and a user may not. */
export const ADMINISTRATIVE_ATTRIBUTES: ReadonlySet<string> = new Set([
  'sub',
  'email_verified',
  'phone_number_verified',
]);

/** A text attribute that nothing is special about. */
export function textAttribute(name: string): SchemaAttribute {
  return {
    name,
    type: 'String',
    mutable: true,
    required: false,
    minLength: 0,
    maxLength: MAXIMUM_VALUE_LENGTH,
  };
}

/** `UserAttributes`: a list of `{ Name, Value }`. */
export function readAttributes(input: Input, member: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const item of readObjects(input, member)) {
    const name = requireText(item, 'Name', ATTRIBUTE_NAME);
    const value = readText(item, 'Value', { maxLength: MAXIMUM_VALUE_LENGTH }) ?? '';
    // Command lines send `True`.
    attributes.set(name, ADMINISTRATIVE_ATTRIBUTES.has(name) ? value.toLowerCase() : value);
  }
  return attributes;
}

/** @throws ServiceFault `InvalidParameterException` when a value does not fit the pool's schema. */
export function requireFitting(pool: UserPool, attributes: ReadonlyMap<string, string>): void {
  for (const [name, value] of attributes) {
    const attribute = pool.settings.schema.find((candidate) => candidate.name === name);
    const complaint =
      attribute === undefined
        ? 'Attribute does not exist in the schema.'
        : complaintAbout(attribute, value);
    if (complaint !== undefined) throw notConforming(name, complaint);
  }
}

/**
 * For changes of a user who exists: what is immutable was given when the user was made, or never.
 *
 * @param changes - an empty value takes an attribute away.
 * @throws ServiceFault `InvalidParameterException`.
 */
export function requireChangeable(pool: UserPool, changes: ReadonlyMap<string, string>): void {
  for (const { name, mutable, required } of pool.settings.schema) {
    const value = changes.get(name);
    if (value === undefined) continue;
    if (!mutable) throw notConforming(name, CANNOT_BE_UPDATED);
    if (required && value === '') throw missingAttribute(name);
  }
}

/** @throws ServiceFault `NotAuthorizedException` when one of them is not for users to write. */
export function requireOwnAttributes(names: Iterable<string>): void {
  for (const name of names) {
    if (ADMINISTRATIVE_ATTRIBUTES.has(name)) {
      throw notAuthorized(`A client attempted to write unauthorized attribute ${printable(name)}`);
    }
  }
}

/** The refusal of an attribute that has to be there and is not. */
export function missingAttribute(name: string): ServiceFault {
  return notConforming(name, 'The attribute is required');
}

/** True for `user@example.com`. */
export function isEmail(text: string): boolean {
  return E_MAIL.test(text);
}

/** True for `+15551234567`. */
export function isTelephone(text: string): boolean {
  return TELEPHONE.test(text);
}

function complaintAbout(attribute: SchemaAttribute, value: string): string | undefined {
  if (attribute.name === 'sub') return CANNOT_BE_UPDATED;
  // An empty value takes an attribute away, whatever its type.
  if (value === '') return undefined;
  if (attribute.name === 'email' && !isEmail(value)) return 'Invalid email address format.';
  if (attribute.name === 'phone_number' && !isTelephone(value)) {
    return 'Invalid phone number format.';
  }
  if (attribute.type === 'Boolean' && !/^(true|false)$/i.test(value)) {
    return 'Attribute must be true or false.';
  }
  if (attribute.type === 'Number' && !/^-?\d+$/.test(value)) return 'Attribute must be a number.';
  if (attribute.type === 'String' && value.length < attribute.minLength) {
    return `String must be at least ${attribute.minLength} characters long.`;
  }
  if (attribute.type === 'String' && value.length > attribute.maxLength) {
    return `String must be no longer than ${attribute.maxLength} characters.`;
  }
  return undefined;
}

function notConforming(name: string, complaint: string): ServiceFault {
  return invalidParameter(
    `Attributes did not conform to the schema: ${printable(name)}: ${complaint}`,
  );
}
