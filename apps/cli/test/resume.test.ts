import { expect, test } from 'vitest';
import type { Ending } from './_world.ts';
import { newPasswordRequired, parseLine, refusal, run, session } from './_world.ts';
import { signInFlags, tokens } from './_world.ts';

const resume = ['resume', '--state-stdin', '--json'];
const answer = ['--answer', 'NEW_PASSWORD_REQUIRED=Longer-1'];

function stopped(): Promise<Ending> {
  return run([...signInFlags, '--json'], { stdin: 'p', service: [newPasswordRequired()] });
}

test.each(['the whole line', 'its state'])('goes on from %s', async (what) => {
  const ending = await stopped();
  const stdin = what === 'its state' ? JSON.stringify(parseLine(ending)['state']) : ending.out;
  const resumed = await run([...resume, ...answer], { stdin, service: [tokens()] });
  expect(parseLine(resumed)).toMatchObject({
    status: 'signedIn',
    challenges: ['NEW_PASSWORD_REQUIRED'],
  });
  expect(resumed.targets).toEqual([{ region: 'eu-west-1' }]);
  expect(resumed.calls[0]?.input).toMatchObject({
    Session: session,
    ChallengeResponses: { USERNAME: 'jane', NEW_PASSWORD: 'Longer-1' },
  });
});

test('client secret and answers follow the state', async () => {
  const { out } = await stopped();
  const { calls, exitCode } = await run([...resume, '--client-secret-stdin', '--answer-stdin'], {
    stdin: `${out}sekrit-client-secret\nNEW_PASSWORD_REQUIRED=Longer-1\n`,
    service: [tokens()],
  });
  expect(exitCode).toBe(0);
  expect(calls[0]?.input['ChallengeResponses']).toMatchObject({
    NEW_PASSWORD: 'Longer-1',
    SECRET_HASH: expect.any(String),
  });
});

test('still without an answer: the same state again, and nothing is sent', async () => {
  const ending = await stopped();
  const again = await run(resume, { stdin: ending.out });
  expect(again).toMatchObject({ exitCode: 2, calls: [] });
  expect(parseLine(again)).toEqual(parseLine(ending));
});

test.each([
  { name: 'no JSON', change: () => 'Session is here' },
  { name: 'no state', change: () => '{}' },
  { name: 'a line that is no challenge', change: () => '{"status":"error"}' },
  {
    name: 'a damaged state',
    change: (out: string) => out.replace('"answered":[]', '"answered":1'),
  },
  { name: 'a state of another client', change: (out: string) => out, more: ['--client-id', 'x1'] },
])('$name is refused', async ({ change, more = [] }) => {
  const { out } = await stopped();
  const ending = await run([...resume, ...answer, ...more], { stdin: change(out) });
  expect(ending).toMatchObject({ exitCode: 1, calls: [] });
  expect(parseLine(ending)).toMatchObject({ code: 'ERR_ARGUMENT' });
  expect(ending.out).not.toContain(session);
});

test.each(['signedIn', 'error'])(
  'the line of a sign-in that has ended (%s) is told as such',
  async (status) => {
    const ending = await run([...resume, ...answer], { stdin: JSON.stringify({ status }) });
    expect(parseLine(ending)).toMatchObject({ message: expect.stringContaining('holds no state') });
  },
);

test('a state of a newer version is refused as such', async () => {
  const { out } = await stopped();
  const ending = await run(resume, { stdin: out.replace('"version":1', '"version":2') });
  expect(parseLine(ending)).toMatchObject({ status: 'error', code: 'ERR_UNSUPPORTED' });
});

test('a challenge of the first process alone cannot be resumed', async () => {
  const { out } = await stopped();
  const parameters = { SALT: 'ab', SRP_B: 'cd', SECRET_BLOCK: 'AAAA', USER_ID_FOR_SRP: 'jane' };
  const line = parseLine({ out } as Ending) as { state: { challenge: object } };
  line.state.challenge = { ...line.state.challenge, name: 'PASSWORD_VERIFIER', parameters };
  const ending = await run(resume, { stdin: JSON.stringify(line) });
  expect(ending).toMatchObject({ exitCode: 1, calls: [] });
  expect(parseLine(ending)).toMatchObject({ code: 'ERR_ARGUMENT' });
});

test('a keyboard is no place to read a state from', async () => {
  const ending = await run(resume, { typed: ['x'] });
  expect(parseLine(ending)).toMatchObject({ code: 'ERR_ARGUMENT' });
});

test('a spent session means to start again', async () => {
  const { out } = await stopped();
  const spent = refusal('NotAuthorizedException', 'Invalid session for the user.');
  const ending = await run([...resume, ...answer], { stdin: out, service: [spent] });
  expect(parseLine(ending)).toMatchObject({
    code: 'ERR_SERVICE',
    service: 'NotAuthorizedException',
    message: expect.stringContaining('countersign sign-in'),
  });
});
