/**
 * Text that comes from outside, made safe to print: a terminal obeys control characters, and some
 * readers of lines split at more than `\n`.
 *
 * @module
 */

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const LINE_BREAKS = /[\r\n\t\u0085\u2028\u2029]+/g;
const JSON_UNESCAPED =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** One line without control, formatting or half characters. */
export function printable(text: string): string {
  return text.replace(LINE_BREAKS, ' ').replace(INVISIBLE, '\ufffd');
}

/** JSON in ASCII-safe escapes where it matters: one line for every reader, `\n` at its end. */
export function jsonLine(value: unknown): string {
  const escaped = JSON.stringify(value).replace(
    JSON_UNESCAPED,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${escaped}\n`;
}
