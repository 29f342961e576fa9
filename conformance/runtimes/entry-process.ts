/** The suite as a program, for Node, Deno and Bun: one message a line. */
import { runWhole } from './_whole.ts';

await runWhole((message) => console.log(JSON.stringify(message)));
