/** A whole sign-in of ours, from a page. */
import { passwordVerifier } from '@countersign/challenge-handlers/password-verifier';
import { signIn } from '@countersign/flow';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';
import { engineName, useEngine } from '@countersign/srp-core/engine';
import { createFetchTransport } from '@countersign/transport';

/** `wasm` is not asked for: to name it would make the engine at once, and not in slices. */
export async function signInOnPage({ endpoint, userPoolId, clientId, username, password, engine }) {
  if (engine === 'plain') useEngine('plain');
  const step = await signIn({
    transport: createFetchTransport({ endpoint }),
    client: { userPoolId, clientId },
    authFlow: userSrpAuth,
    handlers: [passwordVerifier],
    username,
    password,
  });
  if (step.kind !== 'signed-in') throw new Error(step.kind);
  if (engine !== undefined && engineName() !== engine) throw new Error(`not ${engine}`);
  return engineName();
}
