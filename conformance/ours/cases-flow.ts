/**
 * Negative cases of steps, sign-ins side by side, clocks, and what is put away between two steps.
 *
 * @module
 */
import { allChallengeHandlers } from '@countersign/challenge-handlers/all';
import { TransportError } from '@countersign/contract';
import { resumeSignIn, signIn } from '@countersign/flow';
import { userPasswordAuth } from '@countersign/flow/user-password-auth';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';
import { createFetchTransport } from '@countersign/transport';
import { expectEqual } from '../suite/_check.ts';
import type { TestApi } from '../suite/srp-implementation.ts';
import { CLIENT, answerTo, asks, createScript, no, rejectionOf } from './_script.ts';
import { session, start, token, yes } from './_script.ts';
import type { Script, Step } from './_script.ts';

const CODE = { code: '123456' };

/** Registers them. */
export function registerFlowCases(api: TestApi): void {
  registerSteps(api);
  registerSideBySide(api);
  registerLifetimes(api);
  registerStates(api);
}

function registerSteps({ test }: TestApi): void {
  test('case 55: an answer that is given twice at once goes out once', async () => {
    const script = createScript(asks('SMS_MFA'), yes());
    const answer = answerTo(await start(script));
    const [first, second] = [answer(CODE), rejectionOf(() => answer(CODE))];
    expectEqual((await first).kind, 'signed-in', 'the first');
    expectEqual((await second)['reason'], 'already-answered', 'the second');
    expectEqual(script.sent.length, 2, 'the number of requests');
  });

  test('case 56: a challenge that another one followed takes no answer', async () => {
    const script = createScript(asks('SMS_MFA'), asks('CUSTOM_CHALLENGE', {}, '2'), yes());
    const first = answerTo(await start(script));
    const second = answerTo(await first(CODE));
    expectEqual((await rejectionOf(() => first(CODE)))['reason'], 'already-answered', 'error');
    expectEqual((await second({ answer: '1' })).kind, 'signed-in', 'the step');
    expectEqual(script.sent.length, 3, 'the number of requests');
  });

  test('case 58: an answer that cannot be right costs nothing, and the step stays good', async () => {
    const script = createScript(asks('SMS_MFA'), yes());
    const answer = answerTo(await start(script));
    for (const code of ['', '12345', '1234567', '12345a', '１２３４５６']) {
      expectEqual((await rejectionOf(() => answer({ code })))['code'], 'ERR_ARGUMENT', code);
    }
    expectEqual(script.sent.length, 1, 'the number of requests');
    expectEqual((await answer({ code: '123 456' })).kind, 'signed-in', 'the step');
  });

  test('case 93: an answer that never left can be given again', async () => {
    const script = createScript(asks('SMS_MFA'), yes());
    let isOffline = false;
    const send = createFetchTransport({ region: 'eu-west-1', fetch: script.fetch });
    const transport: typeof send = async (call) => {
      if (isOffline) throw new TransportError('client', 'No.', { outcome: 'not-sent' });
      return send(call);
    };
    const login = { username: 'alice', password: 'P@ssw0rd-1', authFlow: userPasswordAuth };
    const options = { ...login, client: CLIENT, handlers: allChallengeHandlers, transport };
    const answer = answerTo(await signIn(options));
    isOffline = true;
    expectEqual((await rejectionOf(() => answer(CODE)))['outcome'], 'not-sent', 'the error');
    isOffline = false;
    expectEqual((await answer(CODE)).kind, 'signed-in', 'the step');
  });

  test('case 96: an answer that may have gone out is not taken again', async () => {
    const offline = (): Promise<never> => Promise.reject(new TypeError('fetch failed'));
    const script = createScript(asks('SMS_MFA'), offline, yes());
    const answer = answerTo(await start(script));
    expectEqual((await rejectionOf(() => answer(CODE)))['outcome'], 'unknown', 'the error');
    expectEqual((await rejectionOf(() => answer(CODE)))['reason'], 'already-answered', 'again');
    expectEqual(script.sent.length, 2, 'the number of requests');
  });

  test('case 80: a proof that was throttled starts over, whoever typed the password', async () => {
    const proof = {
      SALT: 'ab',
      SRP_B: '7'.repeat(768),
      SECRET_BLOCK: 'AAAA',
      USER_ID_FOR_SRP: 'alice',
    };
    const script = createScript(asks('PASSWORD_VERIFIER', proof), no('TooManyRequestsException'));
    // A flow of one's own that does not ask for the password from the beginning.
    const authFlow = { ...userSrpAuth, parameters: () => ({}) };
    const options = { authFlow, password: undefined };
    const answer = answerTo(await start(script, options as object));
    expectEqual((await answer({ password: 'P@ssw0rd-1' })).kind, 'restart', 'the step');
  });

  test('case 188: a client id with a line break', async () => {
    const script = createScript();
    const client = { ...CLIENT, clientId: '1example\nx-amz-target: other' };
    const { code, argument } = await rejectionOf(() => start(script, { client }));
    expectEqual([code, argument], ['ERR_ARGUMENT', 'client.clientId'], 'error');
    expectEqual(script.sent.length, 0, 'the number of requests');
  });
}

