/**
 * Splits what comes into lines, and never holds more than one; looks at one before it is JSON.
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

/** How deep brackets are nested, counted before anything descends into them. */
export function levelsOf(json: string): number {
  let [level, deepest, isText] = [0, 0, false];
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at]!;
    if (isText) {
      if (character === '\\') at += 1;
      else isText = character !== '"';
    } else if (character === '"') isText = true;
    else if (character === '[' || character === '{') deepest = Math.max(deepest, (level += 1));
    else if (character === ']' || character === '}') level -= 1;
  }
  return deepest;
}
