/** The program behind `npm run faults`. `--help` says what it takes. */
import { runCommand } from './_faults.mjs';

process.exitCode = await runCommand(process.argv.slice(2), (line) => console.log(line));
