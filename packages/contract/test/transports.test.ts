/** What every transport has to agree on. The fetch transport and the SDK's test it over HTTP as well. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exceptionNameOf, failureCodesOf, isRepeatable } from '../src/index.ts';
import { parseHttpDate, refusalOf } from '../src/index.ts';
import type { CognitoCall, WireObject } from '../src/index.ts';

const reported = {
  service: 'InvalidParameterException',
  status: 400,
  message: 'Invalid.',
  reasonCode: 'SomeReason',
  requestId: '0f1e-2d3c',
};

const call = (operation: string, input: WireObject = {}): CognitoCall => ({ operation, input });

test('an answer to a challenge is not repeatable, under either name; opening a sign-in is', () => {
  const once = ['RespondToAuthChallenge', 'AdminRespondToAuthChallenge', 'SignUp', ''];
  expect(once.filter((operation) => isRepeatable(call(operation)))).toEqual([]);
  const often = ['InitiateAuth', 'AdminInitiateAuth', 'GetUser'];
  expect(often.filter((operation) => isRepeatable(call(operation)))).toEqual(often);
});

test('the Session of a sign-up opens one sign-in: that call is not repeatable', () => {
  expect(isRepeatable(call('InitiateAuth', { Session: 'x'.repeat(20) }))).toBe(false);
});

test('a refusal of an answer is retryable only where the service turned it away unread', () => {
  const serviceNames = fc.constantFrom(
    'NotAuthorizedException',
    'CodeMismatchException',
    'InternalErrorException',
    'LimitExceededException',
    'ServiceUnavailable',
  );
  const statuses = fc.integer({ min: 400, max: 599 }).filter((status) => status !== 429);
  fc.assert(
    fc.property(serviceNames, statuses, (service, status) => {
      const error = refusalOf({ ...reported, service, status }, call('RespondToAuthChallenge'));
      expect(error.retryable).toBe(false);
    }),
  );
  const throttled = { ...reported, service: 'TooManyRequestsException' };
  expect(refusalOf(throttled, call('RespondToAuthChallenge')).retryable).toBe(true);
});

test('what is no text of a sensible length does not pass', () => {
  expect(refusalOf(reported, call('GetUser'))).toMatchObject({ ...reported, retryable: false });
  const odd = { ...reported, message: {}, reasonCode: 7, requestId: 'a b' };
  const error = refusalOf(odd, call('GetUser'));
  expect([error.message, error.reasonCode, error.requestId]).toEqual(['', undefined, undefined]);
  const long = { ...reported, message: 'x'.repeat(5_000), requestId: 'x'.repeat(129) };
  expect(refusalOf(long, call('GetUser')).message).toHaveLength(1_024);
  expect(refusalOf(long, call('GetUser')).requestId).toBeUndefined();
});

test('an exception’s name is found in a decorated one, and nothing else is a name', () => {
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.]{0,40}$/);
  const before = fc.constantFrom('', 'com.amazonaws.cognito#', 'a#b#');
  const after = fc.constantFrom('', ':http://internal.example/a,b', ',extra', ' ');
  fc.assert(
    fc.property(before, name, after, (start, middle, end) => {
      expect(exceptionNameOf(start + middle + end)).toBe(middle);
    }),
  );
  const others = ['', ' ', '7Up', 'no name', 'a\nb', 'A'.repeat(129), 'ns#', 7, null, {}];
  expect(others.map(exceptionNameOf)).toEqual(others.map(() => undefined));
});

test('of an error only codes are told, also where it is its own cause', () => {
  const circular: Error & { code?: string } = new Error('CANARY');
  Object.assign(circular, { code: 'ECONNRESET', cause: circular });
  expect(new Set(failureCodesOf(circular))).toEqual(new Set(['ECONNRESET']));
  const first = Object.assign(new Error('CANARY'), { code: 'ETIMEDOUT' });
  expect(failureCodesOf(new AggregateError([first]))).toEqual(['ETIMEDOUT']);
  expect(failureCodesOf({ code: 'E CANARY', cause: 'CANARY' })).toEqual([]);
  expect([undefined, null, 'CANARY', 7].flatMap(failureCodesOf)).toEqual([]);
});

test('a date that no proof should use is none', () => {
  expect(parseHttpDate('Tue, 24 Nov 2026 00:00:04 GMT')).toBe(Date.UTC(2026, 10, 24, 0, 0, 4));
  const tooLate = [Date.UTC(9999, 11, 31), 8.64e15].map((timeMs) => new Date(timeMs).toUTCString());
  const tooEarly = 'Tue, 24 Nov 2015 00:00:04 GMT';
  const others = ['', 'now', '2026-11-24', tooEarly, ...tooLate, null, undefined];
  expect(others.map((text) => parseHttpDate(text))).toEqual(others.map(() => undefined));
});
