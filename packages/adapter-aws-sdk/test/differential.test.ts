/** Whatever the service may send, all transports make the same of it; whatever flow sends arrives alike. */
import { GetDeviceCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { CognitoReply, WireObject } from '@countersign/contract';
import { createFetchTransport } from '@countersign/transport';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAdminAwsSdkTransport } from '../src/admin.ts';
import { createAwsSdkTransport } from '../src/index.ts';
import { answer, destroyClients, sdkClient, startServer } from './_server.ts';
import type { Received, ScriptedServer } from './_server.ts';

const USER_POOL_ID = 'eu-west-1_AbCdEf123';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  destroyClients();
  await server.close();
});

const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const map = fc.dictionary(
  fc.oneof(fc.constantFrom('USERNAME', 'SALT', '__proto__', 'constructor'), text),
  text,
  { maxKeys: 6 },
);
const members = (model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<object> =>
  fc.record(model, { requiredKeys: [] });
const seconds = fc.integer({ min: 0, max: 4_000_000_000_000 }).map((ms) => ms / 1_000);

const signInOutput = members({
  AuthenticationResult: members({
    AccessToken: text,
    IdToken: text,
    RefreshToken: text,
    TokenType: text,
    ExpiresIn: fc.integer(),
    NewDeviceMetadata: members({ DeviceKey: text, DeviceGroupKey: text }),
  }),
  AvailableChallenges: fc.array(text, { maxLength: 4 }),
  ChallengeName: text,
  ChallengeParameters: map,
  Session: text,
});

const delivery = members({ AttributeName: text, DeliveryMedium: text, Destination: text });

/** By operation: what flow and handlers send, and what comes back, in the API's own members. */
const MODEL: Record<string, { input: fc.Arbitrary<object>; output: fc.Arbitrary<object> }> = {
  InitiateAuth: {
    input: members({ AuthFlow: text, ClientId: text, AuthParameters: map, ClientMetadata: map }),
    output: signInOutput,
  },
  RespondToAuthChallenge: {
    input: members({
      ClientId: text,
      ChallengeName: text,
      Session: text,
      ChallengeResponses: map,
      ClientMetadata: map,
    }),
    output: signInOutput,
  },
  GetTokensFromRefreshToken: {
    input: members({
      ClientId: text,
      RefreshToken: text,
      DeviceKey: text,
      ClientSecret: text,
      ClientMetadata: map,
    }),
    output: signInOutput.map(({ AuthenticationResult }: { AuthenticationResult?: object }) => ({
      ...(AuthenticationResult && { AuthenticationResult }),
    })),
  },
  AssociateSoftwareToken: {
    input: members({ Session: text }),
    output: members({ SecretCode: text, Session: text }),
  },
  VerifySoftwareToken: {
    input: members({ Session: text, UserCode: text, FriendlyDeviceName: text }),
    output: members({ Status: text, Session: text }),
  },
  ConfirmDevice: {
    input: members({
      AccessToken: text,
      DeviceKey: text,
      DeviceName: text,
      DeviceSecretVerifierConfig: members({ Salt: text, PasswordVerifier: text }),
    }),
    output: members({ UserConfirmationNecessary: fc.boolean() }),
  },
  SignUp: {
    input: members({
      ClientId: text,
      SecretHash: text,
      Username: text,
      Password: text,
      UserAttributes: fc.array(members({ Name: text, Value: text }), { maxLength: 3 }),
      ClientMetadata: map,
    }),
    output: members({
      UserConfirmed: fc.boolean(),
      UserSub: text,
      CodeDeliveryDetails: delivery,
      Session: text,
    }),
  },
  ConfirmSignUp: {
    input: members({ ClientId: text, Username: text, ConfirmationCode: text, Session: text }),
    output: members({ Session: text }),
  },
  ResendConfirmationCode: {
    input: members({ ClientId: text, Username: text, SecretHash: text }),
    output: members({ CodeDeliveryDetails: delivery }),
  },
  UpdateDeviceStatus: {
    input: members({ AccessToken: text, DeviceKey: text, DeviceRememberedStatus: text }),
    output: fc.constant({}),
  },
  GetDevice: {
    input: members({ AccessToken: text, DeviceKey: text }),
    output: members({
      Device: members({
        DeviceKey: text,
        DeviceAttributes: fc.array(members({ Name: text, Value: text }), { maxLength: 3 }),
        DeviceCreateDate: seconds,
        DeviceLastModifiedDate: seconds,
      }),
    }),
  },
};

const ERROR_STATUSES = [400, 401, 403, 404, 429, 500, 502, 503] as const;
// Node writes a `Date` of its own where there is none.
const headers = fc.record({
  date: fc.constantFrom('Tue, 24 Nov 2026 00:00:04 GMT', 'Mon, 01 Jan 2001 00:00:00 GMT', 'soon'),
  'x-amzn-requestid': fc.constantFrom('0f1e2d3c-4b5a', 'no id', ''),
});

const exceptionName = fc.oneof(
  fc.constantFrom(
    'NotAuthorizedException',
    'CodeMismatchException',
    'ExpiredCodeException',
    'InternalErrorException',
    'InvalidParameterException',
    'InvalidPasswordException',
    'LimitExceededException',
    'PasswordResetRequiredException',
    'RefreshTokenReuseException',
    'ResourceNotFoundException',
    'ThrottlingException',
    'TooManyRequestsException',
    'UserNotFoundException',
  ),
  fc.stringMatching(/^[A-Z][A-Za-z]{1,30}Exception$/),
);
const decorated = fc.tuple(
  fc.constantFrom('', 'com.amazonaws.cognitoidentityprovider#', 'com.amazonaws.cognito#'),
  exceptionName,
  fc.constantFrom('', ':http://internal.amazon.com/coral/com.amazonaws.cognito/'),
);
const refusalBody = fc
  .record({
    name: decorated.map((parts) => parts.join('')),
    nameMember: fc.constantFrom('__type', 'code'),
    said: members({ message: text, reasonCode: text }),
    messageMember: fc.constantFrom('message', 'Message'),
  })
  .map(({ name, nameMember, said, messageMember }) => {
    const entries = Object.entries(said).map(
      ([member, value]) => [member === 'message' ? messageMember : member, value] as const,
    );
    return Object.fromEntries([[nameMember, name], ...entries]);
  });

const exchange = fc.constantFrom(...Object.keys(MODEL)).chain((operation) => {
  const { input, output } = MODEL[operation] ?? expect.unreachable(operation);
  return fc.record({
    operation: fc.constant(operation),
    input,
    line: fc.oneof(
      fc.record({ status: fc.constant(200), body: output, headers }),
      fc.record({ status: fc.constantFrom(...ERROR_STATUSES), body: refusalBody, headers }),
    ),
  });
});

/** An error's members do not take part in comparisons of errors. */
function plain(reply: CognitoReply): object {
  if (reply.kind === 'success') return reply;
  const { message, service, status, requestId, reasonCode, retryable } = reply.error;
  const error = { message, service, status, requestId, reasonCode, retryable };
  return { kind: reply.kind, error, serverTimeMs: reply.serverTimeMs };
}

function contentOf(received: Received | undefined): object {
  return { operation: received?.operation, input: received?.input };
}

test('replies and requests are the same over fetch, the SDK and its admin twins', async () => {
  const client = sdkClient(server.url, { maxAttempts: 1 });
  const commands = { GetDeviceCommand };
  const transports = [
    createFetchTransport({ endpoint: server.url, maxAttempts: 1 }),
    createAwsSdkTransport({ client, commands }),
    createAdminAwsSdkTransport({ client, commands, userPoolId: USER_POOL_ID }),
  ];
  const kinds = new Set<string>();
  await fc.assert(
    fc.asyncProperty(exchange, async ({ operation, input, line }) => {
      server.script(answer(line.status, JSON.stringify(line.body), line.headers));
      const replies: object[] = [];
      for (const transport of transports) {
        const reply = await transport({ operation, input: input as WireObject });
        kinds.add(reply.kind);
        replies.push(plain(reply));
      }
      const [overFetch, overSdk, asAdmin] = replies;
      expect(overSdk).toEqual(overFetch);
      expect(asAdmin).toEqual(overFetch);

      const [byFetch, bySdk, byAdmin] = server.received;
      expect(contentOf(bySdk)).toEqual({ operation, input: byFetch?.input });
      const hasTwin = operation === 'InitiateAuth' || operation === 'RespondToAuthChallenge';
      expect(contentOf(byAdmin)).toEqual({
        operation: hasTwin ? `Admin${operation}` : operation,
        input: { ...byFetch?.input, ...(hasTwin && { UserPoolId: USER_POOL_ID }) },
      });
    }),
    { numRuns: process.env['COUNTERSIGN_FULL'] === '1' ? 5_000 : 100 },
  );
  expect(kinds).toEqual(new Set(['success', 'refusal']));
});
