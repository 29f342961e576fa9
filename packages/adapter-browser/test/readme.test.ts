import { readFileSync } from 'node:fs';
import { password } from '@countersign/challenge-handlers/password';
import { webAuthn } from '@countersign/challenge-handlers/web-authn';
import { signIn } from '@countersign/flow';
import { userAuthPreferring } from '@countersign/flow/user-auth';
import { createLocalPool } from '@countersign/local-pool';
import { createFetchTransport } from '@countersign/transport';
import { expect, test } from 'vitest';
import { createAuthenticator, RELYING_PARTY } from '../../local-pool/test/_authenticator.ts';
import { askForPasskey, registerPasskey } from '../src/index.ts';
import { createBrowser } from './_browser.ts';
import { PASSWORD, seedFor } from './_pool.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('every reason of the browser is listed', () => {
  const source = readFileSync(new URL('../src/_ceremony.ts', import.meta.url), 'utf8');
  const [, union = ''] = /type CeremonyReason =([^;]+);/.exec(source) ?? [];
  const reasons = [...union.matchAll(/'([\w-]+)'/g)].map(([, reason]) => reason);
  const [, table = ''] = /is a value, the `reason`:([\s\S]+?)These are thrown/.exec(readme) ?? [];
  const listed = [...table.matchAll(/^\| `([\w-]+)` +\|/gm)].map(([, reason]) => reason);
  expect(reasons.length).toBeGreaterThan(0);
  // The first row is the table's head.
  expect(listed).toEqual(['reason', ...reasons]);
});

test('the example runs', async () => {
  const [, example = ''] = /^```ts\n([\s\S]*?)^```/m.exec(readme) ?? [];
  const [sample] = seedFor(RELYING_PARTY).pools;
  const client = { userPoolId: 'eu-west-1_AbCdEf123', clientId: '1example23456789' };
  const { clientId, userPoolId } = client;
  const explicitAuthFlows = ['ALLOW_USER_AUTH'];
  const pool = createLocalPool({
    seed: { pools: [{ ...sample!, userPoolId, clients: [{ clientId, explicitAuthFlows }] }] },
  });
  const transport = createFetchTransport({ region: 'eu-west-1', fetch: pool.fetch });
  const browser = createBrowser(createAuthenticator());
  const authFlow = userAuthPreferring('PASSWORD');
  const known = { username: 'ada', password: PASSWORD };
  const step = await signIn({ transport, client, authFlow, handlers: [password], ...known });
  if (step.kind !== 'signed-in') throw new Error(step.kind);
  await registerPasskey({ transport, accessToken: step.tokens.accessToken, browser });

  const printed: unknown[] = [];
  // The imports become parameters; the pool and the browser are ours: the rest runs as is.
  const names = {
    askForPasskey: (prompt: Parameters<typeof askForPasskey>[0]) =>
      askForPasskey(prompt, { browser }),
    console: { log: (...values: unknown[]) => printed.push(...values) },
    createFetchTransport: () => transport,
    signIn,
    userAuthPreferring,
    webAuthn,
  };
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  const code = example.replaceAll(/^import .*\n/gm, '');
  await AsyncFunction(...Object.keys(names), code)(...Object.values(names));
  pool.close();
  expect(printed).toEqual(['signed-in']);
});
