import { afterAll, describe, expect, test } from 'vitest';
import { ALICE, SEED, USER_POOL_ID } from './_fixture.ts';
import { call, NOW_MS, signInPlain, startPool } from './_wire-client.ts';

const pool = startPool({ seed: SEED });
afterAll(() => pool.close());

const URL = 'http://localhost:9229/';
const TARGET = 'AWSCognitoIdentityProviderService.';

function post(
  body: string | Uint8Array<ArrayBuffer>,
  target = `${TARGET}ListUserPools`,
): Promise<Response> {
  return pool.fetch(URL, { method: 'POST', headers: { 'x-amz-target': target }, body });
}

describe('an answer', () => {
  test('has AWS’s content type, a request id, and the pool’s own date', async () => {
    const { headers, status } = await call(pool.fetch, 'ListUserPools', { MaxResults: 1 });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('date')).toBe(new Date(NOW_MS).toUTCString());
  });

  test('dates are epoch seconds as numbers', async () => {
    const { body } = await call(pool.fetch, 'AdminGetUser', {
      UserPoolId: USER_POOL_ID,
      Username: 'alice',
    });
    expect(body['UserCreateDate']).toBe(NOW_MS / 1000);
  });

  test('empty success is {}, and an empty body where the operation has none', async () => {
    const own = startPool({ seed: SEED });
    const input = { UserPoolId: USER_POOL_ID, Username: 'bob' };
    expect((await call(own.fetch, 'AdminDisableUser', input)).text).toBe('{}');
    expect((await call(own.fetch, 'AdminDeleteUser', input)).text).toBe('');
  });

  test('signatures are ignored, whatever they are', async () => {
    const response = await pool.fetch(URL, {
      method: 'POST',
      headers: {
        'x-amz-target': `${TARGET}ListUserPools`,
        authorization: 'AWS4-HMAC-SHA256 Credential=nonsense',
      },
      body: '{"MaxResults":1}',
    });
    expect(response.status).toBe(200);
  });

  test('unknown top-level members are ignored, and null is absent', async () => {
    const input = { MaxResults: 1, NextToken: null, Colour: 'green' };
    expect((await call(pool.fetch, 'ListUserPools', input)).status).toBe(200);
  });
});

