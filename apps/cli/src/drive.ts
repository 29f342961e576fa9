/**
 * Takes a sign-in from step to step for as long as there are answers, given ahead or typed.
 *
 * @module
 */
import { ArgumentError, FIRST_STAGE, isFlowError, ServiceError } from '@countersign/contract';
import type { FlowState, FlowStep, Restart, SignedIn } from '@countersign/contract';
import { findChallenge, whyNot } from './challenges/index.ts';
import type {
  AnswerContext,
  AnyTerminalChallenge,
  Extras,
} from './challenges/terminal-challenge.ts';
import type { Prompter } from './io.ts';
import type { Keepsakes } from './keepsakes.ts';
import type { GivenAnswers } from './pairs.ts';
import type { Secrets } from './secrets.ts';

/** The sign-in waits for an answer that nobody here can give. */
export interface Waiting {
  readonly kind: 'waiting';
  readonly name: string;
  /** The handler's prompt, or `{ parameters, available }` as received where there is no handler. */
  readonly prompt: unknown;
  /** SECRET. */
  readonly state: FlowState;
  /** What to do about it, in a sentence. UNTRUSTED text inside. */
  readonly advice: string;
}

export type Outcome = SignedIn | Waiting;

/** Where answers come from, and where what they uncover goes. */
export interface Sources {
  readonly answers: GivenAnswers;
  readonly extras: Extras;
  readonly prompter: Prompter | undefined;
  readonly secrets: Secrets;
  readonly keepsakes: Keepsakes;
  readonly signal: AbortSignal;
}

type Answerable = Extract<FlowStep, { kind: 'challenge' | 'retry' }>;

/** A step, and what this program knows of its challenge. */
interface Asked {
  readonly step: Answerable;
  readonly challenge: AnyTerminalChallenge;
  readonly context: AnswerContext;
}

// A human who was refused this often in a row is better served by reading the pool's policy.
const MAX_ASKS = 5;

/** @throws `ServiceError` when the service refuses and no other answer is there to be tried. */
export async function drive(first: FlowStep, sources: Sources): Promise<Outcome> {
  let step = first;
  let asksLeft = MAX_ASKS;
  let reported = 0;
  /** Given ahead, and used at the stage before. SECRET. */
  let text: string | undefined;
  let wasTyped = false;
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
        if (step.state.challenge.stage === FIRST_STAGE) text = undefined;
        break;
      case 'retry':
        asksLeft -= 1;
        text = undefined;
        break;
    }
    const asked = askedIn(step, wasTyped, sources);
    const given = asked && answerAhead(asked, text, sources.answers);
    const next: FlowStep | undefined =
      asked && (await (given ? sendAhead(asked, given, sources) : ask(asked, asksLeft, sources)));
    if (next === undefined) {
      if (step.kind === 'retry') throw step.error;
      return waiting(step, step.prompt);
    }
    text = given?.text;
    wasTyped = given === undefined;
    step = next;
  }
}

/** @param wasTyped - the answer before this step. */
function askedIn(
  step: Answerable,
  wasTyped: boolean,
  { extras, secrets }: Sources,
): Asked | undefined {
  const { userPoolId, typedUsername: username, session } = step.state;
  secrets.add(session ?? '');
  const challenge = findChallenge(step.name);
  if (challenge === undefined) return undefined;
  secrets.add(challenge.keepsake?.(step.prompt)?.text ?? '');
  const isAgain = step.kind === 'retry' && wasTyped;
  return { step, challenge, context: { ...extras, userPoolId, username, isAgain } };
}

/** An answer that was given ahead, and the text it was. SECRET. */
interface Ahead {
  readonly text: string;
  readonly answer: unknown;
}

/** @param before - the text that answered the stage before of the same challenge. */
function answerAhead(
  { step, challenge, context }: Asked,
  before: string | undefined,
  answers: GivenAnswers,
): Ahead | undefined {
  let text = before ?? answers.take(step.name);
  while (text !== undefined) {
    const answer = challenge.fromText(text, step.prompt, context);
    if (answer !== undefined) return { text, answer };
    text = answers.take(step.name);
  }
  return undefined;
}

async function sendAhead(
  { step, challenge }: Asked,
  { answer }: Ahead,
  { keepsakes, signal }: Sources,
): Promise<FlowStep> {
  const keepsake = challenge.keepsake?.(step.prompt);
  try {
    const next = await step.answer(answer, { signal });
    if (keepsake !== undefined && next.kind !== 'retry') keepsakes.add(keepsake);
    return next;
  } catch (error) {
    // Unless nothing was sent, it may be good from now on, whatever went wrong after.
    if (keepsake !== undefined && !isArgumentError(error)) keepsakes.add(keepsake);
    throw error;
  }
}

async function ask(
  { step, challenge, context }: Asked,
  asksLeft: number,
  { prompter, signal }: Sources,
): Promise<FlowStep | undefined> {
  if (prompter === undefined) return undefined;
  if (step.kind === 'retry' && asksLeft > 0) prompter.warn(step.error.message);
  for (let left = asksLeft; left > 0; left -= 1) {
    const isAgain = context.isAgain || left < asksLeft;
    const typed = await challenge.ask(step.prompt, prompter, { ...context, isAgain });
    try {
      return await step.answer(typed, { signal });
    } catch (error) {
      // It cannot be right, and nothing was sent: the step still takes an answer.
      if (!isArgumentError(error) || left === 1) throw error;
      prompter.warn(error.message);
    }
  }
  return undefined;
}

function waiting(
  step: Exclude<FlowStep, SignedIn | Restart | { kind: 'refused' }>,
  prompt: unknown,
): Waiting {
  const { name, state } = step;
  return { kind: 'waiting', name, prompt, state, advice: adviceOn(name, prompt) };
}

function adviceOn(name: string, prompt: unknown): string {
  const challenge = findChallenge(name);
  if (challenge === undefined) return whyNot(name);
  const usual = `Pass --answer ${name}=VALUE, or a line ${name}=VALUE with --answer-stdin.`;
  return challenge.advice?.(prompt) ?? usual;
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

function isArgumentError(error: unknown): error is ArgumentError {
  return isFlowError(error) && error.code === 'ERR_ARGUMENT';
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
