/**
 * Where everything lands that a real pool would mail or text: the pool sends nothing anywhere.
 *
 * @module
 */

/** One mail or text message that was not sent. SECRET: it carries what lets its reader in. */
export interface OutboxMessage {
  readonly kind: 'invitation';
  readonly userPoolId: string;
  readonly username: string;
  /** E-mail address or telephone number; `null` when the user has neither. */
  readonly destination: string | null;
  readonly temporaryPassword: string;
  /** On the pool's clock, in milliseconds since 1970. */
  readonly sentAtMs: number;
}

/** What was sent so far. */
export interface Outbox {
  /** Oldest first; the last 1,000 are kept. */
  messages(): readonly OutboxMessage[];
  /** The newest message for a user name, in any pool. */
  newest(username: string): OutboxMessage | undefined;
}

/** What the pool keeps for itself: putting messages in. */
export interface WritableOutbox extends Outbox {
  send(message: OutboxMessage): void;
  clear(): void;
}

const CAPACITY = 1000;

/** @param onMessage - called with each message as it is sent. */
export function createOutbox(onMessage: (message: OutboxMessage) => void): WritableOutbox {
  let messages: readonly OutboxMessage[] = [];
  return {
    messages: () => messages,
    newest: (username) => messages.findLast((message) => message.username === username),
    send(message) {
      messages = [...messages.slice(1 - CAPACITY), message];
      onMessage(message);
    },
    clear() {
      messages = [];
    },
  };
}
