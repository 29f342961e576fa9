/**
 * Cases from `transport.json`: what is read of one answer, and where an endpoint leads. No line shows what
 * hangs on connections and clocks, its exchanges, nor what becomes of the prototypes of a program's objects.
 *
 * @module
 */
import { bodyBytes } from '../suite/longhand.ts';
import { explain } from './case.ts';
import type { Answer, Case, JsonObject } from './case.ts';
import { readVectors } from './vector-files.ts';
import type { GroupedFile } from './vector-files.ts';

interface Vector extends JsonObject {
  readonly tcId: number;
  readonly comment: string;
  readonly flags: readonly string[];
  readonly error?: { readonly code: string };
}
interface AnswerVector extends Vector {
  /** A text, or parts of one. */
  readonly body?: string | readonly JsonObject[];
  readonly bodyHex?: string;
  readonly output?: JsonObject;
}

/** Of both kinds. */
export function transportCases(): readonly Case[] {
  const { notes, groups } = readVectors('transport.json') as GroupedFile<Vector>;
  const testsOf = (wanted: string): readonly Vector[] =>
    groups
      .filter(({ type }) => type === wanted)
      .flatMap(({ tests }) => tests)
      .filter(({ flags }) => !flags.includes('Prototype'));
  const caseOf = (vector: Vector, op: string, input: JsonObject, out: JsonObject): Case => {
    const { tcId, comment, flags, error } = vector;
    const expected: Answer = error === undefined ? { out } : { error: error.code };
    const id = `transport/${op.slice('transport.'.length)}#${tcId}`;
    return { id, op, in: input, expected, comment, notes: explain(flags, notes) };
  };
  const reads = (testsOf('Answer') as readonly AnswerVector[]).map((vector) => {
    const { operation, status, headers, output = {} } = vector;
    const input = { operation, status, headers, body: base64(vector) };
    return caseOf(vector, 'transport.read', input, output);
  });
  const urls = testsOf('Endpoint').map((vector) =>
    caseOf(vector, 'transport.url', { endpoint: vector['endpoint'] }, { url: vector['url'] }),
  );
  return [...reads, ...urls];
}

function base64(vector: AnswerVector): string {
  return Buffer.from(bodyBytes(vector)).toString('base64');
}
