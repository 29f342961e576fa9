/** amazon-cognito-passwordless-auth, signing in to a service that plays the case. */
import { Passwordless } from 'amazon-cognito-passwordless-auth';
import { authenticateWithSRP } from 'amazon-cognito-passwordless-auth/srp';
import { poolIdOf, serveProofs, startScriptedService, typedName } from '../_subject.mjs';

const SECRET_BYTES = 128;
const service = await startScriptedService();

await serveProofs((input) => {
  const secret = Buffer.from(input.secretA.padStart(2 * SECRET_BYTES, '0'), 'hex');
  Passwordless.configure({
    cognitoIdpEndpoint: service.url,
    userPoolId: poolIdOf(input),
    clientId: '1example23456789',
    crypto: {
      subtle: globalThis.crypto.subtle,
      getRandomValues(target) {
        target.set(secret.subarray(SECRET_BYTES - target.length));
        return target;
      },
    },
    storage: { getItem: () => null, setItem() {}, removeItem() {} },
    location: { href: service.url, hostname: 'localhost' },
    history: { pushState() {} },
  });
  return service.play(input, async () => {
    const { signedIn } = authenticateWithSRP({
      username: typedName(input),
      password: input.password,
    });
    await signedIn;
  });
});
