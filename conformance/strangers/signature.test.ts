/** The signature of server mode's administrative calls is the one that the AWS SDK makes. */
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from 'vitest';
import { signRequest } from '../runner/server/sigv4.ts';

interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};

test.each([
  ['of a user', credentials],
  ['of a role', { ...credentials, sessionToken: 'a-session/token+of==' }],
])('with credentials %s', async (_name, given) => {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  let sent: SignedRequest | undefined;
  const client = new CognitoIdentityProviderClient({
    endpoint: 'https://cognito-idp.eu-west-1.amazonaws.com/',
    region: 'eu-west-1',
    credentials: given,
    maxAttempts: 1,
    requestHandler: {
      async handle(request: SignedRequest) {
        sent = request;
        throw new Error('seen');
      },
    },
  });
  const command = new AdminGetUserCommand({
    UserPoolId: 'eu-west-1_AbCdEf123',
    Username: 'zo\u00eb',
  });
  await expect(client.send(command)).rejects.toThrow('seen');
  client.destroy();

  const { authorization = '', ...headers } = sent!.headers;
  const signed = /SignedHeaders=([^,]+)/.exec(authorization)![1]!.split(';');
  // What is written by the signer itself.
  const own = new Set(['host', 'x-amz-date', 'x-amz-security-token']);
  const signable = Object.entries(headers).filter(
    ([name]) => signed.includes(name) && !own.has(name),
  );
  const time = headers['x-amz-date']!;
  const [, year, month, day, hour, minute, second] = /(....)(..)(..)T(..)(..)(..)Z/
    .exec(time)!
    .map(Number);
  const ours = signRequest({
    url: 'https://cognito-idp.eu-west-1.amazonaws.com/',
    headers: Object.fromEntries(signable),
    body: sent!.body,
    region: 'eu-west-1',
    credentials: given,
    nowMs: Date.UTC(year!, month! - 1, day, hour, minute, second),
  });
  expect(ours['authorization']).toBe(authorization);
});
