/**
 * What may not be written in a file of the secret arithmetic, because an engine may run it in a
 * time, or along a path, that depends on a value. Indices are not looked at: whether an address
 * depends on a secret is for traces to show.
 *
 * A line that handles public values alone can be let through: the line above it says
 * `// public: <why>`.
 */
import { parse } from 'acorn';
import { fullAncestor } from 'acorn-walk';

const FORBIDDEN_STATEMENTS = new Map([
  ['IfStatement', 'if'],
  ['SwitchStatement', 'switch'],
  ['WhileStatement', 'while'],
  ['DoWhileStatement', 'do'],
  ['ForInStatement', 'for…in'],
  ['ForOfStatement', 'for…of'],
  ['BreakStatement', 'break'],
  ['ContinueStatement', 'continue'],
  ['ThrowStatement', 'throw'],
  ['TryStatement', 'try'],
]);
const FORBIDDEN_EXPRESSIONS = new Map([
  ['ConditionalExpression', '?:'],
  ['ChainExpression', '?.'],
  ['AssignmentPattern', 'default value'],
  ['SpreadElement', 'spread'],
  ['TemplateLiteral', 'text'],
  ['YieldExpression', 'yield'],
  ['AwaitExpression', 'await'],
]);
const ALLOWED_BINARY = new Set(['+', '-', '*', '&', '|', '^', '<<', '>>', '>>>']);
const ALLOWED_ASSIGNMENTS = new Set([
  '=',
  '+=',
  '-=',
  '*=',
  '&=',
  '|=',
  '^=',
  '<<=',
  '>>=',
  '>>>=',
]);
const ALLOWED_UNARY = new Set(['-', '~']);
const ALLOWED_METHODS = new Set(['fill', 'set', 'slice']);
/** Of `Slots` and of the WebAssembly module: implemented in files that are checked, or traced. */
const SLOT_METHODS = new Set(['enter', 'leave', 'square', 'multiply', 'select', 'wipe']);
const ALLOWED_CONSTRUCTORS = new Set(['Uint8Array', 'Int32Array', 'Float64Array']);
const ALLOWED_IMPORTS = /^\.\/(_secret-[a-z-]+|_group)\.js$/;
const CONSTANT_NAME = /^[A-Z][A-Z0-9_]*$/;
const PUBLIC_LINE = /^\s*\/\/ public: \S/;

/**
 * @param {string} source - JavaScript, a module.
 * @returns {{ line: number, construct: string }[]} in the order of the lines.
 */
export function findVariableTimeSyntax(source) {
  const lines = source.split('\n');
  const found = [];
  const tree = parse(source, { ecmaVersion: 'latest', sourceType: 'module', locations: true });
  fullAncestor(tree, (node, _state, ancestors) => {
    const construct = judge(node, ancestors);
    const line = node.loc.start.line;
    const above = lines[line - 2] ?? '';
    if (construct !== undefined && !PUBLIC_LINE.test(above)) found.push({ line, construct });
  });
  return found.sort((left, right) => left.line - right.line);
}

/** The construct's name where it is forbidden. */
function judge(node, ancestors) {
  if (node.type === 'ImportDeclaration') {
    return ALLOWED_IMPORTS.test(node.source.value) ? undefined : `import of ${node.source.value}`;
  }
  if (node.type === 'Identifier' && /^Big(Int|U?[Ii]nt64Array)/.test(node.name)) return 'BigInt';
  if (node.type === 'Literal' && typeof node.bigint === 'string') return 'BigInt';
  // Module level runs once, before there is any secret.
  if (!ancestors.slice(0, -1).some(isFunction)) return undefined;
  return (
    FORBIDDEN_STATEMENTS.get(node.type) ??
    FORBIDDEN_EXPRESSIONS.get(node.type) ??
    judgeOperator(node, ancestors.at(-2)) ??
    judgeFlow(node, ancestors)
  );
}

function judgeOperator(node, parent) {
  switch (node.type) {
    case 'LogicalExpression':
      return node.operator;
    case 'BinaryExpression':
      if (parent.type === 'ForStatement' && parent.test === node) return undefined;
      return ALLOWED_BINARY.has(node.operator) ? undefined : node.operator;
    case 'AssignmentExpression':
      return ALLOWED_ASSIGNMENTS.has(node.operator) ? undefined : node.operator;
    case 'UnaryExpression':
      return ALLOWED_UNARY.has(node.operator) ? undefined : node.operator;
    default:
      return undefined;
  }
}

function judgeFlow(node, ancestors) {
  switch (node.type) {
    case 'ForStatement':
      return isCounted(node) ? undefined : 'for without constant bounds';
    case 'ReturnStatement':
      return isLastStatement(node, ancestors) ? undefined : 'early return';
    case 'CallExpression':
      return isAllowedCall(node.callee, ancestors[0]) ? undefined : 'call of unlisted function';
    case 'NewExpression':
      return ALLOWED_CONSTRUCTORS.has(node.callee.name) ? undefined : 'new';
    default:
      return undefined;
  }
}

function isFunction(node) {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
}

function isLastStatement(node, ancestors) {
  const [owner, block] = ancestors.slice(-3);
  return isFunction(owner) && block.body?.at(-1) === node;
}

function isAllowedCall(callee, program) {
  if (callee.type === 'Identifier') return namesOf(program).includes(callee.name);
  if (callee.type !== 'MemberExpression' || callee.computed) return false;
  const isFloor = callee.object.name === 'Math' && callee.property.name === 'floor';
  const name = callee.property.name;
  return isFloor || ALLOWED_METHODS.has(name) || SLOT_METHODS.has(name);
}

/** What the module declares or imports as functions: those are in files that are checked, too. */
function namesOf(program) {
  return program.body.flatMap((node) => {
    const declaration = node.declaration ?? node;
    if (node.type === 'ImportDeclaration') return node.specifiers.map(({ local }) => local.name);
    return isFunction(declaration) ? [declaration.id.name] : [];
  });
}

/** `for (let i = <public>; i < <public>; i += <constant>)`, and nothing else assigns to `i`. */
function isCounted({ init, test, update, body }) {
  const [declaration, ...others] = init?.declarations ?? [];
  const name = declaration?.id.name;
  if (name === undefined || others.length > 0) return false;
  return (
    isPublic(declaration.init) &&
    test?.type === 'BinaryExpression' &&
    ['<', '<=', '>', '>='].includes(test.operator) &&
    test.left.name === name &&
    isPublic(test.right) &&
    update?.type === 'AssignmentExpression' &&
    ['+=', '-='].includes(update.operator) &&
    update.left.name === name &&
    isPublic(update.right) &&
    !assignsTo(body, name)
  );
}

/** A number, a constant's name, a length, or a sum of those. */
function isPublic(node) {
  switch (node?.type) {
    case 'Literal':
      return typeof node.value === 'number';
    case 'Identifier':
      return CONSTANT_NAME.test(node.name);
    case 'MemberExpression':
      return node.object.type === 'Identifier' && node.property.name === 'length';
    case 'BinaryExpression':
      return '+-'.includes(node.operator) && isPublic(node.left) && isPublic(node.right);
    default:
      return false;
  }
}

function assignsTo(body, name) {
  let assigned = false;
  fullAncestor(body, (node) => {
    const target = node.type === 'AssignmentExpression' ? node.left : node.argument;
    const changes = node.type === 'AssignmentExpression' || node.type === 'UpdateExpression';
    assigned ||= changes && target.name === name;
  });
  return assigned;
}
