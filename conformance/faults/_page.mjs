/** The results as a page, which also says what to try first the next time. */
import { renderTable } from '../runtimes/_markdown.mjs';

const INTRO = `# Seeded faults

Written by \`npm run faults\`, and by nothing else.

Each is one wrong place in our own packages: what clients and servers of Cognito have got wrong, and what they
could. It is planted in memory, and the conformance suite runs until a test fails, which the last column
names: a vector by its file and number, a property, or a negative case. Without any fault, all of the suite
passes in the same run.

Not among them: a check of u = 0 that is left out. No input makes SHA-256 give zero, so no vector can show it;
\`packages/srp-core/test/zero-scrambler.test.ts\` does, with another hash.`;

const HEAD = ['fault', 'in', 'what is wrong', 'killed by'];

/** @param {readonly { fault: import('./_loader.mjs').Fault, killer: string }[]} results */
export function renderPage(results) {
  const packages = groupBy(results, ({ fault }) => fault.file.split('/')[1]);
  const sections = [...packages].map(([name, own]) => {
    const rows = own.map(({ fault, killer }) => [
      code(fault.name),
      code(fault.file.split('/src/')[1]),
      fault.about,
      code(killer),
    ]);
    return `## ${name}\n\n${renderTable(
      HEAD,
      rows.map((row) => row.map(cell)),
    )}`;
  });
  const count = `${results.length} faults, all killed.`;
  return `${[INTRO, count, ...sections].join('\n\n')}\n`;
}

/** @returns {Map<string, string>} the test that killed a fault, by the fault's name. */
export function readKillers(page) {
  const rows = page.matchAll(/^\| `([\w-]+)` +\|.*\| ``? ?(.*?) ?`?` *\|$/gm);
  return new Map([...rows].map(([, name, killer]) => [name, killer.replaceAll('\\|', '|')]));
}

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function code(text) {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function cell(text) {
  return text.replaceAll('|', '\\|');
}