describe('an error', () => {
  test('is 400 with __type, lower-case message and AWS’s headers', async () => {
    const answer = await signInPlain(pool, { ...ALICE, password: 'Wrong-Pass-1' });
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      __type: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
    expect(answer.headers.get('x-amzn-errortype')).toBe('NotAuthorizedException');
    expect(answer.headers.get('x-amzn-errormessage')).toBe('Incorrect username or password.');
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('an operation that is not served is named', async () => {
    const answer = await call(pool.fetch, 'SetRiskConfiguration', {});
    expect(answer).toMatchObject({ status: 400, error: 'UnknownOperationException' });
    expect(answer.message).toMatch(/^SetRiskConfiguration is not served by the local pool\./);
  });

  test.each(['constructor', '__proto__', 'toString', ''])('operation %j', async (name) => {
    const answer = await call(pool.fetch, name, {});
    expect(answer).toMatchObject({ status: 400, error: 'UnknownOperationException' });
  });

  test('no target, another service’s target', async () => {
    const without = await pool.fetch(URL, { method: 'POST', body: '{}' });
    expect(without.status).toBe(400);
    const other = await post('{}', 'AWSCognitoIdentityService.GetId');
    expect(await other.json()).toMatchObject({ __type: 'UnknownOperationException' });
  });

  test.each(['', '{', 'null', '[]', '"x"', '1', '{"a":}', '{}x', '[[[['.repeat(10_000)])(
    'malformed JSON (%#) is a SerializationException',
    async (body) => {
      const response = await post(body);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ __type: 'SerializationException' });
    },
  );

  test('JSON that is not UTF-8', async () => {
    const response = await post(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d));
    expect(await response.json()).toMatchObject({ __type: 'SerializationException' });
  });

  test('a body over 1 MiB, announced or not', async () => {
    const body = `{"a":"${'x'.repeat(1024 * 1024)}"}`;
    const chunk = new TextEncoder().encode(body);
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(chunk);
        controller.close();
      },
    });
    const target = { 'x-amz-target': `${TARGET}ListUserPools` };
    const responses = [
      await post(body),
      await pool.fetch(
        new Request(URL, {
          method: 'POST',
          headers: { ...target, 'content-length': String(chunk.length) },
          body,
        }),
      ),
      await pool.fetch(
        new Request(URL, {
          method: 'POST',
          headers: target,
          body: stream,
          duplex: 'half',
        } as RequestInit),
      ),
    ];
    for (const response of responses) {
      expect(response.status).toBe(413);
      expect(await response.json()).toMatchObject({ __type: 'RequestEntityTooLargeException' });
    }
  });

  test.each([
    ['{"MaxResults":1}', 200],
    [' '.repeat(1024 * 1024 + 1), 413],
  ])('where requests have no streams, as in Firefox: %#', async (body, status) => {
    const headers = { 'x-amz-target': `${TARGET}ListUserPools` };
    const request = new Request(URL, { method: 'POST', headers, body });
    Object.defineProperty(request, 'body', { value: undefined });
    expect((await pool.fetch(request)).status).toBe(status);
  });

  test('a header never carries what a client sent as it is', async () => {
    const { headers, message } = await call(pool.fetch, 'InitiateAuth', {
      AuthFlow: 'A\r\nx-evil: 1\u{1f600}é',
      ClientId: 'app',
    });
    expect(message).toContain('A??x-evil: 1');
    expect(headers.has('x-evil')).toBe(false);
    const injected = await call(pool.fetch, 'InitiateAuth', {
      AuthFlow: 'USER_SRP_AUTH',
      ClientId: 'app\r\nx: 1',
    });
    expect(injected.error).toBe('InvalidParameterException');
  });

  test('other paths and methods are 404', async () => {
    for (const [method, path] of [
      ['GET', ''],
      ['PUT', ''],
      ['POST', 'elsewhere'],
      ['GET', `${USER_POOL_ID}/.well-known/other`],
    ] as const) {
      const response = await pool.fetch(URL + path, { method });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
    }
  });
});

describe('CORS', () => {
  const origin = 'https://app.example';

  test('the preflight allows what SDKs and Amplify send', async () => {
    const response = await pool.fetch(URL, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const allowed = response.headers.get('access-control-allow-headers')?.toLowerCase().split(',');
    expect(allowed).toEqual(
      expect.arrayContaining([
        'content-type',
        'x-amz-target',
        'x-amz-user-agent',
        'cache-control',
        'authorization',
        'amz-sdk-invocation-id',
        'amz-sdk-request',
        'x-amz-date',
        'x-amz-security-token',
        'x-amz-content-sha256',
      ]),
    );
  });

  test.each([
    ['a success', { MaxResults: 1 }],
    ['an error', {}],
  ])('%s can be read from any origin, with its headers', async (_name, input) => {
    const response = await pool.fetch(URL, {
      method: 'POST',
      headers: { origin, 'x-amz-target': `${TARGET}ListUserPools` },
      body: JSON.stringify(input),
    });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const exposed = response.headers.get('access-control-expose-headers')?.toLowerCase();
    for (const name of ['x-amzn-requestid', 'x-amzn-errortype', 'x-amzn-errormessage', 'date']) {
      expect(exposed).toContain(name);
    }
  });

  test('key sets too', async () => {
    const url = `${URL}${USER_POOL_ID}/.well-known/jwks.json`;
    const response = await pool.fetch(url, { headers: { origin } });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const { keys } = (await response.json()) as { keys: { kid: string; d?: string }[] };
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(2);
    for (const key of keys)
      expect(Object.keys(key).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });
});
