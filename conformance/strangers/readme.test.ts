/** The README names the judges in the versions that are installed. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const JUDGES: { readonly [called: string]: string } = {
  'AWS SDK for JavaScript': '@aws-sdk/client-cognito-identity-provider',
  'amazon-cognito-identity-js': 'amazon-cognito-identity-js',
  'aws-amplify': 'aws-amplify',
  'cognito-srp-helper': 'cognito-srp-helper',
};

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

test.each(Object.entries(JUDGES))('%s', (called, name) => {
  const manifest = JSON.parse(read(`../node_modules/${name}/package.json`)) as { version: string };
  expect(read('README.md')).toContain(`| ${called} ${manifest.version} `);
});
