/** What the page of the Chromium test runs: an application in a few functions. */
import { password } from '@countersign/challenge-handlers/password';
import { selectChallenge } from '@countersign/challenge-handlers/select-challenge';
import { webAuthn } from '@countersign/challenge-handlers/web-authn';
import { signIn } from '@countersign/flow';
import { userAuthPreferring } from '@countersign/flow/user-auth';
import { createFetchTransport } from '@countersign/transport';
import { askForPasskey, deletePasskey, listPasskeys, registerPasskey } from '../src/index.ts';
import type { AskForPasskeyOptions, RegisteredPasskey, RegistrationOutcome } from '../src/index.ts';
import { CLIENT, PASSWORD, USERNAME } from './_pool.ts';

const transportTo = (endpoint: string) => createFetchTransport({ endpoint });

const settings = (endpoint: string) => ({
  transport: transportTo(endpoint),
  client: CLIENT,
  handlers: [password, selectChallenge, webAuthn],
  username: USERNAME,
});

/** @returns an access token. */
export async function signInWithPassword(endpoint: string): Promise<string> {
  const authFlow = userAuthPreferring('PASSWORD');
  const step = await signIn({ ...settings(endpoint), authFlow, password: PASSWORD });
  if (step.kind !== 'signed-in') throw new Error(`The password leads to ${step.kind}.`);
  return step.tokens.accessToken;
}

/** @returns the kind and the name of what comes last, or why the browser gave no answer. */
export async function signInWithPasskey(
  endpoint: string,
  options?: AskForPasskeyOptions,
): Promise<string> {
  const step = await signIn({ ...settings(endpoint), authFlow: userAuthPreferring('WEB_AUTHN') });
  if (step.kind !== 'challenge' || step.name !== 'WEB_AUTHN') {
    return step.kind === 'challenge' ? step.name : step.kind;
  }
  const outcome = await askForPasskey(step.prompt, options);
  if (outcome.kind === 'no-answer') return outcome.reason;
  const next = await step.answer(outcome.answer);
  return next.kind === 'signed-in' ? `${next.kind} as ${next.username}` : next.kind;
}

export function register(endpoint: string, accessToken: string): Promise<RegistrationOutcome> {
  return registerPasskey({ transport: transportTo(endpoint), accessToken });
}

export function list(endpoint: string, accessToken: string): Promise<readonly RegisteredPasskey[]> {
  return listPasskeys({ transport: transportTo(endpoint), accessToken });
}

export function remove(endpoint: string, accessToken: string, credentialId: string): Promise<void> {
  return deletePasskey({ transport: transportTo(endpoint), accessToken, credentialId });
}
