/**
 * A QR code in the characters of a terminal, two rows of it to a line.
 *
 * @see ISO/IEC 18004
 * @module
 */
import { encodeQR } from 'qr';

/** The terminal that it is for. */
export interface Canvas {
  readonly columns: number;
  /** How many colours there are; at 1 nothing may be coloured (`NO_COLOR`). */
  readonly colors: number;
}

// The standard wants 4. Cameras do with 2, and windows have few lines.
const QUIET_ZONE = 2;

/**
 * The colours are set, not inherited: dark on light whatever the terminal's own are, since many cameras
 * read no inverted codes. Themes change the first 16 colours, but neither the end of the colour cube
 * nor the greys.
 */
const INK_OF_256 = '\u001b[38;5;232;48;5;231m';
const INK_OF_8 = '\u001b[30;47m';
const RESET = '\u001b[0m';

/** A code, or why there is none: it would wrap, or have no colours to rely on. */
export type QrCode = { readonly lines: readonly string[] } | { readonly obstacle: string };

/** @param text - SECRET or not: so are the lines. */
export function drawQrCode(text: string, { columns, colors }: Canvas): QrCode {
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: QUIET_ZONE });
  if (colors < 8) return { obstacle: 'A QR code needs colours, and there are none here.' };
  if (rows.length > columns) return { obstacle: `A QR code needs ${rows.length} columns here.` };
  const ink = colors < 256 ? INK_OF_8 : INK_OF_256;
  const lines = rows.flatMap((upper, y) => {
    if (y % 2 === 1) return [];
    const lower = rows[y + 1];
    const line = upper.map((isDark, x) => halves(isDark, lower?.[x] ?? false)).join('');
    return [`${ink}${line}${RESET}`];
  });
  return { lines };
}

function halves(upper: boolean, lower: boolean): string {
  if (upper) return lower ? '█' : '▀';
  return lower ? '▄' : ' ';
}
