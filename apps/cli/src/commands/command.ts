/**
 * One command of the program.
 *
 * @module
 */
import type { FlagTable, GivenFlags } from '../flags.ts';
import type { Io, Prompter } from '../io.ts';
import type { Keepsakes } from '../keepsakes.ts';
import type { Result } from '../result.ts';
import type { Secrets } from '../secrets.ts';

/** What a command runs in. */
export interface Surroundings {
  readonly io: Io;
  readonly secrets: Secrets;
  readonly keepsakes: Keepsakes;
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
  /** @throws `FlowError` for everything but what was asked for and a challenge that waits. */
  run(flags: GivenFlags<Name>, surroundings: Surroundings): Promise<Result>;
}
