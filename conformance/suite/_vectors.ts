/**
 * What every vector file has, whatever it is about.
 *
 * @module
 */
import { bytesFromHex } from './_bytes.ts';

/** One test of a vector file. */
export interface Vector {
  readonly tcId: number;
  readonly comment: string;
  readonly result: string;
  /** Of an invalid one: how a client says no, or with which exception a service does. */
  readonly error?: Readonly<Record<string, string>>;
}

/** The tests of a file's groups of one type. */
export function testsOf(
  file: { readonly groups: readonly { readonly type: string; readonly tests: unknown }[] },
  type: string,
): readonly unknown[] {
  const groups = file.groups.filter((group) => group.type === type);
  return groups.flatMap(({ tests }) => tests as readonly unknown[]);
}

/** How a service answers: the exception, or `null` where it accepts. */
export function serviceOf({ error }: Vector): string | null {
  return error?.['service'] ?? null;
}

/** A vector's integer, as implementations are given it: lower-case hex without leading zeros. */
export function integer(hex: string): string {
  return hex.toLowerCase().replace(/^0+(?=.)/, '');
}

/** Bytes in hex as base64. */
export function base64FromHex(hex: string): string {
  return btoa(String.fromCharCode(...bytesFromHex(hex)));
}
