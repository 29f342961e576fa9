/**
 * Cases about challenges: what is read of one, and what goes out for an answer.
 *
 * @module
 */
import { expand } from '../suite/longhand.ts';
import { explain } from './case.ts';
import type { Case, JsonObject, Notes } from './case.ts';
import { listVectors, readVectors } from './vector-files.ts';

interface Envelope {
  readonly challenge: string;
  readonly notes: Notes;
  readonly base: {
    readonly parameters: JsonObject;
    readonly available?: readonly string[];
    readonly context?: {
      readonly poolName?: string;
      readonly nowMs?: number;
      readonly randomHex?: string;
    };
  };
  readonly tests: readonly {
    readonly tcId: number;
    readonly comment: string;
    readonly flags: readonly string[];
    readonly change?: JsonObject;
    readonly available?: readonly string[];
    readonly stage?: string;
    readonly outputs?: JsonObject;
    readonly answer?: JsonObject;
    readonly prompt?: JsonObject;
    readonly reply?: JsonObject;
    readonly error?: { readonly code: string };
  }[];
}

const SECRET_DIGITS = 64;

/** From the envelopes in `challenges/`. */
export function challengeCases(): readonly Case[] {
  return listVectors('challenges').flatMap((path) => {
    const name = path.replace('.json', '');
    const envelope = readVectors(path) as Envelope;
    return envelope.tests.map((vector) => caseOf(name, envelope, vector));
  });
}

function caseOf(name: string, envelope: Envelope, vector: Envelope['tests'][number]): Case {
  const { challenge, notes, base } = envelope;
  const { tcId, comment, flags, change, stage, outputs, error } = vector;
  const answer = vector.answer && (expand(vector.answer) as JsonObject);
  const operation = answer === undefined ? 'read' : 'reply';
  const { poolName = 'AbCdEf123', nowMs = 0, randomHex = '0102030405060708' } = base.context ?? {};
  const secretA = randomHex.repeat(SECRET_DIGITS).slice(0, SECRET_DIGITS);
  return {
    id: `${name}/${operation}#${tcId}`,
    op: `challenge.${operation}`,
    in: {
      challenge,
      parameters: changed(base.parameters, change),
      available: vector.available ?? base.available ?? [],
      ...(stage !== undefined && { stage }),
      ...(outputs !== undefined && { outputs }),
      ...(answer !== undefined && { answer, context: { poolName, nowMs, secretA } }),
    },
    expected:
      error === undefined
        ? { out: answer === undefined ? { prompt: vector.prompt } : { reply: vector.reply } }
        : { error: error.code },
    comment,
    notes: explain(flags, notes),
  };
}

/** The parameters of a vector: those of the envelope, but for what it changes or leaves out. */
function changed(parameters: JsonObject, change: JsonObject = {}): JsonObject {
  const entries = Object.entries({ ...parameters, ...change });
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}
