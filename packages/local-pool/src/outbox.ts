/**
 * Where everything lands that a real pool would mail or text: the pool sends nothing anywhere.
 *
 * @module
 */

/** One mail or text message that was not sent. SECRET: it carries what lets its reader in. */
export type OutboxMessage = InvitationMessage | CodeMessage;

/** What every message says. */
interface MessageBase {
  readonly userPoolId: string;
  readonly username: string;
  /** On the pool's clock, in milliseconds since 1970. */
  readonly sentAtMs: number;
}

/** A user who was created by an administrator gets a temporary password. */
export interface InvitationMessage extends MessageBase {
  readonly kind: 'invitation';
  /** E-mail address or telephone number; `null` when the user has neither. */
  readonly destination: string | null;
  readonly temporaryPassword: string;
}

/** A code that the user types back. */
export interface CodeMessage extends MessageBase {
  readonly kind: 'code';
  readonly medium: CodeMedium;
  /** In full: what goes out over the wire is masked. */
  readonly destination: string;
  /** The challenge or the operation that it answers, for example `SMS_MFA`. */
  readonly purpose: string;
  readonly code: string;
}

export type CodeMedium = 'EMAIL' | 'SMS';

/** What was sent so far. */
export interface Outbox {
  /** Oldest first; the last 1,000 are kept. */
  messages(): readonly OutboxMessage[];
  /** The newest message for a user name or to an address, in any pool. */
  newest(usernameOrDestination: string): OutboxMessage | undefined;
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
    newest: (name) => messages.findLast((message) => isFor(message, name)),
    send(message) {
      messages = [...messages.slice(1 - CAPACITY), message];
      onMessage(message);
    },
    clear() {
      messages = [];
    },
  };
}

/** Is it for this user name, or to this address? */
export function isFor({ username, destination }: OutboxMessage, name: string): boolean {
  return username === name || destination === name;
}
