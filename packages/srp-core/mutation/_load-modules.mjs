/** Loads built files as functions, so that a mutant takes the place of one of them, with a time limit. */
import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';

/** In the order in which they need each other. */
export const FILES = [
  '_group',
  '_hex',
  '_secret-bytes',
  '_secret-montgomery',
  '_secret-limbs',
  '_secret-power',
  '_secret-plain-engine',
  '_secret-wasm-slots',
  '_wasm-engine',
];

export function readBuilt(name) {
  return readFileSync(new URL(`../dist/${name}.js`, import.meta.url), 'utf8');
}

/**
 * @param {Record<string, string>} sources - the text of every file.
 * @param {Record<string, unknown>} globals - what the files see in place of a global.
 */
export function loadModules(sources, globals) {
  const modules = {};
  for (const name of FILES) {
    const exported = [...sources[name].matchAll(/^export (?:const|function\*?) (\w+)/gm)];
    const body = sources[name]
      .replace(/^import \{(.*)\} from '\.\/(.*)\.js';$/gm, "const {$1} = modules['$2'];")
      .replace(/^import .*$/gm, '')
      .replace(/^export \{.*$/gm, '')
      .replace(/^export /gm, '')
      .replace(/^\/\/# source.*$/gm, '');
    const names = exported.map(([, identifier]) => identifier).join(', ');
    const wrapped = `(function (modules, ${Object.keys(globals).join(', ')}) {'use strict';
${body}
return { ${names} };
})`;
    modules[name] = runInThisContext(wrapped)(modules, ...Object.values(globals));
  }
  return modules;
}
