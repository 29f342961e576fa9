/**
 * Rewrites a module so that it reports every branch that it takes and every computed index that it
 * reads or writes, and does otherwise what it did. Every place in the text has a number of its own.
 *
 * What is reported: `if`, `?:`, `&&`, `||`, `??`, `?.`, their assignments, loop conditions, each
 * turn of `for…of` and `for…in`, the `case` taken, default values, `catch`, each function entered,
 * each call and each `new`; and `object[key]` wherever it is read, written or called. A property
 * with a fixed name is always at the same place in its object, so it is not reported.
 *
 * What this cannot see is what built-in functions do inside; those that take a position are told to
 * the trace with it (`_trace.mjs`). Syntax it does not know how to observe is refused, not skipped.
 */
import { parse } from 'acorn';

/**
 * @param {string} source - JavaScript, a module.
 * @param {(line: number) => number} addSite - a number for a place in that line.
 * @returns {string} the body of a function of `$trace` (the hooks),
 * `$import` (a function from a specifier to a module) and `$exports` (to be filled).
 */
export function instrumentJavaScript(source, addSite) {
  const tree = parse(source, { ecmaVersion: 'latest', sourceType: 'module', locations: true });
  const context = { source, addSite, line: 1, temporaries: [], exports: [] };
  const body = emit(tree, context);
  const declared = context.temporaries.length > 0 ? `let ${context.temporaries.join(', ')};` : '';
  const exported = context.exports.map(exportBinding);
  return `'use strict'; ${declared} ${exported.join(' ')}\n${body}`;
}

/** A getter, because an exported binding may still change; comes first: functions are hoisted. */
function exportBinding({ outside, inside }) {
  const descriptor = `{ enumerable: true, get: () => ${inside} }`;
  return `Object.defineProperty($exports, ${JSON.stringify(outside)}, ${descriptor});`;
}

/** The node's text, rewritten. */
function emit(node, context) {
  context.line = node.loc.start.line;
  return REWRITES[node.type]?.(node, context) ?? copy(node, context);
}

/** The node's own text with every child in its place: what `replacements` says, or rewritten. */
function copy(node, context, replacements = new Map()) {
  let text = '';
  let position = node.start;
  for (const child of childrenOf(node)) {
    text += context.source.slice(position, child.start);
    text += replacements.get(child) ?? emit(child, context);
    position = child.end;
  }
  return text + context.source.slice(position, node.end);
}

function childrenOf(node) {
  const children = Object.values(node)
    .flat()
    .filter((value) => typeof value?.type === 'string');
  // `{ a }` has one identifier as key and as value, and `{ a = 1 }` a key inside its value.
  return children
    .sort((left, right) => left.start - right.start || right.end - left.end)
    .filter((child, index, all) => index === 0 || child.start >= all[index - 1].end);
}

function hook(name, context, ...parts) {
  return `$trace.${name}(${[context.addSite(context.line), ...parts].join(', ')})`;
}

/** As one argument of a call: a comma expression needs parentheses for that. */
function part(node, context) {
  const text = emit(node, context);
  return node.type === 'SequenceExpression' ? `(${text})` : text;
}

function refuse(node, construct) {
  throw new Error(`Line ${node.loc.start.line}: ${construct} cannot be observed.`);
}

function keyOf(member, context) {
  return member.computed ? part(member.property, context) : JSON.stringify(member.property.name);
}

/** `object[key]`, neither `super[key]` nor inside of `a?.b`. */
function isElement(node) {
  return node.type === 'MemberExpression' && node.computed && node.object.type !== 'Super';
}

function condition(node, context) {
  if (node.test === null || node.test === undefined) return copy(node, context);
  const test = hook('branch', context, part(node.test, context));
  return copy(node, context, new Map([[node.test, test]]));
}

/** With a report at the start of a loop's turn, a `catch` block or a `case`. */
function visitBody(node, context) {
  const body = emit(node.body, context);
  const visited = `{ ${hook('visit', context)}; ${body} }`;
  return copy(node, context, new Map([[node.body, visited]]));
}

function enterFunction(node, context) {
  const body = emit(node.body, context);
  const visit = hook('visit', context);
  const entered =
    node.body.type === 'BlockStatement' ? `{ ${visit};${body.slice(1)}` : `(${visit}, ${body})`;
  return copy(node, context, new Map([[node.body, entered]]));
}

/** `object[key]`, reported, as text that can be read and assigned to. */
function element(node, context) {
  const object = `$object${context.addSite(context.line)}`;
  context.temporaries.push(object);
  const target = `(${object} = ${part(node.object, context)})`;
  return `${target}[${hook('element', context, object, part(node.property, context))}]`;
}

function assign(node, context) {
  const { left, right, operator } = node;
  const isLogical = /^(&&|\|\||\?\?)=$/.test(operator);
  if (isLogical) return assignLogically(node, context);
  return isElement(left)
    ? `${element(left, context)} ${operator} ${part(right, context)}`
    : undefined;
}

function assignLogically(node, context) {
  const { left, right, operator } = node;
  if (isElement(left)) refuse(node, `${operator} on an element`);
  const target = emit(left, context);
  const test = operator === '??=' ? 'nullish' : 'branch';
  const value = `${hook(test, context, target)} ${operator.slice(0, -1)} (${part(right, context)})`;
  return `(${target} = ${value})`;
}

