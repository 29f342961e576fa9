/**
 * Questions at a real terminal, drawn by clack on standard error: standard output is for results.
 *
 * @module
 */
import type { Readable, Writable } from 'node:stream';
import {
  confirm,
  intro,
  isCancel,
  log,
  password,
  select,
  text,
  updateSettings,
} from '@clack/prompts';
import type { CANCEL_SYMBOL } from '@clack/prompts';
import type { Prompter, Question } from './io.ts';
import { drawQrCode } from './qr-code.ts';
import type { Canvas } from './qr-code.ts';
import { printable } from './safe-text.ts';

/** The terminal, and what ends the conversation from outside. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable & Screen;
  readonly signal: AbortSignal;
}

/** What a `tty.WriteStream` knows of itself, and another stream does not. */
interface Screen {
  readonly columns?: number;
  readonly rows?: number;
  getColorDepth?(): number;
}

/** What a question under a QR code needs. */
const QUESTION_LINES = 5;
const CTRL_D = '\u0004';

export function createClackPrompter(terminal: Terminal): Prompter {
  const { output } = terminal;
  // Left alone, Ctrl+D ends the input and the question would wait for ever.
  updateSettings({ aliases: { [CTRL_D]: 'cancel' } });
  return {
    intro: (line) => intro(printable(line), { output }),
    say: (line) => log.info(printable(line), { output }),
    step: (line) => log.step(printable(line), { output }),
    warn: (line) => log.warn(printable(line), { output }),
    async ask(question) {
      const { placeholder } = question;
      const options = { ...terminal, ...clackQuestion(question) };
      const typed = await text({ ...options, ...(placeholder !== undefined && { placeholder }) });
      return answered(typed) ?? '';
    },
    async askSecret(question) {
      return answered(await password({ ...terminal, ...clackQuestion(question) })) ?? '';
    },
    async choose(question, names) {
      const message = printable(question);
      const options = names.map((value) => ({ value, label: printable(value) }));
      return answered(await select({ ...terminal, message, options }));
    },
    async confirm(question) {
      const message = printable(question);
      return answered(await confirm({ ...terminal, message, initialValue: false }));
    },
    showQrCode(content) {
      const code = drawQrCode(content, canvasOf(output));
      if ('obstacle' in code) {
        log.info(`${code.obstacle} Its text is:`, { output });
        output.write(`${printable(content)}\n`);
        return;
      }
      output.write(`${code.lines.join('\n')}\n`);
      if (code.lines.length + QUESTION_LINES > (output.rows ?? Infinity)) {
        log.info('The code is taller than this window: enlarge it, or scroll up.', { output });
      }
    },
  };
}

/** clack hands `undefined` to the check when nothing was typed, and gives it back, too. */
function clackQuestion(question: Question): {
  message: string;
  validate: (value: string | undefined) => string | undefined;
} {
  return {
    message: printable(question.message),
    validate: (value) => question.validate?.(value ?? ''),
  };
}

function answered<Answer>(answer: Answer | typeof CANCEL_SYMBOL): Answer {
  if (isCancel(answer)) throw new DOMException('The user gave up.', 'AbortError');
  return answer;
}

/** `getColorDepth` knows NO_COLOR and the kinds of terminal; it counts in bits. */
function canvasOf(screen: Screen): Canvas {
  return { columns: screen.columns ?? 0, colors: 2 ** (screen.getColorDepth?.() ?? 1) };
}
