/** amazon-cognito-identity-js, signing in to a service that plays the case. */
import { createRequire } from 'node:module';
import { poolIdOf, serveProofs, startScriptedService, typedName } from '../_subject.mjs';

const require = createRequire(import.meta.url);
const {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
} = require('amazon-cognito-identity-js');
const { default: Helper } = require('amazon-cognito-identity-js/lib/AuthenticationHelper.js');
const { default: BigInteger } = require('amazon-cognito-identity-js/lib/BigInteger.js');

const memory = new Map();
const Storage = {
  setItem: (key, value) => memory.set(key, value),
  getItem: (key) => memory.get(key) ?? null,
  removeItem: (key) => memory.delete(key),
  clear: () => memory.clear(),
};
const service = await startScriptedService();

await serveProofs((input) => {
  Helper.prototype.generateRandomSmallA = () => new BigInteger(input.secretA, 16);
  memory.clear();
  const names = { UserPoolId: poolIdOf(input), ClientId: '1example23456789' };
  const Pool = new CognitoUserPool({ ...names, endpoint: service.url, Storage });
  const user = new CognitoUser({ Username: typedName(input), Pool, Storage });
  const details = new AuthenticationDetails({
    Username: typedName(input),
    Password: input.password,
  });
  return service.play(input, () => signIn(user, details));
});

/** What is thrown inside of a callback goes to nobody but the process. */
function signIn(user, details) {
  return new Promise((resolve, reject) => {
    process.once('uncaughtException', reject);
    process.once('unhandledRejection', reject);
    user.authenticateUser(details, { onSuccess: resolve, onFailure: reject });
  }).finally(() => {
    process.removeAllListeners('uncaughtException');
    process.removeAllListeners('unhandledRejection');
  });
}
