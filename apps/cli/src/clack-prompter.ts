/**
 * Questions at a real terminal, drawn by clack on standard error: standard output is for results.
 *
 * @module
 */
import type { Readable, Writable } from 'node:stream';
import { intro, isCancel, log, password, text, updateSettings } from '@clack/prompts';
import type { CANCEL_SYMBOL } from '@clack/prompts';
import type { Prompter, Question } from './io.ts';
import { printable } from './safe-text.ts';

/** The terminal, and what ends the conversation from outside. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
  readonly signal: AbortSignal;
}

const CTRL_D = '\u0004';

export function createClackPrompter(terminal: Terminal): Prompter {
  const { output } = terminal;
  // Left alone, Ctrl+D ends the input and the question would wait for ever.
  updateSettings({ aliases: { [CTRL_D]: 'cancel' } });
  return {
    intro: (line) => intro(printable(line), { output }),
    step: (line) => log.step(printable(line), { output }),
    warn: (line) => log.warn(printable(line), { output }),
    async ask(question) {
      const { placeholder } = question;
      const options = { ...terminal, ...clackQuestion(question) };
      return answered(
        await text({ ...options, ...(placeholder !== undefined && { placeholder }) }),
      );
    },
    async askSecret(question) {
      return answered(await password({ ...terminal, ...clackQuestion(question) }));
    },
  };
}

/** clack hands `undefined` to the check when nothing was typed. */
function clackQuestion(question: Question): {
  message: string;
  validate: (value: string | undefined) => string | undefined;
} {
  return {
    message: printable(question.message),
    validate: (value) => question.validate?.(value ?? ''),
  };
}

/** And it gives `undefined` when nothing was typed. */
function answered(answer: string | typeof CANCEL_SYMBOL | undefined): string {
  if (isCancel(answer)) throw new DOMException('The user gave up.', 'AbortError');
  return answer ?? '';
}
