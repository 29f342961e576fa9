/** Every page's links lead somewhere, its tables are whole, and it names the pnpm that is used. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../_paths.mjs';

const { packageManager } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));

function* pagesBelow(folder) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!/^(?:\.|node_modules$|dist$)/.test(entry.name)) yield* pagesBelow(path);
    } else if (entry.name.endsWith('.md')) yield path;
  }
}

const read = (page) => readFileSync(join(root, page), 'utf8').replaceAll('\r\n', '\n');
const proseOf = (page) => read(page).replaceAll(/^( *)```.*\n[\s\S]*?^\1```/gm, '');

/** As GitHub makes them of headings. */
const anchorsOf = (page) =>
  [...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-'),
  );

function isDead(page, link) {
  if (/^https?:/.test(link)) return false;
  const [path, anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(root, target))) return true;
  if (anchor === undefined) return false;
  const line = /^L(\d+)$/.exec(anchor)?.[1];
  if (line !== undefined) return read(target).split('\n').length < Number(line);
  return !anchorsOf(target).includes(anchor);
}

/** The rows that have more or fewer cells than the line below the header. */
function brokenRows(page) {
  const cells = (row) => row.replaceAll(/`[^`]*`|\\\|/g, '').split('|').length;
  const tables = proseOf(page).match(/(?:^\|.*\n)+/gm) ?? [];
  return tables.flatMap((table) => {
    const rows = table.trimEnd().split('\n');
    return rows.filter((row) => cells(row) !== cells(rows[1]));
  });
}

const pages = [...pagesBelow('.')];

describe.each(pages)('%s', (page) => {
  test('has no dead link', () => {
    const links = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
    expect(links.filter((link) => isDead(page, link))).toEqual([]);
  });

  test('has whole tables', () => {
    expect(brokenRows(page)).toEqual([]);
  });

  test('names the pnpm of package.json', () => {
    const named = read(page).match(/\bpnpm@[\w.-]+/g) ?? [];
    expect(named.filter((version) => version !== packageManager)).toEqual([]);
  });
});

test('there are pages', () => {
  expect(pages).toContain('README.md');
  expect(pages).toContain(join('docs', 'adr', '0001-carry-state-across-calls-and-processes.md'));
});
