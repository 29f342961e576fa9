/**
 * What an application downloads: each import that matters, bundled, minified and compressed with gzip,
 * against a budget. `node scripts/check-size.mjs --modules` says which module costs what.
 *
 * A budget that is above its target is a debt, and says so.
 */
import { readFileSync } from 'node:fs';
import { COMPANIONS } from './_challenge-handlers.mjs';
import { downloadOf, SIGN_IN } from './_download-size.mjs';
import { root } from './_paths.mjs';

const PLAIN = ['countersign-plain'];
const SIGN_IN_WITH_SETTINGS = SIGN_IN.replace('createRegionTransport', 'createFetchTransport');
const SIGN_IN_TARGET = 8192;
const HANDLER_BUDGET = 512;

/** Bytes. `target` where the budget has not come down to it yet. */
const BUDGETS = [
  { name: 'srp-core', code: "export { openSrp } from '@countersign/srp-core';", budget: 11_000 },
  {
    name: 'srp-core, without WebAssembly',
    code: "export { openSrp } from '@countersign/srp-core';",
    conditions: PLAIN,
    budget: 8_192,
  },
  { name: 'SRP sign-in', code: SIGN_IN, budget: 20_480, target: SIGN_IN_TARGET },
  {
    name: 'SRP sign-in, over createFetchTransport',
    code: SIGN_IN_WITH_SETTINGS,
    budget: 21_400,
    target: SIGN_IN_TARGET,
  },
  {
    name: 'SRP sign-in, without WebAssembly',
    code: SIGN_IN,
    conditions: PLAIN,
    budget: 17_560,
    target: SIGN_IN_TARGET,
  },
  {
    name: 'SRP sign-in, without WebAssembly, over createFetchTransport',
    code: SIGN_IN_WITH_SETTINGS,
    conditions: PLAIN,
    budget: 18_440,
    target: SIGN_IN_TARGET,
  },
  {
    name: 'adapter-browser: answering WEB_AUTHN',
    code: "export { askForPasskey } from '@countersign/adapter-browser';",
    budget: 2_170,
  },
  {
    name: 'adapter-browser',
    code: "export * from '@countersign/adapter-browser';",
    budget: 3_110,
  },
];
/** Handlers that are above {@link HANDLER_BUDGET} where they are alone. */
const HANDLER_DEBTS = { 'mfa-setup': 850 };
/** Whoever sets a factor up is asked for it, or for a choice, at the next sign-in. */
const LEADS_TO = { 'mfa-setup': ['software-token-mfa', 'select-mfa-type'] };

const sizes = new Map();
for (const { name, code, conditions = [] } of BUDGETS) {
  sizes.set(name, await measure(code, conditions, name));
}
const beyond = [];
for (const name of handlers()) {
  const whole = await measure(SIGN_IN + exported(name), [], name);
  const next = LEADS_TO[name] ?? [];
  if (next.length > 0) {
    const before = SIGN_IN + next.map((other) => exported(other)).join('');
    const both = await measure(before + exported(name), [], name);
    const size = both - (await measure(before, [], name));
    const label = `beyond that, ${next.join(' and ')}: ${name}`;
    beyond.push({ name: label, size, budget: HANDLER_BUDGET });
  }
  beyond.push({
    name: `beyond that: ${name}`,
    size: whole - sizes.get('SRP sign-in'),
    budget: HANDLER_DEBTS[name] ?? HANDLER_BUDGET,
    target: HANDLER_BUDGET,
  });
}

let failed = false;
const rows = BUDGETS.map((entry) => ({ ...entry, size: sizes.get(entry.name) })).concat(beyond);
for (const { name, size, budget, target = budget } of rows) {
  const isOver = size > budget;
  failed ||= isOver;
  const debt = budget > target ? `  target ${target}` : '';
  const mark = isOver ? 'OVER  ' : '      ';
  console.log(
    `${mark}${String(size).padStart(6)} of ${String(budget).padStart(5)}  ${name}${debt}`,
  );
}
if (failed) process.exitCode = 1;

/** Each handler that a sign-in does not have already. */
function handlers() {
  const file = `${root}/packages/challenge-handlers/package.json`;
  const { exports } = JSON.parse(readFileSync(file, 'utf8'));
  const companions = COMPANIONS.map((subpath) => `./${subpath}`);
  const others = new Set(['./package.json', './all', './password-verifier', ...companions]);
  return Object.keys(exports)
    .filter((subpath) => !others.has(subpath) && subpath !== '.')
    .map((subpath) => subpath.slice(2));
}

function exported(handler) {
  return `export * from '@countersign/challenge-handlers/${handler}';`;
}

/** @returns {Promise<number>} bytes of gzip. */
async function measure(code, conditions, name) {
  const { bytes, modules } = await downloadOf(code, { conditions });
  if (process.argv.includes('--modules')) printModules(name, modules);
  return bytes;
}

/** Before they are made small: what is left of each module, largest first. */
function printModules(name, modules) {
  console.log(`\n${name}, bytes before minifying:`);
  const lengths = Object.entries(modules).map(([id, { renderedLength }]) => [
    id.replace(/^.*\/(node_modules|packages)\//, '').replace(root, ''),
    renderedLength,
  ]);
  for (const [id, length] of lengths.sort(([, left], [, right]) => right - left)) {
    console.log(`${String(length).padStart(8)}  ${id}`);
  }
}
