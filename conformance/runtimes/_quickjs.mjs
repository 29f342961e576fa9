/** `node _quickjs.mjs <quickjs-emscripten> <bundle>`: runs a script in QuickJS, which has `print`. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [library, bundle] = process.argv.slice(2);
const { getQuickJS } = await import(pathToFileURL(library).href);
const runtime = (await getQuickJS()).newRuntime();
const context = runtime.newContext();
const print = context.newFunction('print', (line) => console.log(context.getString(line)));
context.setProp(context.global, 'print', print);
print.dispose();
context.unwrapResult(context.evalCode(readFileSync(bundle, 'utf8'), bundle)).dispose();
const jobs = runtime.executePendingJobs();
if (jobs.error !== undefined) {
  console.error(context.dump(jobs.error));
  process.exitCode = 1;
}
