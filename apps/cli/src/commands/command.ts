/**
 * One command of the program.
 *
 * @module
 */
import type { FlagTable, GivenFlags } from '../flags.ts';
import type { Io, Prompter } from '../io.ts';
import type { Outcome } from '../drive.ts';
import type { Secrets } from '../secrets.ts';

/** What a command runs in. */
export interface Surroundings {
  readonly io: Io;
  readonly secrets: Secrets;
  /** Present when questions may be asked: at a terminal, and not with `--json`. */
  readonly prompter: Prompter | undefined;
}

export interface Command<Name extends string = string> {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  readonly flags: FlagTable<Name>;
  /** What else there is to know, in short paragraphs. */
  readonly notes: readonly string[];
  readonly examples: readonly string[];
  /** @throws `FlowError` for everything but tokens and a challenge that nobody here can answer. */
  run(flags: GivenFlags<Name>, surroundings: Surroundings): Promise<Outcome>;
}
