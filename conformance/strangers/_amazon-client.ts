/**
 * amazon-cognito-identity-js as its users call it, with promises for callbacks. Nothing of it is
 * changed: endpoint and storage are options of its own.
 *
 * @module
 */
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import type { CognitoUserSession } from 'amazon-cognito-identity-js';
import { vi } from 'vitest';
import { createBrowserStorage } from './_browser-storage.ts';
import type { BrowserStorage } from './_browser-storage.ts';

/** Where and as whom to sign in. */
export interface AmazonSignIn {
  readonly endpoint: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
  /** Default: USER_SRP_AUTH. */
  readonly authFlow?: 'USER_SRP_AUTH' | 'USER_PASSWORD_AUTH';
  /** Where tokens and the device are kept. Default: a new one. */
  readonly storage?: BrowserStorage;
  /** The answer to NEW_PASSWORD_REQUIRED. */
  readonly newPassword?: string;
  /** Given with it. */
  readonly newAttributes?: { readonly [name: string]: string };
  /**
   * Called for each code that is wanted, after a refused one too; undefined gives up.
   *
   * @param secret - of the app that is being set up; undefined afterwards.
   */
  readonly giveCode?: (secret: string | undefined) => string | undefined;
}

/** A user that is signed in, and what happened on the way. */
export interface AmazonSession {
  readonly user: CognitoUser;
  readonly session: CognitoUserSession;
  /** What NEW_PASSWORD_REQUIRED came with, if it came. */
  readonly newPasswordPrompt?: { readonly userAttributes: unknown; readonly required: unknown };
  /** Challenges that needed a human, in order. */
  readonly asked: readonly string[];
  /** The names of the refusals of codes. */
  readonly refused: readonly string[];
  /** The pool wants the user's word before it remembers the device. */
  readonly userConfirmationNecessary: boolean;
}

/** In tenths of a second; its longest wait has 50. */
const LONGER_THAN_ANY_WAIT = 60;

const WRONG_CODE: readonly string[] = ['CodeMismatchException', 'EnableSoftwareTokenMFAException'];

/** Rejects with the client's own error: `code`, `name`, `message`. */
export async function signInWithAmazonsClient(options: AmazonSignIn): Promise<AmazonSession> {
  const { endpoint, userPoolId, clientId, username, password } = options;
  const Storage = options.storage ?? createBrowserStorage();
  const Pool = new CognitoUserPool({
    ...{ endpoint, UserPoolId: userPoolId, ClientId: clientId },
    Storage,
  });
  const user = new CognitoUser({ Username: username, Pool, Storage });
  user.setAuthenticationFlowType(options.authFlow ?? 'USER_SRP_AUTH');
  const details = new AuthenticationDetails({ Username: username, Password: password });
  const asked: string[] = [];
  const refused: string[] = [];
  let newPasswordPrompt: AmazonSession['newPasswordPrompt'];

  return new Promise((resolve, reject) => {
    const onSuccess = (session: CognitoUserSession, userConfirmationNecessary = false): void =>
      resolve({
        ...{ user, session, asked, refused, userConfirmationNecessary },
        ...(newPasswordPrompt && { newPasswordPrompt }),
      });
    const sendCode = (secret: string | undefined, refusal?: Error): void => {
      const code = options.giveCode?.(secret);
      if (code === undefined) return reject(refusal ?? new Error('A code is wanted.'));
      const onFailure = (error: Error): void => {
        if (!WRONG_CODE.includes(error.name)) return reject(error);
        refused.push(error.name);
        sendCode(secret, error);
      };
      if (secret !== undefined) user.verifySoftwareToken(code, 'phone', { onSuccess, onFailure });
      else user.sendMFACode(code, { onSuccess, onFailure }, 'SOFTWARE_TOKEN_MFA');
    };
    const callbacks = {
      onSuccess,
      onFailure: reject,
      newPasswordRequired(userAttributes: unknown, required: unknown) {
        asked.push('NEW_PASSWORD_REQUIRED');
        const { newPassword, newAttributes = {} } = options;
        if (newPassword === undefined) return reject(new Error('A new password is wanted.'));
        newPasswordPrompt = { userAttributes, required };
        user.completeNewPasswordChallenge(newPassword, newAttributes, callbacks);
      },
      mfaSetup() {
        asked.push('MFA_SETUP');
        user.associateSoftwareToken(callbacks);
      },
      associateSecretCode: (secret: string) => sendCode(secret),
      totpRequired() {
        asked.push('SOFTWARE_TOKEN_MFA');
        sendCode(undefined);
      },
    };
    user.authenticateUser(details, callbacks);
  });
}

/**
 * REFRESH_TOKEN_AUTH, with the device key that is on record. The client tries six times, whatever the
 * refusal was: here once, because the wait that it draws is longer than its longest.
 */
export async function refreshWithAmazonsClient({
  user,
  session,
}: AmazonSession): Promise<CognitoUserSession> {
  const drawn = vi.spyOn(Math, 'random').mockReturnValue(LONGER_THAN_ANY_WAIT);
  try {
    return await new Promise((resolve, reject) => {
      user.refreshSession(session.getRefreshToken(), (error: unknown, refreshed) => {
        if (error) reject(error);
        else resolve(refreshed as CognitoUserSession);
      });
    });
  } finally {
    drawn.mockRestore();
  }
}

/** A device as the client hands it out: as it came. */
export interface ShownDevice {
  readonly DeviceKey: string;
  readonly DeviceAttributes: readonly { readonly Name: string; readonly Value: string }[];
}

/** An operation of the signed-in user that takes a pair of callbacks. */
export async function settle<Result>(
  operation: (callbacks: {
    onSuccess: (result: Result) => void;
    onFailure: (error: Error) => void;
  }) => void,
): Promise<Result> {
  return new Promise((resolve, reject) => operation({ onSuccess: resolve, onFailure: reject }));
}
