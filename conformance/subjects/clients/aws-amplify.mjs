/** Amplify, signing in to a service that plays the case. It draws its secret word by word. */
import { poolIdOf, serveProofs, startScriptedService, typedName } from '../_subject.mjs';

const WORDS = 32;
let draws = [];
const getRandomValues = globalThis.crypto.getRandomValues.bind(globalThis.crypto);
globalThis.crypto.getRandomValues = (target) => {
  if (draws.length === 0 || target.length !== 1) return getRandomValues(target);
  target[0] = draws.shift();
  return target;
};
Object.defineProperty(globalThis, 'navigator', {
  value: { userAgent: 'Subjects/1.0' },
  configurable: true,
});
const { Amplify } = await import('aws-amplify');
const { signIn, signOut } = await import('aws-amplify/auth');
const { ConsoleLogger } = await import('aws-amplify/utils');
// It warns of every endpoint but AWS's.
ConsoleLogger.LOG_LEVEL = 'ERROR';
const service = await startScriptedService();

await serveProofs(async (input) => {
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: poolIdOf(input),
        userPoolClientId: '1example23456789',
        userPoolEndpoint: service.url,
      },
    },
  });
  const digits = input.secretA.padStart(8 * WORDS, '0');
  draws = digits.match(/.{8}/g).map((word) => Number.parseInt(word, 16));
  try {
    return await service.play(input, () =>
      signIn({ username: typedName(input), password: input.password }),
    );
  } finally {
    draws = [];
    await signOut().catch(() => {});
  }
});
