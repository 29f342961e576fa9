/**
 * All that the program touches outside itself, so that it runs in a test as it runs in a terminal.
 *
 * @module
 */
import type { Transport } from '@countersign/contract';

/** Where the user pool is: its service's own address, or one that stands in for it. */
export type Target = { readonly endpoint: string } | { readonly region: string };

/** One question at a terminal. */
export interface Question {
  readonly message: string;
  readonly placeholder?: string;
  /** What is wrong with this answer, or `undefined`. */
  readonly validate?: (answer: string) => string | undefined;
}

/** Somebody at a keyboard. Texts may come from the service: whoever shows them makes them safe. */
export interface Prompter {
  intro(text: string): void;
  /** Something worth knowing. */
  say(text: string): void;
  /** Something went well. */
  step(text: string): void;
  /** Something has to be done again. */
  warn(text: string): void;
  /** @throws an `AbortError` when the user gives up. */
  ask(question: Question): Promise<string>;
  /** The same, masked. */
  askSecret(question: Question): Promise<string>;
  /** One of several. */
  choose(message: string, options: readonly string[]): Promise<string>;
  /** Yes or no. */
  confirm(question: string): Promise<boolean>;
  /** A QR code, or its text where the screen cannot show one. */
  showQrCode(text: string): void;
}

export interface Io {
  /** All of standard input. Rejects with `signal.reason` when aborted. */
  readStdin(): Promise<Uint8Array>;
  /** Resolves when the text has left this process. */
  writeOut(text: string): Promise<void>;
  writeError(text: string): Promise<void>;
  /** Reading it would wait for a keyboard. */
  readonly isStdinTerminal: boolean;
  /** Present when somebody can be asked: a keyboard to type on and a screen to read from. */
  readonly prompter?: Prompter;
  /** What this machine is called, where a person sees a list of them. */
  readonly deviceName: string;
  readonly colors: { readonly out: boolean; readonly error: boolean };
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  createTransport(target: Target): Transport;
}

/** The check of a question that takes anything but nothing. */
export function notEmpty(answer: string): string | undefined {
  return answer === '' ? 'Something has to be typed here.' : undefined;
}
