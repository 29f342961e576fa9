/**
 * Fields for the attributes that a user pool requires besides a new password.
 *
 * @module
 */
import type { WireMap } from '@countersign/contract';
import { textOf } from './ask.ts';

const PREFIX = 'attribute.';

/** Standard attributes that browsers can fill in, by the names that they have for them. */
const AUTOCOMPLETE: Readonly<Record<string, string>> = {
  name: 'name',
  given_name: 'given-name',
  middle_name: 'additional-name',
  family_name: 'family-name',
  nickname: 'nickname',
  email: 'email',
  phone_number: 'tel',
  birthdate: 'bday',
  website: 'url',
};
const TYPES: Readonly<Record<string, string>> = {
  email: 'email',
  phone_number: 'tel',
  birthdate: 'date',
};

/** @param names - UNTRUSTED. Those that have a field already keep it, and what was typed. */
export function addAttributeFields(into: Element, names: readonly string[]): void {
  if (into.childElementCount > 0) return;
  into.append(...names.map(createField));
}

export function attributesOf(answer: FormData): WireMap {
  const names = [...answer.keys()].filter((name) => name.startsWith(PREFIX));
  return Object.fromEntries(
    names.map((field) => {
      const name = field.slice(PREFIX.length);
      const value = textOf(answer, field);
      // The service takes +491712345678, and nothing between the digits.
      return [name, name === 'phone_number' ? value.replaceAll(/[\s-]/g, '') : value];
    }),
  );
}

function createField(name: string): HTMLElement {
  const input = document.createElement('input');
  input.name = PREFIX + name;
  input.type = TYPES[name] ?? 'text';
  input.setAttribute('autocomplete', AUTOCOMPLETE[name] ?? 'on');
  input.required = true;
  if (name === 'phone_number') {
    input.pattern = '\\s*\\+[0-9\\s\\-]+';
    input.title = '+ and the code of the country, then digits';
  }
  const label = document.createElement('label');
  label.append(labelFor(name), input);
  return label;
}

function labelFor(name: string): string {
  const words = name.replace(/^custom:/, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
