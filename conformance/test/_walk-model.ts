/**
 * What a walk has to be like, as far as one can know without asking client or pool.
 *
 * @module
 */
import { expect } from 'vitest';
import type { CognitoReply, FlowStep, Transport } from '@countersign/contract';
import { isDeadEnd } from './_walk-answers.ts';
import { FLOWS } from './_walk-plans.ts';
import type { Move, Plan } from './_walk-plans.ts';

/** Failures after which the pool locks a user out. */
const LOCKED_OUT_FROM = 5;

type TriedMove = Extract<Move, { rightly: boolean }>;

export interface Model {
  readonly plan: Plan;
  /** A challenge waits for an answer. */
  isAsked: boolean;
  /** Its session is too old. */
  isExpired: boolean;
  isSignedIn: boolean;
  hasPasskey: boolean;
  /** Since the client last heard of them. */
  areDevicesForgotten: boolean;
  failures: number;
  /** Answers that the service has gone on from. */
  readonly accepted: Set<string>;
}

export function createModel(plan: Plan): Model {
  return {
    plan,
    isAsked: false,
    isExpired: false,
    isSignedIn: false,
    hasPasskey: false,
    areDevicesForgotten: false,
    failures: 0,
    accepted: new Set(),
  };
}

/** What may be done next. */
export function isPossible(move: Move, model: Model): boolean {
  const { plan, isAsked, isExpired, isSignedIn, hasPasskey } = model;
  switch (move.does) {
    case 'sign in':
      return !isAsked && (isSignedIn || typeof FLOWS[move.flow]!.authFlow !== 'function');
    case 'answer':
      return isAsked;
    case 'dawdle':
      return isAsked && !isExpired;
    case 'forget devices':
      return isSignedIn;
    case 'register a passkey':
      return isSignedIn && !hasPasskey && plan.pool.allowedFirstAuthFactors.includes('WEB_AUTHN');
  }
}

/** Holds what came of a move against what may come of it. */
export function learn(model: Model, move: TriedMove, asked: string, step: FlowStep): void {
  const what = `${asked}, answered ${move.rightly ? 'rightly' : 'wrongly'}`;
  expect(outcomesOf(model, move, asked), what).toContain(step.kind);
  if (!move.rightly) model.failures += 1;
  model.isAsked = (step.kind === 'challenge' || step.kind === 'retry') && !isDeadEnd(step);
  model.isExpired = false;
  model.isSignedIn = step.kind === 'signed-in';
  if (model.isSignedIn) model.areDevicesForgotten = false;
}

function outcomesOf(model: Model, move: TriedMove, asked: string): readonly string[] {
  const { does, rightly } = move;
  if (model.isExpired) return ['restart'];
  // The pool's triggers are told of a wrong answer, and ask again.
  if (!rightly && asked === 'CUSTOM_CHALLENGE') return ['challenge', 'refused'];
  if (!rightly) return does === 'sign in' ? ['refused'] : ['retry', 'refused'];
  const { confirmed } = model.plan.user;
  return [
    'challenge',
    confirmed ? 'signed-in' : 'refused',
    ...(model.failures >= LOCKED_OUT_FROM ? ['refused'] : []),
    ...(model.areDevicesForgotten ? ['restart'] : []),
    ...(does === 'sign in' && FLOWS[move.flow]!.aims ? ['refused'] : []),
  ];
}

/** Fails where an answer is sent that the service has gone on from already. */
export function sendingOnce({ accepted }: Model, transport: Transport): Transport {
  return async (call): Promise<CognitoReply> => {
    if (call.operation !== 'RespondToAuthChallenge') return transport(call);
    const { ChallengeName, Session, ChallengeResponses } = call.input;
    const answer = JSON.stringify([ChallengeName, Session, ChallengeResponses]);
    expect(accepted.has(answer), `sent again: ${answer}`).toBe(false);
    const reply = await transport(call);
    if (reply.kind === 'success') accepted.add(answer);
    return reply;
  };
}
