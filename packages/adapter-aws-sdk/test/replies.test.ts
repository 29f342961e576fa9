/** What the service said, as the SDK tells it, is the reply of a transport. */
import {
  DescribeManagedLoginBrandingCommand,
  GetUserCommand,
  ListDevicesCommand,
  ListWebAuthnCredentialsCommand,
  StartWebAuthnRegistrationCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { ServiceError } from '@countersign/contract';
import type { CognitoReply } from '@countersign/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toWireObject } from '../src/_output.ts';
import { createAwsSdkTransport } from '../src/index.ts';
import { answer, destroyClients, refusal, sdkClient, startServer, success } from './_server.ts';
import type { Line, ScriptedServer } from './_server.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  destroyClients();
  await server.close();
});

const commands = {
  DescribeManagedLoginBrandingCommand,
  GetUserCommand,
  ListDevicesCommand,
  ListWebAuthnCredentialsCommand,
  StartWebAuthnRegistrationCommand,
};

async function ask(line: Line, operation = 'InitiateAuth'): Promise<CognitoReply> {
  server.script(line);
  const client = sdkClient(server.url, { maxAttempts: 1 });
  return createAwsSdkTransport({ client, commands })({ operation, input: {} });
}

async function refused(line: Line, operation?: string): Promise<ServiceError> {
  const reply = await ask(line, operation);
  if (reply.kind !== 'refusal') throw new Error(`Expected a refusal, got ${reply.kind}`);
  return reply.error;
}

describe('a success', () => {
  test('is what the service sent, without the SDK’s own metadata', async () => {
    const output = {
      ChallengeName: 'A_CHALLENGE_OF_TOMORROW',
      ChallengeParameters: { USER_ID_FOR_SRP: 'u', EMPTY: '' },
      AvailableChallenges: ['PASSWORD', 'SOMETHING_NEW'],
      Session: 'session',
    };
    expect(await ask(success(output))).toEqual({
      kind: 'success',
      output,
      serverTimeMs: expect.any(Number),
    });
  });

  test('has times as numbers, as on the wire', async () => {
    const Credentials = [{ CredentialId: 'a', CreatedAt: 1_764_000_000.123 }];
    expect(await ask(success({ Credentials }), 'ListWebAuthnCredentials')).toMatchObject({
      output: { Credentials },
    });
    const Devices = [{ DeviceKey: 'a', DeviceCreateDate: 1_764_000_000 }];
    const { output } = (await ask(success({ Devices }), 'ListDevices')) as { output: object };
    expect(output).toEqual({ Devices });
  });

  test('has bytes as base64, and members of any content as they were', async () => {
    const CredentialCreationOptions = {
      challenge: 'AAAA',
      timeout: 60_000,
      exact: 0.123_456_789,
      excludeCredentials: [{ id: 'x', transports: ['usb', null] }],
    };
    const options = success({ CredentialCreationOptions });
    expect(await ask(options, 'StartWebAuthnRegistration')).toMatchObject({
      output: { CredentialCreationOptions },
    });
    const Assets = [{ Category: 'FORM_LOGO', Bytes: 'AP+A' }];
    const branding = success({ ManagedLoginBranding: { Assets } });
    expect(await ask(branding, 'DescribeManagedLoginBranding')).toMatchObject({
      output: { ManagedLoginBranding: { Assets } },
    });
  });

  test('has the nearest number for one that JavaScript cannot hold', async () => {
    const digits = '12345678901234567890';
    const line = answer(200, `{"CredentialCreationOptions":{"a":${digits},"b":0.${digits}}}`);
    expect(await ask(line, 'StartWebAuthnRegistration')).toMatchObject({
      output: { CredentialCreationOptions: { a: Number(digits), b: Number(`0.${digits}`) } },
    });
    // Newer runtimes tell the SDK what was written, and it then makes these of it.
    const b = { type: 'bigDecimal', string: `0.${digits}` };
    expect(toWireObject({ a: BigInt(digits), b })).toEqual({
      a: Number(digits),
      b: Number(`0.${digits}`),
    });
  });

  test('has nothing that could reach a prototype', async () => {
    const parameters = '{"__proto__":"x","constructor":"x","prototype":"x","a":"b"}';
    const reply = await ask(answer(200, `{"ChallengeParameters":${parameters}}`));
    expect(JSON.stringify(reply)).toContain('"ChallengeParameters":{"a":"b"}');
  });

  test('without a body is an empty object', async () => {
    expect(await ask(answer(200, ''))).toMatchObject({ kind: 'success', output: {} });
  });

  test('says what time it is at the service', async () => {
    const date = 'Tue, 24 Nov 2026 00:00:00 GMT';
    const serverTimeMs = Date.UTC(2026, 10, 24);
    expect(await ask(success({}, { date }))).toMatchObject({ serverTimeMs });
    expect(await ask(refusal('A', 400, { date }))).toMatchObject({ serverTimeMs });
    expect(await ask(success({}, { date: 'soon' }))).not.toHaveProperty('serverTimeMs');
  });
});

describe('a refusal', () => {
  test('is a value with all that the service said', async () => {
    const body = {
      __type: 'InvalidParameterException',
      message: 'Invalid.',
      reasonCode: 'SomeReason',
    };
    const line = answer(400, JSON.stringify(body), { 'x-amzn-requestid': '0f1e-2d3c' });
    const error = await refused(line);
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
    ['an exception that the SDK does not know', 'ExceptionOfTomorrow', 'ExceptionOfTomorrow'],
    ['a namespace', 'com.amazonaws.cognito#CodeMismatchException', 'CodeMismatchException'],
    ['an address', 'ExpiredCodeException:http://internal.example/', 'ExpiredCodeException'],
  ])('is read from __type, from code and from the header: %s', async (_, text, service) => {
    const lines = [
      answer(400, JSON.stringify({ __type: text })),
      answer(400, JSON.stringify({ code: text })),
      answer(400, '', { 'x-amzn-errortype': text }),
      answer(400, '<html>', { 'x-amzn-errortype': text }),
      answer(400, '{"a":', { 'x-amzn-errortype': text }),
      answer(400, '{"__type":"Other"}', { 'x-amzn-errortype': text }),
    ];
    for (const line of lines) expect(await refused(line)).toMatchObject({ service, message: '' });
  });

  test('its text is the service’s own, of bounded length, and never the SDK’s', async () => {
    const said = async (body: object) => (await refused(answer(400, JSON.stringify(body)))).message;
    for (const __type of ['NotAuthorizedException', 'ExceptionOfTomorrow']) {
      expect(await said({ __type, message: 'one\u0007' })).toBe('one\u0007');
      expect(await said({ __type, Message: 'two' })).toBe('two');
      expect(await said({ __type })).toBe('');
      expect(await said({ __type, message: 7 })).toBe('');
      expect(await said({ __type, message: 'x'.repeat(5_000) })).toHaveLength(1_024);
    }
  });

  test.each([
    ['TooManyRequestsException', 400, true, true],
    ['AnyException', 429, true, true],
    ['InternalErrorException', 500, true, false],
    ['LimitExceededException', 400, false, false],
    ['NotAuthorizedException', 400, false, false],
  ])('%s with %i: retryable %s for a read, %s for an answer', async (name, status, read, write) => {
    expect(await refused(refusal(name, status), 'GetUser')).toMatchObject({ retryable: read });
    const answered = await refused(refusal(name, status), 'RespondToAuthChallenge');
    expect(answered).toMatchObject({ retryable: write });
  });
});
