/** CONTRIBUTING.md's five steps to a challenge of one's own: taken from the page, compiled and run. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { CognitoCall, FlowStep, WireObject } from '@countersign/contract';
import type { SignInOptions } from '@countersign/flow';
import { userPasswordAuth } from '@countersign/flow/user-password-auth';
import { compile, examplesOf, writeExamples } from './_page-examples.ts';

type Login = Omit<SignInOptions<never>, 'handlers'>;
interface Steps {
  readonly signInWithWord: (login: Login, word: string) => Promise<FlowStep>;
}

const page = readFileSync(new URL('../../CONTRIBUTING.md', import.meta.url), 'utf8');
const files = Object.fromEntries(examplesOf(page).map(({ name, code }) => [name ?? '', code]));
const folder = writeExamples('own-challenge', files);

test('the page has five steps, and what they say compiles', { timeout: 300_000 }, () => {
  expect(Object.keys(files)).toEqual([
    'shibboleth.ts',
    'shibboleth-subject.ts',
    'shibboleth.test.ts',
    'sign-in-with-word.ts',
    'types.ts',
  ]);
  expect(compile(folder)).toBe('');
});

// Step 3: the handler suite, under this runner.
await import(/* @vite-ignore */ new URL('shibboleth.test.ts', folder).pathname);

const { signInWithWord } = (await import(
  /* @vite-ignore */ new URL('sign-in-with-word.ts', folder).pathname
)) as Steps;

test('a service that asks for the word gets it, and gives tokens', async () => {
  const { login, sent } = scripted({ HINT: 'an ear of grain', USERNAME: 'ada' });
  const step = await signInWithWord(login, 'shibboleth');
  expect(step).toMatchObject({ kind: 'signed-in', username: 'ada', challenges: ['SHIBBOLETH'] });
  expect(sent[1]!.input).toMatchObject({
    ChallengeName: 'SHIBBOLETH',
    ChallengeResponses: { SHIBBOLETH_WORD: 'shibboleth', USERNAME: 'ada' },
    Session: SESSION,
  });
});

test('a service that leaves out the hint is told apart from a wrong word', async () => {
  const { login } = scripted({ USERNAME: 'ada' });
  const failed = signInWithWord(login, 'shibboleth');
  await expect(failed).rejects.toMatchObject({ code: 'ERR_PROTOCOL', field: 'HINT' });
});

const SESSION = 'a-session-of-more-than-twenty-characters';

function scripted(parameters: WireObject): { login: Login; sent: CognitoCall[] } {
  const sent: CognitoCall[] = [];
  const challenge = { ChallengeName: 'SHIBBOLETH', ChallengeParameters: parameters };
  const token = `e30.${btoa(JSON.stringify({ username: 'ada' }))}.c2ln`;
  const tokens = { AccessToken: token, IdToken: token, ExpiresIn: 3600, TokenType: 'Bearer' };
  const login: Login = {
    transport: async (call) => {
      sent.push(call);
      const output =
        sent.length === 1
          ? { ...challenge, Session: SESSION }
          : { AuthenticationResult: tokens, ChallengeParameters: {} };
      return { kind: 'success', output };
    },
    client: { userPoolId: 'eu-west-1_AbCdEf123', clientId: '1example23456789' },
    authFlow: userPasswordAuth,
    username: 'ada',
    password: 'correct horse battery staple',
  };
  return { login, sent };
}
