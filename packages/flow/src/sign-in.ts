/**
 * The two ways into a sign-in: from the beginning, and from a state that was put away.
 *
 * @module
 */
import { ArgumentError, nextTask } from '@countersign/contract';
import type { AnyChallengeHandler, FlowStep } from '@countersign/contract';
import { advance, open } from './_advance.ts';
import { prepareResume, prepareSignIn } from './options.ts';
import type { ResumeOptions, SignInOptions } from './options.ts';
import { parseFlowState } from './state.ts';

/**
 * Starts a sign-in and goes on until there are tokens, or until somebody has to be asked.
 *
 * What the service answers is a step; see `FlowStep` for the kinds.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT` before anything is sent.
 * @throws `ProtocolError` `ERR_PROTOCOL` when the service sends what it must not.
 * @throws `TransportError` `ERR_TRANSPORT` when there is no usable answer.
 * Rejects with `signal.reason` when aborted.
 */
export async function signIn<Handler extends AnyChallengeHandler>(
  options: SignInOptions<Handler>,
): Promise<FlowStep<Handler>> {
  // At once: what the caller does to the options after this call is not meant for it.
  const run = prepareSignIn(options);
  const { signal } = options;
  // Whatever the caller did until here, such as to load this module, is a task of its own.
  await nextTask();
  return open(run, { withDevice: true, signal });
}

/**
 * Goes on with a sign-in from `step.state`, in this process or another, over this transport or
 * another. A challenge that only the first process could answer becomes a `restart` step.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT` when the state is damaged or of another client.
 * @throws `UnsupportedError` `ERR_UNSUPPORTED` when a newer build wrote the state.
 * Rejects with `signal.reason` when aborted.
 */
export async function resumeSignIn<Handler extends AnyChallengeHandler>(
  options: ResumeOptions<Handler>,
): Promise<FlowStep<Handler>> {
  const run = prepareResume(options);
  const state = parseFlowState(options.state);
  if (state.userPoolId !== run.userPoolId || state.clientId !== run.clientId) {
    throw new ArgumentError(
      'state',
      'state-mismatch',
      'This state belongs to another user pool or app client: resume it with the same `client`.',
    );
  }
  options.signal?.throwIfAborted();
  return advance(run, { state, automaticHops: 0, resumed: true }, options.signal);
}
