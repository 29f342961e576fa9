/**
 * Renders `docs/negative-cases.md`: bad inputs and faults of the world, and what shows that each ends well.
 *
 * @module
 */
import { readFileSync } from 'node:fs';

const folder = new URL('../', import.meta.url);
const TEST_FILE = /^([\w./-]+\.test\.m?ts|[\w./-]+\.test\.mjs): (.+)$/s;

/**
 * @typedef {object} NegativeCase
 * @property {number} number - for good; never given twice.
 * @property {string} group
 * @property {string} title
 * @property {string[]} [coveredBy] - `file#tcId` of a vector, `suite: …` of a test of the suite, or
 * `path.test.ts: …` of another test.
 * @property {string} [reason] - why it is not for the suite.
 */

/** @returns {NegativeCase[]} */
export function listCases() {
  return JSON.parse(readFileSync(new URL('negative-cases.json', folder), 'utf8')).cases;
}

/** @returns {{ kind: 'vector' | 'suite' | 'test', file?: string, tcId?: number, name?: string }} */
export function parseReference(text) {
  const vector = /^([\w/-]+)#(\d+)$/.exec(text);
  if (vector !== null) return { kind: 'vector', file: vector[1], tcId: Number(vector[2]) };
  if (text.startsWith('suite: ')) return { kind: 'suite', name: text.slice('suite: '.length) };
  const [, file, name] = TEST_FILE.exec(text) ?? [];
  if (file === undefined) throw new Error(`This names neither a vector nor a test: ${text}`);
  return { kind: 'test', file, name };
}

/** Does the suite itself run it, in every runtime? */
export function isInSuite({ coveredBy = [] }) {
  return coveredBy.some((text) => parseReference(text).kind !== 'test');
}

/** The page's text. */
export function renderCases() {
  const cases = listCases();
  const inSuite = cases.filter(isInSuite);
  const elsewhere = cases.filter((one) => one.coveredBy !== undefined && !isInSuite(one));
  const groups = [...new Set(cases.map(({ group }) => group))];
  const sections = groups.map((group) => {
    const own = cases.filter((one) => one.group === group);
    return `## ${capital(group)}\n\n${own.map(line).join('\n')}`;
  });
  const intro = `# Negative cases

Written by \`node conformance/generate/all.mjs\` from \`conformance/negative-cases.json\`; a test holds that all
that is named here exists.

${cases.length} bad inputs and faults of the world. ${inSuite.length} are in the conformance suite, which runs in every
runtime; ${elsewhere.length} are shown by another test, which is named; ${cases.length - inSuite.length - elsewhere.length} are not shown, for the reason that is given.
A number with a name before it is a vector. The number 91 was never given.`;
  return `${[intro, ...sections].join('\n\n')}\n`;
}

function line({ number, title, coveredBy = [], reason }) {
  const by = coveredBy.length === 0 ? '' : ` ${groupReferences(coveredBy)}.`;
  const text = `${title}.${by}${reason === undefined ? '' : ` ${reason}`}`;
  // Markdown would read it as bold.
  return `- **${number}** ${text.replaceAll('__proto__', '`__proto__`')}`;
}

/** Numbers of one file behind its name. */
function groupReferences(texts) {
  const vectors = new Map();
  const names = [];
  for (const text of texts) {
    const { kind, file, tcId, name } = parseReference(text);
    if (kind === 'vector') vectors.set(file, [...(vectors.get(file) ?? []), tcId]);
    else names.push(kind === 'suite' ? `“${name}”` : `\`${file}\`: “${name}”`);
  }
  const numbered = [...vectors].map(([file, ids]) => `\`${file}\` ${ranges(ids)}`);
  return [...numbered, ...names].join('; ');
}

function ranges(ids) {
  const parts = [];
  for (const id of ids.toSorted((left, right) => left - right)) {
    const last = parts.at(-1);
    if (last !== undefined && last[1] === id - 1) last[1] = id;
    else parts.push([id, id]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}
