/** An authenticator that Chromium simulates: what a laptop with a fingerprint reader has. */
import type { CDPSession, Page } from 'playwright-core';

export interface Authenticator {
  readonly devTools: CDPSession;
  readonly authenticatorId: string;
  /** Whether it will recognise whoever is asked. */
  recognise(isUserVerified: boolean): Promise<void>;
}

export async function addAuthenticator(page: Page): Promise<Authenticator> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('WebAuthn.enable');
  const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    devTools,
    authenticatorId,
    async recognise(isUserVerified) {
      await devTools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
  };
}
