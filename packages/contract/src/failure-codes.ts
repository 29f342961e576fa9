/**
 * What may be said of somebody else's error: its codes. Runtimes, SDKs and callers' own fetches put what
 * they sent or received into message, members and cause (Node's parser error carries the raw answer).
 *
 * @module
 */

const CODE = /^[A-Za-z][A-Za-z0-9_]{1,63}$/;
const CAUSES_MAX = 4;

/**
 * For example `ECONNREFUSED`, which Node puts on the cause, or on the first of its errors.
 *
 * @param error - whatever was thrown. SECRET.
 */
export function failureCodesOf(error: unknown): readonly string[] {
  const codes: string[] = [];
  let current = error;
  for (let depth = 0; depth < CAUSES_MAX && isErrorLike(current); depth += 1) {
    const { code, cause, errors } = current;
    if (typeof code === 'string' && CODE.test(code)) codes.push(code);
    current = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
  return codes;
}

function isErrorLike(
  value: unknown,
): value is { readonly code?: unknown; readonly cause?: unknown; readonly errors?: unknown } {
  return typeof value === 'object' && value !== null;
}
