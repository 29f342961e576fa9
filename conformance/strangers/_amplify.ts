/**
 * Amplify, unmodified, in Node. It keeps its configuration, its tokens and the sign-in that is under
 * way in module state: a test file has one Amplify, and each test opens it anew on a browser's storage.
 *
 * It needs one thing of a browser, `navigator.userAgent`, which becomes the name of the device: where
 * there is none, as in Node 20, it confirms no device and does not say so.
 *
 * @module
 */
import { Amplify } from 'aws-amplify';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { ConsoleLogger } from 'aws-amplify/utils';
import type { BrowserStorage } from './_browser-storage.ts';
import type { StrangersPool } from './_pool.ts';

/** `navigator.userAgent`, for Amplify to name devices with. */
export const USER_AGENT = 'Strangers/1.0';

/** Points Amplify to a pool, and to a browser's storage. */
export function openAmplify(pool: StrangersPool, storage: BrowserStorage): void {
  Object.defineProperty(globalThis, 'navigator', {
    value: { userAgent: USER_AGENT },
    configurable: true,
  });
  // It warns of every endpoint but AWS's.
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: pool.userPoolId,
        userPoolClientId: pool.publicClient.clientId,
        userPoolEndpoint: pool.endpoint,
      },
    },
  });
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    setItem: async (key, value) => void storage.setItem(key, value),
    getItem: async (key) => storage.getItem(key),
    removeItem: async (key) => storage.removeItem(key),
    clear: async () => storage.clear(),
  });
}
