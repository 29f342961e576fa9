/**
 * Text of a program or a server under test, made safe to print: a terminal obeys control characters.
 *
 * @module
 */
const LINE_BREAKS = /[\r\n\t\u0085\u2028\u2029]+/g;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const MAX_LENGTH = 160;

/** One line, without control characters, cut in the middle where it is long. */
export function printable(text: string, maxLength: number = MAX_LENGTH): string {
  const line = text.replace(LINE_BREAKS, ' ').replace(INVISIBLE, '\ufffd').trim();
  return shortened(line, maxLength);
}

/** Cut in the middle where it is long. */
export function shortened(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const half = Math.floor((maxLength - 1) / 2);
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}
