/**
 * docs/outcomes.md, from the cells that walks reached.
 *
 * @module
 */
import { OPENING, OUTCOMES } from './_outcomes.ts';
import type { Cell } from './_outcomes.ts';
import { FLOWS } from './_walk-plans.ts';

/** Flows and outcomes in the order in which they are declared; challenges by name. */
export function compareCells(left: Cell, right: Cell): number {
  const flows = Object.keys(FLOWS);
  return (
    flows.indexOf(left[0]) - flows.indexOf(right[0]) ||
    (left[1] < right[1] ? -1 : Number(left[1] > right[1])) ||
    OUTCOMES.indexOf(left[2]) - OUTCOMES.indexOf(right[2])
  );
}

const INTRODUCTION = `# What comes of an answer

Which challenge a flow can meet, and what the flow has to be able to do with the answer. Written by a search
through random walks against the local pool (\`conformance/test/outcomes.test.ts\`); a walk is kept for each
cell in \`conformance/vectors/outcomes.json\`, and each is walked again by \`npm test\`.

- **signed in**, **next challenge**: what the service said.
- **next stage**: the same challenge goes on with a call of its own, or asks for something else.
- **retry**: the same challenge again; the session is still good.
- **healed**: the service did not know the device; the flow answered once more, without it.
- **restart**: the session is spent or expired, and the sign-in starts over.
- **refused**: for good.
- **not sent**: the answer could not be right; nothing was sent, and the step takes another.

A dot is an outcome that no walk of the search came to.
`;

/** @param cells - Each once. */
export function outcomesTable(cells: readonly Cell[]): string {
  const reached = new Set(cells.map(String));
  const sections = Object.keys(FLOWS).map((flow) => {
    const own = cells.filter((cell) => cell[0] === flow).map((cell) => cell[1]);
    const names = [OPENING, ...[...new Set(own)].filter((name) => name !== OPENING)];
    const rows = names.map((name) => [
      name,
      ...OUTCOMES.map((outcome) => (reached.has(String([flow, name, outcome])) ? 'yes' : '·')),
    ]);
    return `\n## ${flow}\n\n${markdownTable(['challenge', ...OUTCOMES], rows)}\n`;
  });
  return INTRODUCTION + sections.join('');
}

/** In columns, as the formatter wants it. */
function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at]!.length)));
  const line = (row: readonly string[], fill: string): string =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at]!, fill)).join(' | ')} |`;
  const rule = line(
    head.map(() => ''),
    '-',
  );
  return [line(head, ' '), rule, ...rows.map((row) => line(row, ' '))].join('\n');
}
