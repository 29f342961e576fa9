/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { createFetchTransport, resolveEndpoint } from '../src/index.ts';
import { harness, never, refusal, rejection, reply, scriptedFetch, success } from './_fetch.ts';

afterEach(() => vi.unstubAllGlobals());

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('every error that the README lists can be thrown, and no other is', async () => {
  const failing: (() => unknown)[] = [
    () => createFetchTransport({}),
    () => {
      vi.stubGlobal('fetch', undefined);
      return createFetchTransport({ region: 'eu-west-1' });
    },
    () => harness([reply(200, '')]).call(),
    () => harness([reply(200, '[]')]).call(),
    () => harness([reply(200, '{"a":1,"a":1}')]).call(),
    () => harness([reply(200, '{"a":1e999}')]).call(),
    () => harness([new TypeError('failed')]).call('SignUp'),
    () => harness([never]).call(),
    () => harness([reply(200, '<html>')]).call(),
    () => harness([reply(200, '{}')], { maxBodyBytes: 1 }).call(),
    () => harness([reply(302, null)]).call(),
    () => harness([reply(400, '{}')]).call(),
  ];
  const reached: string[] = [];
  for (const attempt of failing) {
    const { code, reason } = (await rejection(Promise.resolve().then(attempt))) as {
      code: string;
      reason: string;
    };
    reached.push(`${code} ${reason}`);
  }
  const listed = [...readme.matchAll(/^\| `(ERR_\w+)` *\| `([\w-]+)` *\|/gm)].map(
    ([, code, reason]) => `${code} ${reason}`,
  );
  expect(reached.sort()).toEqual(listed.sort());
});

test('the examples run', async () => {
  const examples = [...readme.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code]) => code);
  expect(examples).toHaveLength(2);
  const { fetch, sent } = scriptedFetch(
    refusal('NotAuthorizedException'),
    success({ ChallengeName: 'PASSWORD_VERIFIER' }),
  );
  vi.stubGlobal('fetch', fetch);
  const printed: unknown[] = [];
  const console = { log: (...values: unknown[]) => printed.push(values.join(' ')) };
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  for (const example of examples) {
    // The imports become parameters, the annotations of the second example go: the rest runs as is.
    const code = (example ?? '')
      .replaceAll(/^import .*\n/gm, '')
      .replaceAll(/: (?:Transport|string)\b/g, '')
      .replaceAll(/^export /gm, '');
    const run = AsyncFunction('createFetchTransport', 'resolveEndpoint', 'console', code);
    await run(createFetchTransport, resolveEndpoint, console);
  }
  expect(sent).toHaveLength(2);
  expect(printed).toEqual(['refused: NotAuthorizedException', 'InitiateAuth: success']);
});
