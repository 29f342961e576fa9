/** What ran, added up across `npm test` and `npm run check`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cacheFolder } from './_paths.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: { name: string, reason: string }[] }} Tally
 */

/** @param {string} part @param {Tally} tally */
export function writeTally(part, tally) {
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(`${cacheFolder}/tally-${part}.json`, `${JSON.stringify(tally)}\n`);
}

/** @returns {Tally} one failure when the part left none: it did not get that far. */
export function readTally(part) {
  try {
    return JSON.parse(readFileSync(`${cacheFolder}/tally-${part}.json`, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: [] };
  }
}

/** @param {Tally} tally */
export function printSkips({ skipped }) {
  for (const { name, reason } of skipped) console.log(`skipped: ${name}\n         ${reason}`);
}

/** @param {Tally} tally */
export function tallyLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped.length} skipped`;
}
