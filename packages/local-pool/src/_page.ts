/**
 * Lists in pages.
 *
 * @module
 */
import { invalidParameter } from './_service-fault.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** `undefined` on the last page. */
  readonly nextToken: string | undefined;
}

export const LARGEST_PAGE = 60;

const TOKEN = /^P(\d{1,9})$/;

/** @param token - UNTRUSTED: where the last page ended. */
export function takePage<Item>(
  items: readonly Item[],
  size: number,
  token: string | undefined,
): Page<Item> {
  const start = token === undefined ? 0 : Number(TOKEN.exec(token)?.[1]);
  if (Number.isNaN(start)) throw invalidParameter('Invalid pagination token.');
  const end = start + size;
  return {
    items: items.slice(start, end),
    nextToken: end < items.length ? `P${end}` : undefined,
  };
}
