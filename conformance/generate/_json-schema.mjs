/**
 * As much of JSON Schema as the vector files' schemas use. A keyword that is not known here is an
 * error, so no schema can say something that nobody checks.
 */
const ANNOTATIONS = new Set(['$schema', '$defs', 'title', 'description']);

const KEYWORDS = {
  $ref: (name, value, path, root) =>
    findFaults(root.$defs[name.replace('#/$defs/', '')], value, path, root),
  oneOf: (schemas, value, path, root) => {
    const faults = schemas.map((schema) => findFaults(schema, value, path, root));
    const fitting = faults.filter((found) => found.length === 0).length;
    if (fitting === 1) return [];
    // The one that comes closest says best what is wrong.
    const [closest] = faults.toSorted((left, right) => left.length - right.length);
    return fitting === 0 ? closest : [`${path} fits ${fitting} of what it can be`];
  },
  type: (type, value, path) => (isOfType(value, type) ? [] : [`${path} is no ${type}`]),
  const: (constant, value, path) => (value === constant ? [] : [`${path} is not ${constant}`]),
  enum: (values, value, path) => (values.includes(value) ? [] : [`${path} is not in the enum`]),
  pattern: (pattern, value, path) =>
    new RegExp(pattern, 'u').test(value) ? [] : [`${path} does not match ${pattern}`],
  minItems: (count, value, path) => (value.length >= count ? [] : [`${path} has too few items`]),
  items: (items, value, path, root) =>
    value.flatMap((item, index) => findFaults(items, item, `${path}[${index}]`, root)),
  required: (names, value, path) =>
    names.filter((name) => !(name in value)).map((name) => `${path}.${name} is missing`),
  properties: (properties, value, path, root) =>
    Object.entries(properties).flatMap(([name, schema]) =>
      name in value ? findFaults(schema, value[name], `${path}.${name}`, root) : [],
    ),
  additionalProperties: (schema, value, path, root, { properties = {} }) =>
    Object.keys(value)
      .filter((name) => !(name in properties))
      .flatMap((name) =>
        schema === false
          ? [`${path}.${name} is not allowed`]
          : findFaults(schema, value[name], `${path}.${name}`, root),
      ),
};

/** @returns {string[]} what is wrong with a value, by path. */
export function findFaults(schema, value, path = '$', root = schema) {
  // Of what has another type, no other keyword has anything to say.
  if ('type' in schema && !isOfType(value, schema.type)) return [`${path} is no ${schema.type}`];
  return Object.entries(schema).flatMap(([keyword, argument]) => {
    if (ANNOTATIONS.has(keyword)) return [];
    if (!(keyword in KEYWORDS)) throw new Error(`This validator does not know "${keyword}".`);
    return KEYWORDS[keyword](argument, value, path, root, schema);
  });
}

function isOfType(value, type) {
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'object') return Object(value) === value && !Array.isArray(value);
  return typeof value === type;
}
