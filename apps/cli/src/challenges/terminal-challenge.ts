/**
 * What the terminal adds to a challenge handler: how a text becomes the challenge's typed answer, and
 * how a human is asked for one.
 *
 * @module
 */
import type { WireMap } from '@countersign/contract';
import type { Authenticator } from '../authenticator.ts';
import type { Prompter } from '../io.ts';
import type { Keepsake } from '../keepsakes.ts';

/** Given to a run, for whichever challenge wants it. */
export interface Extras {
  /** From `--attribute`. */
  readonly attributes: WireMap;
  readonly authenticator: Authenticator;
  /** The sign-in was given the password. */
  readonly hasPassword: boolean;
}

/** Given to one answer. */
export interface AnswerContext extends Extras {
  readonly userPoolId: string;
  /** What the user typed. */
  readonly username: string;
  /** What was typed before was refused: what was shown for it is still on the screen. */
  readonly isAgain: boolean;
}

/** One challenge at a terminal. Methods, so that a list of them needs no `any`. */
export interface TerminalChallenge<Name extends string, Prompt, Answer> {
  readonly name: Name;
  /** What VALUE can be, in a few words for the help. */
  readonly values: string;
  /**
   * VALUE of `--answer NAME=VALUE`, made into an answer. One text speaks at every stage of the
   * challenge, until it has nothing to say: `undefined`, and the next text is used.
   *
   * @throws `ArgumentError` `ERR_ARGUMENT` when something else is needed as well; it names the flag.
   */
  fromText(text: string, prompt: Prompt, context: AnswerContext): Answer | undefined;
  /** Asks for the answer. Texts inside `prompt` are UNTRUSTED; the prompter makes them safe. */
  ask(prompt: Prompt, prompter: Prompter, context: AnswerContext): Promise<Answer>;
  /** What to do about a missing answer, where VALUE is not just what the challenge is called after. */
  advice?(prompt: Prompt): string;
  /** What the prompt hands out once, so that nobody loses it who answered from a text. SECRET. */
  keepsake?(prompt: Prompt): Keepsake | undefined;
}

/** A challenge whose prompt and answer are not known at the call site. */
export type AnyTerminalChallenge = TerminalChallenge<string, unknown, unknown>;
