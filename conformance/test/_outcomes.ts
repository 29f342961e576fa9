/**
 * Which answer had which outcome: what a sign-in did to a challenge, seen on the wire and in the step
 * that came of it.
 *
 * @module
 */
import type { CognitoReply, CognitoCall, FlowStep } from '@countersign/contract';

/** Before any challenge. */
export const OPENING = '(opening)';

/** The columns of the table, in its order. */
export const OUTCOMES = [
  'signed in',
  'next challenge',
  'next stage',
  'retry',
  'healed',
  'restart',
  'refused',
  'not sent',
] as const;
export type Outcome = (typeof OUTCOMES)[number];
/** One of the table's. */
export type Cell = readonly [flow: string, challenge: string, outcome: Outcome];
/** Told what became of an answer. */
export type Reached = (...cell: Cell) => void;

/** Told what happens, it tells `found` the outcomes. */
export interface Recorder {
  /** A person answers this challenge. */
  answers(challenge: string): void;
  /** That answer could not be right, and stayed here. */
  refusedHere(): void;
  call(call: CognitoCall): void;
  reply(reply: CognitoReply): void;
  /** What came of it; handed back. */
  step(step: FlowStep): FlowStep;
}

export function createRecorder(found: (challenge: string, outcome: Outcome) => void): Recorder {
  let challenge = OPENING;
  let isOpen = false;
  let wasRefused = false;

  function end(outcome: Outcome): void {
    isOpen = false;
    found(challenge, outcome);
  }

  return {
    answers(name) {
      challenge = name;
      isOpen = true;
      wasRefused = false;
    },
    refusedHere: () => end('not sent'),
    call({ operation, input }) {
      // Whoever goes on by itself after a refusal has healed what was refused.
      if (isOpen && wasRefused) end('healed');
      wasRefused = false;
      const name = input['ChallengeName'];
      if (operation === 'InitiateAuth') challenge = OPENING;
      else if (typeof name === 'string') challenge = name;
      isOpen = true;
    },
    reply(reply) {
      wasRefused = reply.kind === 'refusal';
      if (reply.kind === 'refusal') return;
      if (reply.output['AuthenticationResult'] !== undefined) end('signed in');
      else if (reply.output['ChallengeName'] !== undefined) end('next challenge');
    },
    step(step) {
      wasRefused = false;
      if (!isOpen) return step;
      if (step.kind === 'challenge') end('next stage');
      else if (step.kind === 'retry' || step.kind === 'restart' || step.kind === 'refused') {
        end(step.kind);
      }
      return step;
    },
  };
}
