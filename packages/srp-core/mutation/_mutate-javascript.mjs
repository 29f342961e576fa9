/** One-token faults in a JavaScript file: operators, numbers, statements that are left out. */
import { parse } from 'acorn';
import { fullAncestor } from 'acorn-walk';

const BINARY = {
  '+': '-',
  '-': '+',
  '*': '+',
  '%': '*',
  '&': '|',
  '|': '&',
  '^': '|',
  '<<': '>>',
  '>>': '<<',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
};
const ASSIGNMENT = { '+=': '-=', '-=': '+=', '|=': '&=', '&=': '|=' };
const UNARY = { '-': '', '~': '' };

/**
 * @param {string} source
 * @returns {{ line: number, change: string, source: string }[]} each differs in one place.
 */
export function mutateJavaScript(source) {
  const mutants = [];
  const tree = parse(source, { ecmaVersion: 'latest', sourceType: 'module', locations: true });
  const replace = (node, start, end, text, change) => {
    const mutated = source.slice(0, start) + text + source.slice(end);
    mutants.push({ line: node.loc.start.line, change, source: mutated });
  };
  const swap = (node, table, start) => {
    const other = table[node.operator];
    if (other === undefined) return;
    const place = source.indexOf(node.operator, start);
    const change = `${node.operator} to ${other || 'nothing'}`;
    replace(node, place, place + node.operator.length, other, change);
  };
  const rules = {
    BinaryExpression: (node) => swap(node, BINARY, node.left.end),
    AssignmentExpression: (node) => swap(node, ASSIGNMENT, node.left.end),
    UnaryExpression: (node) => swap(node, UNARY, node.start),
    ConditionalExpression: (node) => {
      replace(node, node.test.start, node.test.end, 'true', 'condition to true');
      replace(node, node.test.start, node.test.end, 'false', 'condition to false');
    },
    Literal: (node) => {
      if (!/^\d+n?$/.test(node.raw)) return;
      const isBigint = typeof node.value === 'bigint';
      const text = isBigint ? `${node.value + 1n}n` : String(node.value + 1);
      replace(node, node.start, node.end, text, `${node.raw} to ${text}`);
    },
    ExpressionStatement: (node) =>
      replace(node, node.start, node.end, ';', `no ${source.slice(node.start, node.end)}`),
  };
  fullAncestor(tree, (node, _state, ancestors) => {
    if (ancestors.some(({ type }) => type === 'ImportDeclaration')) return;
    // A loop that counts the other way does not end, and shows nothing.
    if (ancestors.at(-2)?.update === node) return;
    rules[node.type]?.(node);
  });
  return mutants;
}
