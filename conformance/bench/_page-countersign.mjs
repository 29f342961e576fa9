/** A whole sign-in of ours, from a page. */
import { passwordVerifier } from '@countersign/challenge-handlers/password-verifier';
import { signIn } from '@countersign/flow';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';
import { engineName, useEngine } from '@countersign/srp-core/engine';
import { createFetchTransport } from '@countersign/transport';

/** @returns {Promise<string>} the engine that was at work. */
export async function signInOnPage({ endpoint, userPoolId, clientId, username, password, engine }) {
  if (engine !== undefined) useEngine(engine);
  const step = await signIn({
    transport: createFetchTransport({ endpoint }),
    client: { userPoolId, clientId },
    authFlow: userSrpAuth,
    handlers: [passwordVerifier],
    username,
    password,
  });
  if (step.kind !== 'signed-in') throw new Error(step.kind);
  return engineName();
}
