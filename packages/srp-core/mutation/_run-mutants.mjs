/** Every mutant of the arithmetic, or some of them, before the judge. */
import { runInThisContext } from 'node:vm';
import { assembleText } from '../wasm/_assemble.mjs';
import { writeModule } from '../wasm/_arithmetic.mjs';
import { isRight } from './_judge.mjs';
import { FILES, readBuilt } from './_load-modules.mjs';
import { mutateJavaScript } from './_mutate-javascript.mjs';
import { mutateWat } from './_mutate-wat.mjs';

/** Which engine a file's mutants are tried in. */
const SUBJECTS = {
  '_secret-bytes': 'bytes',
  '_secret-montgomery': 'plain',
  '_secret-limbs': 'plain',
  '_secret-power': 'wasm',
  '_secret-plain-engine': 'plain',
  '_secret-wasm-slots': 'wasm',
  '_wasm-engine': 'wasm',
};
/** Ends a mutant that loops forever; many times what the judge takes. */
const TIMEOUT_MS = 30_000;

/** @returns {{ where: string, change: string, isKilled: () => boolean }[]} */
export function listMutants() {
  const sources = Object.fromEntries(FILES.map((name) => [name, readBuilt(name)]));
  const wasm = assembleText(writeModule());
  const javascript = Object.entries(SUBJECTS).flatMap(([name, subject]) =>
    mutateJavaScript(sources[name]).map(({ line, change, source }) => ({
      where: `${name}:${line}: ${sources[name].split('\n')[line - 1].trim()}`,
      change,
      isKilled: () => !survives(() => isRight({ ...sources, [name]: source }, wasm, subject)),
    })),
  );
  const text = writeModule();
  const wat = mutateWat(text).map(({ line, change, source }) => ({
    where: `wat:${line}: ${functionAt(text, line)}: ${text.split('\n')[line - 1].trim()}`,
    change,
    isKilled: () => !survives(() => isRight(sources, assembleText(source), 'wasm')),
  }));
  return [...javascript, ...wat];
}

function functionAt(text, line) {
  const before = text.split('\n').slice(0, line).join('\n');
  return [...before.matchAll(/\(func (?:\(export ")?\$?(\w+)/g)].at(-1)?.[1] ?? 'module';
}

function survives(judge) {
  globalThis.judgeMutant = judge;
  try {
    return runInThisContext('globalThis.judgeMutant()', { timeout: TIMEOUT_MS });
  } catch {
    return false;
  } finally {
    delete globalThis.judgeMutant;
  }
}
