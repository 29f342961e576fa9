/** What the runner's report tells whoever has to mend the program. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FORMULAS } from '../runner/formulas.ts';
import { runCommandLine } from './_command-line.ts';
import { program, RIGHT, runProgram } from './_programs.ts';

const ONE = { flags: ['--only', 'srp-edges/timestamp#1'] };

test('a member under another name is seen, and so is one of another type', async () => {
  const named = "say({ id: one.id, out: { Timestamp: 'x' } });";
  expect((await runProgram(program(named), ONE)).stdout).toContain('got      {"Timestamp":"x"}');
  const typed = 'say({ id: one.id, out: { timestamp: 7, more: 1 } });';
  expect((await runProgram(program(typed), ONE)).stdout).toContain('got      {"timestamp":7}\n');
});

test('a failing run says how to see a case, and that prints it', async () => {
  const wrong = program("say({ id: one.id, out: { x: '0' } });");
  const { stdout } = await runProgram(wrong, { flags: ['--only', 'random/x#1'] });
  const [, command = ''] = /The whole of a case: countersign-conformance (.+)\n/.exec(stdout) ?? [];
  const printed = await runCommandLine(command.replaceAll("'", '').split(' '));
  expect(JSON.parse(printed.stdout)).toMatchObject({ id: 'random/x#1', out: {} });
  expect(stdout).toContain((JSON.parse(printed.stdout) as { out: { x: string } }).out.x);
  expect((await runProgram(RIGHT, ONE)).stdout).not.toContain('The whole of a case');
});

test('numbers of an operation are in the same words as those of the run', async () => {
  const config = { capabilities: ['srp.u'] };
  const { stdout } = await runProgram(RIGHT, { config, flags: ['--only', 'srp-edges/u#1'] });
  expect(stdout).toMatch(/^srp\.u +1 skipped though declared or listed$/m);
});

test('a step that fails is shown with its formula, which PROTOCOL.md has', async () => {
  const page = readFileSync(new URL('../runner/PROTOCOL.md', import.meta.url), 'utf8');
  const [, block = ''] = /^### The same in formulas$[^]+?^```\n([^]+?)^```/m.exec(page) ?? [];
  expect(block.trimEnd().split('\n')).toEqual(Object.values(FORMULAS));
  const wrong = program("say({ id: one.id, out: { u: '0' } });");
  const { stdout } = await runProgram(wrong, { flags: ['--only', 'srp-edges/u#4'] });
  expect(stdout).toMatch(/^ +u = SHA-256\(pad\(A\) ‖ pad\(B\)\)\n +LeadingZeroByte: /m);
});

test('what is odd in a handshake is not blamed for a step that it does not touch', async () => {
  const wrong = program("say({ id: one.id, out: { timestamp: 'x' } });");
  const failing = async (only: string): Promise<string> =>
    (await runProgram(wrong, { flags: ['--only', only] })).stdout;
  expect(await failing('srp-edges/timestamp#1')).toMatch(/ salt: .+ \(not in this step\)\n/);
  expect(await failing('srp-edges/timestamp#1')).not.toContain('LeadingZeroByte');
  expect(await failing('srp-edges/timestamp#40')).toContain('     Timestamp: ');
  expect(await failing('srp-edges/x#1')).toContain('     LeadingZeroByte: ');
  expect(await failing('srp-edges/prove#1')).toContain('     LeadingZeroByte: ');
});
