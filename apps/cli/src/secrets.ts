/**
 * What must not come back in a message. Nothing here writes a secret into one, but the service's own
 * text is shown, and a service may quote what it was sent.
 *
 * @module
 */

/** The secrets of one run. */
export interface Secrets {
  /** From now on this text is hidden. */
  add(secret: string): void;
  hideIn(message: string): string;
}

// Hiding "a" in a message would spoil it, and show that the secret is "a". Pools ask for 6 or more.
const MIN_LENGTH = 6;

export function createSecrets(): Secrets {
  const secrets: string[] = [];
  return {
    add(secret) {
      if (secret.length < MIN_LENGTH) return;
      secrets.push(secret);
      // The longest first: one secret may contain another.
      secrets.sort((one, other) => other.length - one.length);
    },
    hideIn: (message) =>
      secrets.reduce((text, secret) => text.replaceAll(secret, '[hidden]'), message),
  };
}
