/**
 * What is to be said of each answer.
 *
 * @module
 */
import { isRight } from './case.ts';
import type { Case } from './case.ts';
import { isDeclared, UsageError } from './config.ts';
import type { Config } from './config.ts';
import type { Reply } from './program.ts';

/**
 * - `passed`, `failed`: right, wrong
 * - `known`: wrong, as the config said
 * - `fixed`: right, though the config says that it fails: its entry has to go
 * - `skipped`: not claimed, not answered
 * - `refused`: claimed, not answered
 */
export type VerdictKind = 'passed' | 'failed' | 'known' | 'fixed' | 'skipped' | 'refused';

export interface Verdict {
  readonly kind: VerdictKind;
  readonly case: Case;
  readonly reply: Reply;
}

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

/** Judges one answer. */
export function judge(asked: Case, reply: Reply, config: Config): Verdict {
  return { kind: kindOf(asked, reply, config), case: asked, reply };
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
