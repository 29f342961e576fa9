/**
 * What a page downloads to sign in over SRP: ours and what others have for it, in one run. Writes
 * docs/sizes.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { downloadOf, SIGN_IN } from '../../scripts/_download-size.mjs';
import { root } from '../../scripts/_paths.mjs';
import { renderTable } from '../runtimes/_markdown.mjs';

const SDK = `export { CognitoIdentityProviderClient, InitiateAuthCommand, RespondToAuthChallengeCommand }
  from '@aws-sdk/client-cognito-identity-provider';`;

/** `isConstantTime`: in what is computed with the password. */
const SUBJECTS = [
  { name: 'countersign', code: SIGN_IN, hasHttp: true, isConstantTime: true },
  {
    name: 'countersign, without WebAssembly',
    code: SIGN_IN,
    conditions: ['countersign-plain'],
    hasHttp: true,
    isConstantTime: true,
  },
  {
    name: 'amazon-cognito-passwordless-auth',
    code: `export { Passwordless } from 'amazon-cognito-passwordless-auth';
      export { authenticateWithSRP } from 'amazon-cognito-passwordless-auth/srp';`,
    hasHttp: true,
  },
  {
    name: 'amazon-cognito-identity-js',
    code: `export { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';`,
    hasHttp: true,
  },
  {
    name: 'aws-amplify',
    code: `export { Amplify } from 'aws-amplify'; export { signIn } from 'aws-amplify/auth';`,
    hasHttp: true,
  },
  {
    name: 'cognito-srp-helper',
    code: `export { createSrpSession, signSrpSession, wrapAuthChallenge, wrapInitiateAuth }
      from 'cognito-srp-helper';`,
  },
  {
    name: 'cognito-srp-helper and @aws-sdk/client-cognito-identity-provider',
    code: `${SDK} export { createSrpSession, signSrpSession, wrapAuthChallenge, wrapInitiateAuth }
      from 'cognito-srp-helper';`,
    hasHttp: true,
  },
];

const rows = [];
for (const { name, code, conditions, hasHttp = false, isConstantTime = false } of SUBJECTS) {
  // amazon-cognito-identity-js and its dependencies expect Node's name for it.
  const define = { global: 'globalThis' };
  const { bytes } = await downloadOf(code, { conditions, define });
  rows.push([named(name), kilobytes(bytes), yesNo(hasHttp), yesNo(isConstantTime)]);
  console.log(`  ${kilobytes(bytes).padStart(8)}  ${name}`);
}
rows.sort(([, left], [, right]) => Number.parseFloat(left) - Number.parseFloat(right));
const head = ['what is imported', 'gzip', 'sends it', 'constant time'];
writeFileSync(
  `${root}/docs/sizes.md`,
  `# Sizes

Written by \`npm run bench\`, and by nothing else: the smallest import that signs in over SRP, bundled and minified by
Vite ${versionOf('vite')} for browsers, \`gzip -9\`, in kB of 1,000 bytes, all in one run. _Sends it_: the HTTP client is among them; cognito-srp-helper has
none. What each part of ours costs, and why it is not less: [ADR 15](adr/0015-count-what-a-page-downloads.md).
\`node scripts/check-size.mjs\` holds each import of ours against its budget.

${renderTable(head, rows)}
`,
);
console.log('\n  docs/sizes.md is written.');

function named(name) {
  return name.startsWith('countersign')
    ? name
    : name.replaceAll(/[@\w/-]*(?:aws|cognito)[\w/-]*/g, (found) => `${found} ${versionOf(found)}`);
}

/** Not every package exports its package.json. */
function versionOf(name) {
  const file = `${root}/conformance/node_modules/${name}/package.json`;
  return JSON.parse(readFileSync(file, 'utf8')).version;
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function yesNo(value) {
  return value ? 'yes' : 'no';
}
