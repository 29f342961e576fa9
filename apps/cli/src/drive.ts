/**
 * Takes a sign-in from step to step for as long as there are answers, given ahead or typed.
 *
 * @module
 */
import { ArgumentError, isFlowError, ServiceError } from '@countersign/contract';
import type { FlowState, FlowStep, Restart, SignedIn } from '@countersign/contract';
import { findChallenge } from './challenges/index.ts';
import type { AnyTerminalChallenge, Extras } from './challenges/terminal-challenge.ts';
import type { Prompter } from './io.ts';
import type { GivenAnswers } from './pairs.ts';

/** The sign-in waits for an answer that nobody here can give. */
export interface Waiting {
  readonly kind: 'waiting';
  readonly name: string;
  /** The handler's prompt, or `{ parameters, available }` as received where there is no handler. */
  readonly prompt: unknown;
  /** SECRET. */
  readonly state: FlowState;
  /** Whether `--answer` can name this challenge. */
  readonly isAnswerable: boolean;
}

export type Outcome = SignedIn | Waiting;

/** Where answers come from. */
export interface Sources {
  readonly answers: GivenAnswers;
  readonly extras: Extras;
  readonly prompter: Prompter | undefined;
  readonly signal: AbortSignal;
}

/** What one round of questions needs. */
interface Asking {
  readonly extras: Extras;
  readonly prompter: Prompter;
  readonly signal: AbortSignal;
  readonly asksLeft: number;
}

type Answerable = Extract<FlowStep, { kind: 'challenge' | 'retry' }>;

// A human who was refused this often in a row is better served by reading the pool's policy.
const MAX_ASKS = 5;

/** @throws `ServiceError` when the service refuses and no other answer is there to be tried. */
export async function drive(first: FlowStep, sources: Sources): Promise<Outcome> {
  let step = first;
  let asksLeft = MAX_ASKS;
  let reported = 0;
  for (;;) {
    reported = reportAnswered(step, reported, sources.prompter);
    switch (step.kind) {
      case 'signed-in':
        return step;
      case 'refused':
        throw step.error;
      case 'restart':
        throw restartError(step);
      case 'unsupported':
        return waiting(step, { parameters: step.parameters, available: step.available });
      case 'challenge':
        asksLeft = MAX_ASKS;
        break;
      case 'retry':
        asksLeft -= 1;
        break;
    }
    const next = await answer(step, { ...sources, asksLeft });
    if (next === undefined) {
      if (step.kind === 'retry') throw step.error;
      return waiting(step, step.prompt);
    }
    step = next;
  }
}

/** The step after this one, or `undefined` when there is no answer. */
async function answer(
  step: Answerable,
  sources: Sources & { readonly asksLeft: number },
): Promise<FlowStep | undefined> {
  const { answers, extras, prompter, signal, asksLeft } = sources;
  const challenge = findChallenge(step.name);
  if (challenge === undefined) return undefined;
  const text = answers.take(step.name);
  if (text !== undefined) {
    return step.answer(challenge.fromText(text, step.prompt, extras), { signal });
  }
  if (prompter === undefined || asksLeft === 0) return undefined;
  if (step.kind === 'retry') prompter.warn(step.error.message);
  return ask(step, challenge, { extras, prompter, signal, asksLeft });
}

async function ask(
  step: Answerable,
  challenge: AnyTerminalChallenge,
  { extras, prompter, signal, asksLeft }: Asking,
): Promise<FlowStep | undefined> {
  for (let left = asksLeft; left > 0; left -= 1) {
    const typed = await challenge.ask(step.prompt, prompter, extras);
    try {
      return await step.answer(typed, { signal });
    } catch (error) {
      // It cannot be right, and nothing was sent: the step still takes an answer.
      if (!isFlowError(error) || error.code !== 'ERR_ARGUMENT' || left === 1) throw error;
      prompter.warn(error.message);
    }
  }
  return undefined;
}

function waiting(
  step: Exclude<FlowStep, SignedIn | Restart | { kind: 'refused' }>,
  prompt: unknown,
) {
  const { name, state } = step;
  const isAnswerable = findChallenge(name) !== undefined;
  return { kind: 'waiting', name, prompt, state, isAnswerable } as const;
}

function reportAnswered(step: FlowStep, reported: number, prompter: Prompter | undefined): number {
  const answered = answeredBefore(step);
  for (const name of answered.slice(reported)) prompter?.step(`${name} answered`);
  return Math.max(reported, answered.length);
}

function answeredBefore(step: FlowStep): readonly string[] {
  if (step.kind === 'signed-in') return step.challenges;
  return 'state' in step ? step.state.answered : [];
}

function restartError({ reason, error }: Restart): Error {
  const again = 'Start again with `countersign sign-in`.';
  if (error === undefined) {
    return new ArgumentError(
      'state',
      'state-mismatch',
      `This sign-in cannot go on in another process (${reason}). ${again}`,
    );
  }
  return new ServiceError(error.service, `${error.message} ${again}`.trimStart(), {
    status: error.status,
  });
}
