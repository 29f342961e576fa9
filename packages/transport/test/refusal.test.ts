import { ServiceError } from '@countersign/contract';
import type { CognitoReply } from '@countersign/contract';
import { describe, expect, test } from 'vitest';
import { harness, refusal, reply } from './_fetch.ts';

const ask = (response: Response, operation?: string): Promise<CognitoReply> =>
  harness([response], { maxAttempts: 1 }).call(operation);

async function refused(response: Response, operation?: string): Promise<ServiceError> {
  const result = await ask(response, operation);
  if (result.kind !== 'refusal') throw new Error(`Expected a refusal, got ${result.kind}`);
  return result.error;
}

describe('a refusal', () => {
  const full = {
    __type: 'InvalidParameterException',
    message: 'Invalid.',
    reasonCode: 'SomeReason',
  };

  test('is a value with all that the service said', async () => {
    const error = await refused(
      reply(400, JSON.stringify(full), { 'x-amzn-requestid': '0f1e-2d3c' }),
    );
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({
      service: 'InvalidParameterException',
      message: 'Invalid.',
      status: 400,
      requestId: '0f1e-2d3c',
      reasonCode: 'SomeReason',
      retryable: false,
    });
  });

  test.each([
    ['NotAuthorizedException', 'NotAuthorizedException'],
    ['com.amazonaws.cognito#CodeMismatchException', 'CodeMismatchException'],
    ['ExpiredCodeException:http://internal.example/coral/', 'ExpiredCodeException'],
    ['ns#a#UserNotFoundException:http://internal.example/', 'UserNotFoundException'],
    ['ForbiddenException,extra', 'ForbiddenException'],
  ])('E111 %j is read from __type, from code and from the header', async (text, service) => {
    for (const response of [
      reply(400, JSON.stringify({ __type: text })),
      reply(400, JSON.stringify({ code: text })),
      reply(400, '', { 'x-amzn-errortype': text }),
      reply(400, '{"__type":"Other"}', { 'x-amzn-errortype': text }),
      reply(400, '<html>', { 'x-amzn-errortype': text }),
      reply(400, '{"a":', { 'x-amzn-errortype': text }),
    ]) {
      expect(await refused(response)).toMatchObject({ service });
    }
  });

  test('its text is `message` or `Message`, raw, and of bounded length', async () => {
    const said = async (body: object) => (await refused(reply(400, JSON.stringify(body)))).message;
    expect(await said({ __type: 'A', message: 'one\u0007', Message: 'two' })).toBe('one\u0007');
    expect(await said({ __type: 'A', Message: 'two' })).toBe('two');
    expect(await said({ __type: 'A', message: 7 })).toBe('');
    expect(await said({ __type: 'A', message: 'x'.repeat(5_000) })).toHaveLength(1_024);
  });

  test('a request id that is none is left out', async () => {
    const error = await refused(refusal('A', 400, { 'x-amzn-requestid': 'a b' }));
    expect(error.requestId).toBeUndefined();
  });

  test.each([
    ['{}'],
    ['{"message":"Forbidden"}'],
    ['{"__type":7,"code":null}'],
    ['{"__type":"no name\\n"}'],
    [`{"__type":"${'A'.repeat(129)}"}`],
  ])('JSON that names no exception, %s, is not the service’s', async (body) => {
    await expect(ask(reply(403, body))).rejects.toMatchObject({
      code: 'ERR_TRANSPORT',
      reason: 'bad-response',
      status: 403,
      retryable: false,
    });
  });

  test('broken JSON with an error status is a breach', async () => {
    await expect(ask(reply(400, '{"__type":'))).rejects.toMatchObject({ code: 'ERR_PROTOCOL' });
  });

  test.each([
    ['TooManyRequestsException', 400, true, true],
    ['ThrottlingException', 400, true, true],
    ['Throttling', 400, true, true],
    ['ThrottledException', 400, true, true],
    ['RequestThrottled', 400, true, true],
    ['RequestThrottledException', 400, true, true],
    ['AnyException', 429, true, true],
    ['InternalErrorException', 500, true, false],
    ['InternalErrorException', 400, true, false],
    ['ServiceUnavailable', 503, true, false],
    ['LimitExceededException', 400, false, false],
    ['LimitExceededException', 429, false, false],
    ['LimitExceededException', 500, false, false],
    ['NotAuthorizedException', 400, false, false],
    ['CodeMismatchException', 400, false, false],
  ])(
    '%s with %i: retryable %s for a read, %s for an answer',
    async (name, status, read, answer) => {
      expect(await refused(refusal(name, status), 'GetUser')).toMatchObject({ retryable: read });
      expect(await refused(refusal(name, status), 'RespondToAuthChallenge')).toMatchObject({
        retryable: answer,
      });
    },
  );
});
