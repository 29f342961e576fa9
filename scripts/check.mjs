/** `npm run check`: everything about the repository that is not a test. All checks run, then it fails. */
import { spawnSync } from 'node:child_process';
import { root } from './_paths.mjs';
import { tallyLine, writeTally } from './_tally.mjs';

const bin = (name) => `${root}/node_modules/.bin/${name}`;
const publishable = [
  'contract',
  'srp-core',
  'challenge-handlers',
  'transport',
  'adapter-aws-sdk',
  'adapter-browser',
  'flow',
  'local-pool',
]
  .map((name) => `packages/${name}`)
  .concat('apps/cli', 'conformance', 'conformance/vectors');

const checks = [
  { name: 'format', command: bin('oxfmt'), args: ['--check', '.'] },
  { name: 'lint', command: bin('oxlint'), args: ['--deny-warnings'] },
  { name: 'types of tests', command: bin('tsc'), args: ['-p', 'tsconfig.tests.json'] },
  {
    name: 'types on a page',
    command: bin('tsc'),
    args: ['-p', 'packages/adapter-browser/test/page'],
  },
  { name: 'unused files, exports, dependencies', command: bin('knip'), args: [] },
  script('constant-time syntax', 'packages/srp-core/scripts/check-constant-time.mjs'),
  script('sizes', 'scripts/check-size.mjs'),
  script('changesets', 'scripts/check-changesets.mjs'),
  ...publishable.map((folder) => script(`package ${folder}`, 'scripts/check-package.mjs', folder)),
];

function script(name, ...args) {
  return { name, command: process.execPath, args };
}

const tally = { passed: 0, failed: 0, skipped: [] };
for (const { name, command, args } of checks) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
    shell: process.platform === 'win32',
  });
  const passed = status === 0;
  tally[passed ? 'passed' : 'failed'] += 1;
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${name}`);
  if (!passed) console.log(error?.message ?? `${stdout}${stderr}`);
}
writeTally('check', tally);
console.log(`\nnpm run check closed with: ${tallyLine(tally)}`);
if (tally.failed > 0) process.exitCode = 1;
