/** Compiled with the DOM's types, as in a page, and never run: a window is the browser that it is. */
import { askForPasskey, registerPasskey } from '@countersign/adapter-browser';
import type { PasskeyBrowser } from '@countersign/adapter-browser';
import type { WebAuthnPrompt } from '@countersign/challenge-handlers/web-authn';
import type { Transport } from '@countersign/contract';

export const browsers: readonly PasskeyBrowser[] = [window, globalThis, self, frames];

export async function askHere(prompt: WebAuthnPrompt): Promise<object | undefined> {
  const outcome = await askForPasskey(prompt, { browser: window, mediation: 'conditional' });
  return outcome.kind === 'answer' ? outcome.answer.credential : undefined;
}

export async function makeOneHere(transport: Transport, accessToken: string): Promise<string> {
  const outcome = await registerPasskey({ transport, accessToken, browser: window });
  return outcome.kind === 'registered' ? outcome.credentialId : outcome.reason;
}

// @ts-expect-error: a document is none
export const mistaken: PasskeyBrowser = document;
