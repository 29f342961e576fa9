/**
 * Challenges in which the client speaks first: as a flow opens, or as an answer chooses one of them.
 *
 * @module
 */
import { poolNameOf, requireBoundedText } from '@countersign/contract';
import type {
  AnyChallengeHandler,
  Known,
  Opening,
  Reply,
  ReplyContext,
} from '@countersign/contract';
import type { Run } from './options.ts';

const PASSWORD_MAX_LENGTH = 256;

/** What the handler of a challenge begins with; undefined where there is none, or it waits to be asked. */
export async function beginChallenge(
  run: Run<AnyChallengeHandler>,
  challenge: string | undefined,
  known: Known,
): Promise<Opening | undefined> {
  const handler = challenge === undefined ? undefined : run.handlers.get(challenge);
  const { random } = run;
  return handler?.begin?.({ poolName: poolNameOf(run.userPoolId), random, known });
}

/**
 * A reply, together with what the challenge that it opens begins with.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT` when that challenge cannot begin; nothing is sent.
 */
export async function withOpenedChallenge(
  run: Run<AnyChallengeHandler>,
  reply: Reply,
  context: ReplyContext,
): Promise<Reply> {
  if (reply.kind !== 'respond' || reply.opens === undefined) return reply;
  const { challenge, password } = reply.opens;
  if (password !== undefined) requireBoundedText('password', password, PASSWORD_MAX_LENGTH);
  const known = { ...context.known, ...(password !== undefined && { password }) };
  const opening = await beginChallenge(run, challenge, known);
  const { parameters, ephemeral = reply.ephemeral } = opening ?? {};
  return {
    ...reply,
    responses: { ...parameters, ...reply.responses },
    ...(ephemeral && { ephemeral }),
  };
}
