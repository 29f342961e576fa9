/** The built program as others run it: a process with pipes. `npm test` builds it first. */
import { afterEach, expect, test } from 'vitest';
import { finish, start, startService } from './_service.ts';
import type { Script, Service } from './_service.ts';
import { pool, session, signInFlags } from './_world.ts';

let service: Service | undefined;
afterEach(async () => service?.close());

const tokens = {
  AuthenticationResult: { AccessToken: 'access.token', TokenType: 'Bearer', ExpiresIn: 300 },
};

function newPasswordRequired(padding = ''): object {
  return {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: session,
    ChallengeParameters: { requiredAttributes: '[]', userAttributes: JSON.stringify({ padding }) },
  };
}

async function serve(...script: Script): Promise<string[]> {
  service = await startService(script);
  return ['--endpoint', service.endpoint, '--json'];
}

test('signs in: one line on standard output, nothing on standard error', async () => {
  const flags = await serve(tokens);
  const { code, out, error } = await finish([...signInFlags, ...flags], 'correct horse\n');
  expect({ code, error }).toEqual({ code: 0, error: '' });
  expect(out).toBe(
    '{"status":"signedIn","tokens":{"accessToken":"access.token","expiresInSeconds":300},' +
      '"challenges":[]}\n',
  );
  expect(service?.requests).toMatchObject([{ AuthParameters: { PASSWORD: 'correct horse' } }]);
});

test('stops at a challenge, and goes on in another process', async () => {
  const flags = await serve(newPasswordRequired(), tokens);
  const stopped = await finish([...signInFlags, ...flags], 'temporary');
  expect(stopped.code).toBe(2);
  const resume = ['resume', '--state-stdin', '--answer-stdin', ...flags];
  const resumed = await finish(resume, `${stopped.out}NEW_PASSWORD_REQUIRED=Longer-1\n`);
  expect(resumed).toMatchObject({ code: 0, error: '' });
  expect(JSON.parse(resumed.out)).toMatchObject({ challenges: ['NEW_PASSWORD_REQUIRED'] });
});

test('a line longer than a pipe holds arrives whole', async () => {
  const padding = 'x'.repeat(150_000);
  const flags = await serve(newPasswordRequired(padding));
  const { code, out } = await finish([...signInFlags, ...flags], 'temporary');
  expect(code).toBe(2);
  expect(JSON.parse(out)).toMatchObject({ prompt: { userAttributes: { padding } } });
});

test.each([
  { signal: 'SIGINT', expected: 130 },
  { signal: 'SIGTERM', expected: 143 },
] as const)('$signal while the service is silent', async ({ signal, expected }) => {
  const flags = await serve(undefined);
  const { child, exit } = start([...signInFlags, ...flags]);
  child.stdin.end('correct horse');
  await service?.received(1);
  child.kill(signal);
  const { code, out, error } = await exit;
  expect({ code, error }).toEqual({ code: expected, error: '' });
  expect(JSON.parse(out)).toMatchObject({ status: 'error', code: 'ERR_ABORTED' });
});

test('does not wait for a pipe that it does not need', async () => {
  expect((await start(['--help']).exit).code).toBe(0);
  expect((await start(['sign-in', '--json']).exit).code).toBe(1);
});

test('ends when too much is piped in, with the pipe still open', async () => {
  const { child, exit } = start([...signInFlags, '--json']);
  child.stdin.write('x'.repeat(1024 * 1024 + 1));
  const { code, out } = await exit;
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ status: 'error', code: 'ERR_ARGUMENT' });
});

test('an endpoint that does not answer is an error of the transport', async () => {
  const flags = await serve();
  await service?.close();
  const { code, out } = await finish([...signInFlags, ...flags], 'correct horse');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ status: 'error', code: 'ERR_TRANSPORT' });
});

test('an endpoint in the clear is refused unless it is this machine', async () => {
  const argv = [...signInFlags, '--endpoint', 'http://example.com', '--json'];
  const { code, out } = await finish(argv, 'correct horse');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ status: 'error', code: 'ERR_ARGUMENT' });
});

test('a reader that went away is no crash', async () => {
  const flags = await serve(newPasswordRequired('x'.repeat(150_000)));
  const { child, exit } = start([...signInFlags, ...flags]);
  child.stdout.destroy();
  child.stdin.end('temporary');
  expect(await exit).toMatchObject({ code: 1, error: '' });
});

test.each([
  { env: {}, isColored: false },
  { env: { FORCE_COLOR: '1' }, isColored: true },
  { env: { NO_COLOR: '1' }, isColored: false },
  { env: { FORCE_COLOR: '0' }, isColored: false },
])('colours with $env into a pipe: $isColored', async ({ env, isColored }) => {
  const { error } = await finish(['sign-in', '--user-pool-id', pool], '', env);
  expect(error.includes('\u001b[')).toBe(isColored);
});
