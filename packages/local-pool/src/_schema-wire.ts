/**
 * A pool's attribute schema on the wire: `Schema` in, `SchemaAttributes` out.
 *
 * @module
 */
import type { WireValue } from '@countersign/contract';
import { STANDARD_SCHEMA, textAttribute } from './_attributes.ts';
import type { AttributeType, SchemaAttribute } from './_attributes.ts';
import { readBoolean, readObject, readObjects, readText, requireText } from './_input.ts';
import type { Input } from './_input.ts';
import { invalidParameter } from './_service-fault.ts';

const TYPES: readonly AttributeType[] = ['String', 'Number', 'DateTime', 'Boolean'];
const NAME = { minLength: 1, maxLength: 20, pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u };
const DIGITS = { pattern: /^\d{1,4}$/ };

/** The standard attributes, changed and completed by what the request says. */
export function readSchema(input: Input): readonly SchemaAttribute[] {
  const schema = new Map(STANDARD_SCHEMA.map((attribute) => [attribute.name, attribute]));
  for (const item of readObjects(input, 'Schema')) {
    const attribute = readAttribute(schema, item);
    schema.set(attribute.name, attribute);
  }
  return [...schema.values()];
}

export function describeSchema(schema: readonly SchemaAttribute[]): WireValue[] {
  return schema.map((attribute) => ({
    Name: attribute.name,
    AttributeDataType: attribute.type,
    DeveloperOnlyAttribute: false,
    Mutable: attribute.mutable,
    Required: attribute.required,
    ...(attribute.type === 'String' && {
      StringAttributeConstraints: {
        MinLength: String(attribute.minLength),
        MaxLength: String(attribute.maxLength),
      },
    }),
  }));
}

function readAttribute(schema: ReadonlyMap<string, SchemaAttribute>, item: Input): SchemaAttribute {
  const name = requireText(item, 'Name', NAME);
  const standard = schema.get(name);
  const base = standard ?? textAttribute(`custom:${name}`);
  const required = readBoolean(item, 'Required') ?? base.required;
  if (standard === undefined && required) {
    throw invalidParameter('Required custom attributes are not supported currently.');
  }
  const type = readText(item, 'AttributeDataType', { choices: TYPES });
  const lengths = readObject(item, 'StringAttributeConstraints') ?? {};
  return {
    name: base.name,
    type: TYPES.find((candidate) => candidate === type) ?? base.type,
    mutable: readBoolean(item, 'Mutable') ?? base.mutable,
    required,
    minLength: readLength(lengths, 'MinLength') ?? base.minLength,
    maxLength: readLength(lengths, 'MaxLength') ?? base.maxLength,
  };
}

function readLength(lengths: Input, member: string): number | undefined {
  const text = readText(lengths, member, DIGITS);
  return text === undefined ? undefined : Number(text);
}
