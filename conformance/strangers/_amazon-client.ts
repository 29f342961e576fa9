/**
 * amazon-cognito-identity-js as its users call it, with promises for callbacks. Nothing of it is
 * changed: the endpoint is an option of its own.
 *
 * @module
 */
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import type { CognitoUserSession } from 'amazon-cognito-identity-js';

/** Where and as whom to sign in. */
export interface AmazonSignIn {
  readonly endpoint: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
  /** The answer to NEW_PASSWORD_REQUIRED. */
  readonly newPassword?: string;
  /** Given with it. */
  readonly newAttributes?: { readonly [name: string]: string };
}

/** A user that is signed in, and the tokens. */
export interface AmazonSession {
  readonly user: CognitoUser;
  readonly session: CognitoUserSession;
  /** What NEW_PASSWORD_REQUIRED came with, if it came. */
  readonly newPasswordPrompt?: { readonly userAttributes: unknown; readonly required: unknown };
}

/** USER_SRP_AUTH. Rejects with the client's own error: `code`, `message`. */
export async function signInWithAmazonsClient(options: AmazonSignIn): Promise<AmazonSession> {
  const { endpoint, userPoolId, clientId, username, password } = options;
  const pool = new CognitoUserPool({ endpoint, UserPoolId: userPoolId, ClientId: clientId });
  const user = new CognitoUser({ Username: username, Pool: pool });
  const details = new AuthenticationDetails({ Username: username, Password: password });
  return new Promise((resolve, reject) => {
    user.authenticateUser(details, {
      onSuccess: (session) => resolve({ user, session }),
      onFailure: reject,
      newPasswordRequired(userAttributes: unknown, required: unknown) {
        const { newPassword, newAttributes = {} } = options;
        if (newPassword === undefined) return reject(new Error('A new password is required.'));
        user.completeNewPasswordChallenge(newPassword, newAttributes, {
          onSuccess: (session) =>
            resolve({ user, session, newPasswordPrompt: { userAttributes, required } }),
          onFailure: reject,
        });
      },
    });
  });
}

/** REFRESH_TOKEN_AUTH. */
export async function refreshWithAmazonsClient({
  user,
  session,
}: AmazonSession): Promise<CognitoUserSession> {
  return new Promise((resolve, reject) => {
    user.refreshSession(session.getRefreshToken(), (error: unknown, refreshed) => {
      if (error) reject(error);
      else resolve(refreshed as CognitoUserSession);
    });
  });
}
