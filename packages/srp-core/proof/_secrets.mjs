/** The secrets that traces and timings are compared over: the shapes that leak, and random ones. */
import { createHash } from 'node:crypto';

/** The same bytes for the same label, in every run. */
export function bytesFor(label, length) {
  const bytes = new Uint8Array(length);
  for (let offset = 0; offset < length; offset += 32) {
    const block = createHash('sha256').update(`${label} ${offset}`).digest();
    bytes.set(block.subarray(0, length - offset), offset);
  }
  return bytes;
}

/**
 * Secrets of one length with the shapes that variable-time arithmetic tells apart.
 *
 * @returns {{ name: string, input: Uint8Array }[]}
 */
export function shapedSecrets(length) {
  const zero = new Uint8Array(length);
  const shapes = [
    { name: '0', input: zero },
    { name: '1', input: zero.with(length - 1, 1) },
    { name: 'top bit alone', input: zero.with(0, 0x80) },
    { name: 'all ones', input: zero.slice().fill(0xff) },
    { name: 'low weight', input: zero.with(length >> 1, 0x10).with(length - 1, 1) },
    {
      name: 'high weight',
      input: zero
        .slice()
        .fill(0xff)
        .with(length >> 1, 0xef),
    },
    { name: 'alternating bits', input: zero.slice().fill(0xaa) },
    { name: 'one nibble throughout', input: zero.slice().fill(0x11) },
  ];
  for (let zeros = 0; zeros <= Math.min(16, length - 1); zeros += 1) {
    const input = bytesFor(`leading zeros ${zeros}`, length).fill(0, 0, zeros);
    input[zeros] |= 1;
    shapes.push({ name: `${zeros} leading zero bytes`, input });
  }
  return shapes;
}

/** The shaped ones, and random ones up to `count`. */
export function secrets(count, length) {
  const shapes = shapedSecrets(length);
  const random = Array.from({ length: Math.max(0, count - shapes.length) }, (_, index) => ({
    name: `random ${index}`,
    input: bytesFor(`random ${index}`, length),
  }));
  return [...shapes, ...random].slice(0, count);
}
