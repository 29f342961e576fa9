/**
 * Negative cases of aborts, and of time-outs beside those of `vectors/transport.json`.
 *
 * @module
 */
import { isFlowError } from '@countersign/contract';
import { createFetchTransport } from '@countersign/transport';
import { expectEqual } from '../suite/_check.ts';
import type { TestApi } from '../suite/srp-implementation.ts';
import { answerTo, asks, createScript, rejectionOf, start, withMember, yes } from './_script.ts';
import { createClock, soon, turns, underWay } from './transport.ts';

const CALL = { operation: 'InitiateAuth', input: {} };
const CODE = { code: '123456' };
const hangs = () => new Promise<never>(() => {});
const offline = () => Promise.reject(new TypeError('fetch failed'));

/** Registers them. */
export function registerTransportCases(api: TestApi): void {
  registerAborts(api);
  registerTimes(api);
}

function registerAborts({ test }: TestApi): void {
  test('case 118: a signal that is aborted already: nothing is sent', async () => {
    const script = createScript();
    const reason = new Error('Left the page.');
    const thrown = await rejectionOf(() => start(script, { signal: AbortSignal.abort(reason) }));
    expectEqual([thrown === (reason as unknown), script.sent.length], [true, 0], 'the end');
  });

  test('case 118: a call whose signal is aborted already is not sent', async () => {
    const { fetch, sent } = createScript();
    const send = createFetchTransport({ region: 'eu-west-1', fetch });
    const thrown = await rejectionOf(() => send({ ...CALL, signal: AbortSignal.abort('gone') }));
    expectEqual([thrown, sent.length], ['gone', 0], 'the end');
  });

  test('case 118: an answer whose signal is aborted already leaves the step good', async () => {
    const script = createScript(asks('SMS_MFA'), yes());
    const answer = answerTo(await start(script));
    await rejectionOf(() => answer(CODE, { signal: AbortSignal.abort(new Error('no')) }));
    expectEqual(script.sent.length, 1, 'the number of requests');
    expectEqual((await answer(CODE)).kind, 'signed-in', 'the step');
  });

  test('case 119: an abort while a request is under way', async () => {
    const script = createScript(hangs);
    const controller = new AbortController();
    const reason = new Error('Left the page.');
    const ended = rejectionOf(() => start(script, { signal: controller.signal }));
    await underWay(script);
    controller.abort(reason);
    expectEqual((await soon(ended)) === (reason as unknown), true, 'the reason');
    await turns();
    expectEqual(script.sent.length, 1, 'the number of requests');
  });

  test('case 119: an abort while a body comes', async () => {
    const controller = new AbortController();
    const endless = () => Promise.resolve(new Response(new ReadableStream({ pull: hangs })));
    const script = createScript(endless);
    const ended = rejectionOf(() => start(script, { signal: controller.signal }));
    await underWay(script);
    controller.abort('gone');
    expectEqual(await soon(ended), 'gone', 'the reason');
  });

  test('case 98: an abort while a call waits to be sent again', async () => {
    const clock = createClock();
    const script = createScript(offline, yes());
    const controller = new AbortController();
    const options = { region: 'eu-west-1', fetch: script.fetch, timers: clock.timers };
    const send = createFetchTransport(options);
    const ended = rejectionOf(() => send({ ...CALL, signal: controller.signal }));
    await turns();
    controller.abort('gone');
    expectEqual(await soon(ended), 'gone', 'the reason');
    expectEqual([script.sent.length, clock.nowMs()], [1, 0], 'requests and time');
  });

  test('case 98: an abort with a reason that is no error', async () => {
    const controller = new AbortController();
    const script = createScript(hangs);
    const ended = rejectionOf(() => start(script, { signal: controller.signal }));
    await underWay(script);
    controller.abort(null);
    expectEqual(await soon(ended), null, 'the reason');
  });
}

function registerTimes({ test }: TestApi): void {
  test('case 90: an answer that comes after the time-out changes nothing', async () => {
    const clock = createClock();
    let arrive: (late: Response) => void = () => {};
    const late = () => new Promise<Response>((resolve) => (arrive = resolve));
    const { fetch, sent } = createScript(late);
    const send = createFetchTransport({ region: 'eu-west-1', fetch, timers: clock.timers });
    const { reason } = await rejectionOf(() => clock.drive(send(CALL)));
    arrive(new Response('{"AuthenticationResult":'));
    await turns();
    expectEqual([reason, sent.length], ['timeout', 1], 'the end');
  });

  test('case 96: nobody knows what became of an answer that timed out', async () => {
    const clock = createClock();
    const { fetch } = createScript(hangs);
    const send = createFetchTransport({ region: 'eu-west-1', fetch, timers: clock.timers });
    const call = { ...CALL, operation: 'RespondToAuthChallenge' };
    const error = await rejectionOf(() => clock.drive(send(call)));
    const { reason, outcome, retryable } = error;
    expectEqual([reason, outcome, retryable], ['timeout', 'unknown', false], 'the error');
  });

  test('case 96: an opening with the Session of a sign-up is sent once', async () => {
    const clock = createClock();
    const { fetch, sent } = createScript(offline, yes());
    const send = createFetchTransport({ region: 'eu-west-1', fetch, timers: clock.timers });
    const input = { AuthFlow: 'USER_AUTH', Session: 'of a sign-up'.padEnd(20, '.') };
    const { reason, retryable } = await rejectionOf(() => clock.drive(send({ ...CALL, input })));
    expectEqual([reason, retryable, sent.length], ['network', false, 1], 'the error');
  });

  test('case 97: when all attempts are used up, the last failure is the cause', async () => {
    const clock = createClock();
    const { fetch, sent } = createScript(offline, offline, offline);
    const send = createFetchTransport({ region: 'eu-west-1', fetch, timers: clock.timers });
    const { reason, cause } = await rejectionOf(() => clock.drive(send(CALL)));
    expectEqual([reason, isFlowError(cause), sent.length], ['network', true, 3], 'the error');
  });

  test('case 117: a system clock that is set back does not make a call wait', async () => {
    const { fetch } = createScript(hangs);
    const send = createFetchTransport({ region: 'eu-west-1', fetch, deadlineMs: 20 });
    let nowMs = Date.now();
    const error = await withMember(
      Date,
      'now',
      () => (nowMs -= 3_600_000),
      () => rejectionOf(() => send(CALL)),
    );
    expectEqual(error['reason'], 'timeout', 'the error');
  });
}
