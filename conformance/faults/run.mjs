/** The program behind `npm run faults`. `--help` says what it takes. */
import { runCommand } from './_faults.mjs';

// Where the hour is not UTC's, nor the minute: a fault that takes local time has to show.
process.env.TZ = 'Asia/Kathmandu';
process.exitCode = await runCommand(process.argv.slice(2), (line) => console.log(line));
