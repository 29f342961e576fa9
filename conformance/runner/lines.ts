/**
 * Splits what comes into lines, and never holds more than one.
 *
 * @module
 */

/** @returns takes what comes. After a line that is too long it takes no more. */
export function createLineReader(
  onLine: (line: string) => void,
  maxBytes: number,
  onTooLong: () => void,
): (chunk: Buffer) => void {
  let pieces: Buffer[] = [];
  let length = 0;
  let isStopped = false;
  return (chunk) => {
    let rest = chunk;
    while (!isStopped && rest.length > 0) {
      const end = rest.indexOf('\n');
      const piece = end < 0 ? rest : rest.subarray(0, end);
      pieces.push(piece);
      length += piece.length;
      if (length > maxBytes) {
        isStopped = true;
        pieces = [];
        onTooLong();
        return;
      }
      if (end < 0) return;
      const line = Buffer.concat(pieces).toString('utf8').replace(/\r$/, '');
      pieces = [];
      length = 0;
      rest = rest.subarray(end + 1);
      if (line !== '') onLine(line);
    }
  };
}
