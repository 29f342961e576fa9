/**
 * Writes how a run ended, for a program to read or for a person. The result goes to standard output and
 * everything else to standard error.
 *
 * @module
 */
import { styleText } from 'node:util';
import type { Failure } from './failure.ts';
import type { Io } from './io.ts';
import type { Keepsakes } from './keepsakes.ts';
import type { Result } from './result.ts';
import { jsonLine, printable } from './safe-text.ts';
import type { Secrets } from './secrets.ts';

/** Both resolve with the exit code, once everything is written. */
export interface Report {
  result(result: Result): Promise<number>;
  failure(failure: Failure): Promise<number>;
}

/** What a report needs to know of its run. */
export interface Ending {
  readonly io: Io;
  readonly secrets: Secrets;
  readonly keepsakes: Keepsakes;
}

/** One line of JSON on standard output. */
export function jsonReport({ io, secrets, keepsakes }: Ending): Report {
  async function write(content: object): Promise<void> {
    const kept = keepsakes.all().map(({ member, text }) => [member, text]);
    await io.writeOut(jsonLine({ ...content, ...Object.fromEntries(kept) }));
  }
  return {
    async result({ json, exitCode }) {
      await write(json);
      return exitCode;
    },
    async failure({ code, service, message, exitCode }) {
      await write({ status: 'error', code, service, message: secrets.hideIn(message) });
      return exitCode;
    },
  };
}

/** Sentences. */
export function humanReport({ io, secrets, keepsakes }: Ending): Report {
  async function write(out: string, error: string): Promise<void> {
    const kept = keepsakes.all().map(({ label, text }) => `${label}: ${printable(text)}\n`);
    const withKept = out + kept.join('');
    if (withKept !== '') await io.writeOut(withKept);
    if (error !== '') await io.writeError(error);
  }
  return {
    async result(result) {
      const good = (text: string): string => paint('green', text, io.colors.out);
      await write(result.out?.(good) ?? '', result.error?.() ?? '');
      return result.exitCode;
    },
    async failure({ service, message, exitCode }) {
      const mark = paint('red', 'error:', io.colors.error);
      const from = service === undefined ? '' : ` (${printable(service)})`;
      await write('', `${mark} ${printable(secrets.hideIn(message))}${from}\n`);
      return exitCode;
    },
  };
}

function paint(color: 'red' | 'green', text: string, isOn: boolean): string {
  return isOn ? styleText(color, text, { validateStream: false }) : text;
}
