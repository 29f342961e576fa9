/**
 * A step that waits for an answer, and takes exactly one.
 *
 * @module
 */
import { ArgumentError, requireOnly } from '@countersign/contract';
import type {
  AnswerOptions,
  AnyChallengeHandler,
  FlowState,
  FlowStep,
  Reply,
  ServiceError,
} from '@countersign/contract';

/** What a step shows, and how its answer is turned into something to do and then done. */
export interface Answerable<Handler extends AnyChallengeHandler> {
  readonly kind: 'challenge' | 'retry';
  readonly name: string;
  readonly prompt: unknown;
  readonly state: FlowState;
  /** What the service said to the answer before; goes with `retry`. */
  readonly error?: ServiceError;
  /** Nothing is sent yet: if it throws, the step stays good. */
  reply(answer: unknown, signal: AbortSignal | undefined): Promise<Reply>;
  carryOut(reply: Reply, signal: AbortSignal | undefined): Promise<FlowStep<Handler>>;
  /** After `carryOut` threw: has something gone out, or may it have? If not, the step stays good. */
  isSpent(): boolean;
}

export function answerableStep<Handler extends AnyChallengeHandler>(
  from: Answerable<Handler>,
): FlowStep<Handler> {
  const { kind, name, prompt, state, error } = from;
  let taken = false;

  async function answer(given: unknown, options: AnswerOptions = {}): Promise<FlowStep<Handler>> {
    if (taken) {
      throw new ArgumentError(
        'answer',
        'already-answered',
        'This step has been answered. Use the step that the answer returned.',
      );
    }
    requireOnly(options, ['signal'], 'options.');
    options.signal?.throwIfAborted();
    taken = true;
    const reply = await from.reply(given, options.signal).catch((thrown: unknown) => {
      taken = false;
      throw thrown;
    });
    return from.carryOut(reply, options.signal).catch((thrown: unknown) => {
      taken = from.isSpent();
      throw thrown;
    });
  }

  const step = { kind, name, prompt, state, answer, ...(error && { error }) };
  // The one place where a handler's own types meet the flow's, which knows no challenge by name.
  return step as unknown as FlowStep<Handler>;
}
