/**
 * What is to be said of each answer.
 *
 * @module
 */
import { isRight } from './case.ts';
import type { Answer, Case, Json, JsonObject } from './case.ts';
import { isDeclared, UsageError } from './config.ts';
import type { Config } from './config.ts';
import type { Reply } from './program.ts';
import { shortened } from './safe-text.ts';

/**
 * - `passed`, `failed`: right, wrong
 * - `known`: wrong, as the config said
 * - `fixed`: right, though the config says that it fails: its entry has to go
 * - `skipped`: not claimed, not answered
 * - `refused`: claimed or listed as known to fail, not answered
 */
export type VerdictKind = 'passed' | 'failed' | 'known' | 'fixed' | 'skipped' | 'refused';

export interface Verdict {
  readonly kind: VerdictKind;
  readonly case: Case;
  /** Of a failing one, shortened. */
  readonly reply?: Reply;
}

/** A longer text or value says nothing that its ends do not. */
const MAX_KEPT_CHARACTERS = 2000;
/** Of an answer that ought to have been an error, or that has not what was asked for. */
const MAX_KEPT_MEMBERS = 20;

export const FAILING: ReadonlySet<VerdictKind> = new Set(['failed', 'fixed', 'refused']);

/** @throws {@link UsageError} where the config speaks of what does not exist. */
export function requireMeaningful(config: Config, cases: readonly Case[]): void {
  const ids = new Set(cases.map(({ id }) => id));
  const ops = [...new Set(cases.map(({ op }) => op))];
  for (const id of config.knownFailing.keys()) {
    // Random cases depend on the seed; whether it is fixed is for whoever lists them.
    if (!ids.has(id) && !id.startsWith('random/')) {
      throw new UsageError(`"knownFailing" lists ${id}, which is no case.`);
    }
  }
  for (const capability of config.capabilities) {
    if (!ops.some((op) => isDeclared(op, [capability]))) {
      throw new UsageError(`"capabilities" lists ${capability}, which is no operation.`);
    }
  }
}

/** Judges one answer. What is kept of it is small: a line may have 4 MiB, and there are thousands. */
export function judge(asked: Case, reply: Reply, config: Config): Verdict {
  const kind = kindOf(asked, reply, config);
  if (!FAILING.has(kind)) return { kind, case: asked };
  // Written out and read again: a slice of a text would hold on to the whole of it.
  const copy = JSON.parse(JSON.stringify(excerpt(reply, asked.expected))) as Reply;
  return { kind, case: asked, reply: copy };
}

function excerpt(reply: Reply, expected: Answer): Reply {
  if ('skip' in reply) return { skip: brief(reply.skip) };
  if ('error' in reply) return { error: brief(reply.error) };
  const wanted = 'out' in expected ? Object.keys(expected.out) : [];
  const isNamedRight = wanted.length > 0 && wanted.every((name) => Object.hasOwn(reply.out, name));
  // A member under another name is what there is to see where one is missing.
  const names = isNamedRight ? wanted : Object.keys(reply.out).slice(0, MAX_KEPT_MEMBERS);
  const members = names.map((name) => [brief(name), briefValue(reply.out[name])]);
  return { out: Object.fromEntries(members) as JsonObject };
}

/** A long list or object becomes a text. */
function briefValue(value: Json | undefined): Json | undefined {
  if (typeof value === 'string') return brief(value);
  const json = JSON.stringify(value) as string | undefined;
  return json === undefined || json.length <= MAX_KEPT_CHARACTERS ? value : brief(json);
}

function brief(text: string): string {
  return shortened(text, MAX_KEPT_CHARACTERS);
}

function kindOf(asked: Case, reply: Reply, config: Config): VerdictKind {
  const isKnown = config.knownFailing.has(asked.id);
  if ('skip' in reply) {
    if (isDeclared(asked.op, config.capabilities)) return 'refused';
    return isKnown ? 'refused' : 'skipped';
  }
  if (isRight(reply, asked.expected)) return isKnown ? 'fixed' : 'passed';
  return isKnown ? 'known' : 'failed';
}
