/**
 * What the terminal adds to a challenge handler: how a text becomes the challenge's typed answer, and
 * how a human is asked for one.
 *
 * @module
 */
import type { WireMap } from '@countersign/contract';
import type { Prompter } from '../io.ts';

/** Given ahead on the command line, for whichever challenge wants it. */
export interface Extras {
  /** From `--attribute`. */
  readonly attributes: WireMap;
}

/** One challenge at a terminal. Methods, so that a list of them needs no `any`. */
export interface TerminalChallenge<Name extends string, Prompt, Answer> {
  readonly name: Name;
  /**
   * VALUE of `--answer NAME=VALUE`, made into an answer.
   *
   * @throws `ArgumentError` `ERR_ARGUMENT` when something else is needed as well; it names the flag.
   */
  fromText(text: string, prompt: Prompt, extras: Extras): Answer;
  /** Asks for the answer. Texts inside `prompt` are UNTRUSTED; the prompter makes them safe. */
  ask(prompt: Prompt, prompter: Prompter, extras: Extras): Promise<Answer>;
}

/** A challenge whose prompt and answer are not known at the call site. */
export type AnyTerminalChallenge = TerminalChallenge<string, unknown, unknown>;
