import { describe, expect, test } from 'vitest';
import { call, openSrp, PASSWORD, signInSrp, startPool } from './_wire-client.ts';

describe('a user made by an administrator', () => {
  test('USER_SRP_AUTH → PASSWORD_VERIFIER → NEW_PASSWORD_REQUIRED → tokens', async () => {
    const pool = startPool({ seed: { pools: [] } });
    const created = await call(pool.fetch, 'CreateUserPool', { PoolName: 'demo' });
    const userPoolId: string = created.body['UserPool'].Id;
    expect(userPoolId).toMatch(/^us-east-1_[A-Za-z0-9]{9}$/);
    const client = await call(pool.fetch, 'CreateUserPoolClient', {
      UserPoolId: userPoolId,
      ClientName: 'app',
    });
    const clientId: string = client.body['UserPoolClient'].ClientId;
    const user = await call(pool.fetch, 'AdminCreateUser', {
      UserPoolId: userPoolId,
      Username: 'alice',
      TemporaryPassword: PASSWORD,
      MessageAction: 'SUPPRESS',
      UserAttributes: [{ Name: 'email', Value: 'alice@example.com' }],
    });
    expect(user.body['User'].UserStatus).toBe('FORCE_CHANGE_PASSWORD');

    const input = { userPoolId, clientId, username: 'alice', password: PASSWORD };
    const opened = await openSrp(pool, input);
    expect(opened.answer.body).not.toHaveProperty('Session');

    const challenged = await signInSrp(pool, input);
    expect(challenged.body).toMatchObject({
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ChallengeParameters: {
        USER_ID_FOR_SRP: 'alice',
        requiredAttributes: '[]',
        userAttributes: '{"email":"alice@example.com"}',
      },
    });
    const answered = await call(pool.fetch, 'RespondToAuthChallenge', {
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ClientId: clientId,
      Session: challenged.body['Session'],
      ChallengeResponses: { USERNAME: 'alice', NEW_PASSWORD: 'Another-Pass-2' },
    });
    expect(answered.error).toBeUndefined();
    expect(answered.body['AuthenticationResult']).toMatchObject({
      AccessToken: expect.any(String),
      IdToken: expect.any(String),
      RefreshToken: expect.any(String),
      ExpiresIn: 3600,
      TokenType: 'Bearer',
    });
    expect(answered.body['ChallengeParameters']).toEqual({});

    expect((await signInSrp(pool, input)).error).toBe('NotAuthorizedException');
    const again = await signInSrp(pool, { ...input, password: 'Another-Pass-2' });
    expect(again.body['AuthenticationResult']).toBeDefined();
  });
});