function registerSideBySide({ test }: TestApi): void {
  test('case 57: two sign-ins at once keep their names and sessions apart', () => interleave());
  test('case 126: two users who sign in by turns', () => interleave('alice', 'bob'));
  test('case 127: two requests of a server that share all modules', async () => {
    const steps = await Promise.all(
      ['alice', 'bob', 'carol'].map((name) => start(createScript(yes(name)), { username: name })),
    );
    expectEqual(steps.map(nameOf), ['alice', 'bob', 'carol'], 'the names');
  });
}

async function interleave(first = 'alice', second = 'alice'): Promise<void> {
  const scripts = [first, second].map((name, index) =>
    createScript(asks('SMS_MFA', { USERNAME: name }, `${index}-1`), yes(name)),
  ) as [Script, Script];
  const [one, two] = await Promise.all([
    start(scripts[0], { username: first }),
    start(scripts[1], { username: second }),
  ]);
  const [ended, other] = [await answerTo(two)(CODE), await answerTo(one)({ code: '654321' })];
  expectEqual([nameOf(other), nameOf(ended)], [first, second], 'the names');
  const sessions = scripts.map(({ sent }) => sent[1]?.body['Session']);
  expectEqual(sessions, [session('0-1'), session('1-1')], 'the sessions');
}

function nameOf(step: Step): unknown {
  return step.kind === 'signed-in' ? step.username : step.kind;
}

function registerLifetimes({ test }: TestApi): void {
  for (const [comment, ExpiresIn] of [
    ['none', undefined],
    ['negative', -1],
    ['a text', '3600'],
    ['null', null],
  ] as const) {
    test(`case 107: ExpiresIn is ${comment}: the token itself says it`, async () => {
      const AccessToken = token({ username: 'alice', iat: 1000, exp: 1300 });
      const step = await start(createScript(yes('alice', { AccessToken, ExpiresIn })));
      if (step.kind !== 'signed-in') throw new Error(`It ended as ${step.kind}.`);
      expectEqual(step.tokens.expiresInSeconds, 300, 'the lifetime');
    });
  }

  test('case 113: a clock that jumps costs no second attempt', async () => {
    const script = createScript(asks('SMS_MFA'), no('NotAuthorizedException'));
    let nowMs = Date.UTC(2026, 0, 7);
    const step = await start(script, { now: () => (nowMs -= 86_400_000) });
    expectEqual((await answerTo(step)(CODE)).kind, 'refused', 'the step');
    expectEqual(script.sent.length, 2, 'the number of requests');
  });

  test('case 121: a page that slept longer than its session starts over', async () => {
    const expired = 'Invalid session for the user, session is expired.';
    const script = createScript(asks('SMS_MFA'), no('NotAuthorizedException', expired));
    const step = await start(script);
    expectEqual((await answerTo(step)(CODE)).kind, 'restart', 'the step');
  });
}

function registerStates({ test }: TestApi): void {
  const resume = (script: Script, state: unknown, client: typeof CLIENT = CLIENT): Promise<Step> =>
    resumeSignIn({
      transport: createFetchTransport({ region: 'eu-west-1', fetch: script.fetch }),
      client,
      handlers: allChallengeHandlers,
      state,
    });
  const stateOf = async (): Promise<Record<string, unknown>> => {
    const step = await start(createScript(asks('SMS_MFA')));
    if (!('state' in step)) throw new Error(`A step of kind ${step.kind} has no state.`);
    return JSON.parse(JSON.stringify(step.state)) as Record<string, unknown>;
  };
  const refuses = (
    name: string,
    change: (state: Record<string, unknown>) => unknown,
    code: string,
  ) =>
    test(name, async () => {
      const script = createScript();
      const state = change(await stateOf());
      expectEqual((await rejectionOf(() => resume(script, state)))['code'], code, 'error');
      expectEqual(script.sent.length, 0, 'the number of requests');
    });

  test('case 120: a tab that was closed goes on in another', async () => {
    const script = createScript(yes());
    const step = await resume(script, await stateOf());
    expectEqual((await answerTo(step)(CODE)).kind, 'signed-in', 'the step');
    expectEqual(script.sent[0]?.body['Session'], session('1'), 'the session');
  });
  test('case 120: what is put away holds no password', async () => {
    const text = JSON.stringify(await stateOf());
    expectEqual(text.includes('P@ssw0rd-1'), false, 'the password is there');
  });
  test('case 53: a session of another app client is not sent', async () => {
    const script = createScript();
    const other = { ...CLIENT, clientId: '2example23456789' };
    const state = await stateOf();
    const { reason } = await rejectionOf(() => resume(script, state, other));
    expectEqual([reason, script.sent.length], ['state-mismatch', 0], 'error');
  });
  refuses('case 146: a state that is no JSON object', () => '{"version":', 'ERR_ARGUMENT');
  refuses(
    'case 147: a state that was written by half',
    ({ version }) => ({ version }),
    'ERR_ARGUMENT',
  );
  refuses(
    'case 148: a state of an older build',
    (state) => ({ ...state, version: 0 }),
    'ERR_ARGUMENT',
  );
  refuses(
    'case 149: a state of a newer build',
    (state) => ({ ...state, version: 999 }),
    'ERR_UNSUPPORTED',
  );
  refuses(
    'case 150: a state of another pool',
    (state) => ({ ...state, userPoolId: 'eu-west-1_Other' }),
    'ERR_ARGUMENT',
  );
}
