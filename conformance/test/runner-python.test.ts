/** The Python example of `runner/examples`, right and wrong, under each python3 of this machine. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { describeJudges, findInstalled } from '../strangers/_installed.ts';
import { runCommandLine } from './_command-line.ts';

const folder = fileURLToPath(new URL('../runner/examples/python', import.meta.url));
const wrong = fileURLToPath(new URL('_wrong_impl.py', import.meta.url));
const random = process.env['COUNTERSIGN_FULL'] === '1' ? '50' : '2';

/** What the example says of how to run it, with the files where they are. */
function ownCommand(python: string): readonly string[] {
  const [, command = ''] = /^ {4}(\S.+)$/m.exec(readFileSync(`${folder}/impl.py`, 'utf8')) ?? [];
  return command.split(' ').flatMap((word) => {
    if (word === 'python3') return [python, '-B'];
    return existsSync(`${folder}/${word}`) ? `${folder}/${word}` : word;
  });
}

const pythons = await findInstalled('python3', ['--version']);

describeJudges(
  pythons,
  { name: 'python3', howToInstall: 'apt-get install python3' },
  (judgeTest) => {
    judgeTest('the example answers every case, and every answer is right', async ({ path }) => {
      const [program, ...argv] = ownCommand(path);
      expect(program).toBe('countersign-conformance');
      argv.splice(1, 0, '--random', random, '--json');
      const { exitCode, stdout } = await runCommandLine(argv);
      const { counts, cases, failures } = JSON.parse(stdout) as {
        readonly counts: object;
        readonly cases: number;
        readonly failures: readonly unknown[];
      };
      expect(failures).toEqual([]);
      expect(exitCode).toBe(0);
      const none = { failed: 0, known: 0, fixed: 0, skipped: 0, refused: 0 };
      expect(counts).toEqual({ ...none, passed: cases });
      expect(cases).toBeGreaterThan(800);
    });

    judgeTest(
      'a fault that one sign-in in 512 shows is named by vector and note',
      async ({ path }) => {
        const argv = [
          'run',
          '--config',
          `${folder}/impl.json`,
          '--random',
          '0',
          '--only',
          'claimKey',
        ];
        const { exitCode, stdout } = await runCommandLine([
          ...argv,
          '--',
          path,
          '-B',
          wrong,
          folder,
        ]);
        expect(exitCode).toBe(1);
        expect(stdout).toContain('FAIL srp-edges/claimKey#');
        expect(stdout).toContain('LeadingZeroByte: ');
        expect(stdout).toContain('one sign-in in 512 fails');
        const failed = stdout.match(/^FAIL /gm) ?? [];
        expect(stdout).toMatch(new RegExp(`: \\d+ passed, ${failed.length} failed`));
        expect(failed.length).toBeLessThan(10);
      },
    );
  },
);