function call(node, context) {
  const { callee } = node;
  const args = node.arguments.map((argument) => part(argument, context));
  if (callee.type === 'Super' || callee.object?.type === 'Super') return undefined;
  if (callee.type === 'MemberExpression' && callee.property.type !== 'PrivateIdentifier') {
    const object = part(callee.object, context);
    return hook('method', context, object, keyOf(callee, context), ...args);
  }
  const target = `(${hook('visit', context)}, ${emit(callee, context)})`;
  return `${target}(${args.join(', ')})`;
}

/** Inside of `a?.b[c](d)` nothing can be pulled out; links and keys are reported in place. */
function chain(node, context) {
  const { type } = node;
  if (type !== 'MemberExpression' && type !== 'CallExpression') return emit(node, context);
  const head = type === 'MemberExpression' ? 'object' : 'callee';
  const replacements = new Map([[node[head], chain(node[head], context)]]);
  if (node.optional) {
    if (['MemberExpression', 'CallExpression'].includes(node[head].type)) {
      const isCall = type === 'CallExpression';
      if (isCall) refuse(node, 'an optional call of a method');
    }
    replacements.set(node[head], hook('nullish', context, replacements.get(node[head])));
  }
  if (type === 'MemberExpression' && node.computed) {
    replacements.set(node.property, hook('key', context, part(node.property, context)));
  }
  return copy(node, context, replacements);
}

function importModule(node) {
  const specifier = node.source.value;
  const [first] = node.specifiers;
  if (first?.type === 'ImportNamespaceSpecifier') {
    return `const ${first.local.name} = $import(${JSON.stringify(specifier)});`;
  }
  const names = node.specifiers.map(({ type, imported, local }) => {
    if (type === 'ImportSpecifier') return `${imported.name}: ${local.name}`;
    return refuse(node, 'an import of a default');
  });
  return `const { ${names.join(', ')} } = $import(${JSON.stringify(specifier)});`;
}

function exportNames(node, context) {
  if (node.source !== null) {
    const specifier = JSON.stringify(node.source.value);
    for (const { local, exported } of node.specifiers) {
      const inside = `$import(${specifier}).${local.name}`;
      context.exports.push({ outside: exported.name, inside });
    }
    return '';
  }
  if (node.declaration === null) {
    for (const { local, exported } of node.specifiers) {
      context.exports.push({ outside: exported.name, inside: local.name });
    }
    return '';
  }
  const { declaration } = node;
  for (const { id } of declaration.declarations ?? [declaration]) {
    if (id.type !== 'Identifier') refuse(node, 'an export of a pattern');
    context.exports.push({ outside: id.name, inside: id.name });
  }
  return emit(declaration, context);
}

const REWRITES = {
  IfStatement: condition,
  ConditionalExpression: condition,
  WhileStatement: condition,
  DoWhileStatement: condition,
  ForStatement: condition,
  ForOfStatement: visitBody,
  ForInStatement: visitBody,
  CatchClause: visitBody,
  SwitchCase(node, context) {
    const [first] = node.consequent;
    if (first === undefined) return copy(node, context);
    const visited = `${hook('visit', context)}; ${emit(first, context)}`;
    return copy(node, context, new Map([[first, visited]]));
  },
  LogicalExpression(node, context) {
    const test = node.operator === '??' ? 'nullish' : 'branch';
    const left = hook(test, context, part(node.left, context));
    return copy(node, context, new Map([[node.left, left]]));
  },
  AssignmentPattern(node, context) {
    const taken = `(${hook('visit', context)}, ${part(node.right, context)})`;
    return copy(node, context, new Map([[node.right, taken]]));
  },
  FunctionDeclaration: enterFunction,
  FunctionExpression: enterFunction,
  ArrowFunctionExpression: enterFunction,
  AssignmentExpression: assign,
  UpdateExpression(node, context) {
    if (!isElement(node.argument)) return undefined;
    return copy(node, context, new Map([[node.argument, element(node.argument, context)]]));
  },
  MemberExpression(node, context) {
    return isElement(node) ? element(node, context) : undefined;
  },
  CallExpression: call,
  NewExpression(node, context) {
    const args = node.arguments.map((argument) => part(argument, context));
    return hook('construct', context, part(node.callee, context), ...args);
  },
  ChainExpression: ({ expression }, context) => chain(expression, context),
  Property(node, context) {
    // `{ a }` stays as it is unless its value is rewritten, and then it needs its key.
    if (!node.computed) return undefined;
    const key = hook('key', context, part(node.key, context));
    return copy(node, context, new Map([[node.key, key]]));
  },
  TaggedTemplateExpression: (node) => refuse(node, 'a tagged template'),
  ImportExpression: (node) => refuse(node, 'an import while running'),
  ImportDeclaration: importModule,
  ExportNamedDeclaration: exportNames,
  ExportAllDeclaration: (node) => refuse(node, 'export *'),
  ExportDefaultDeclaration: (node) => refuse(node, 'a default export'),
};
