/**
 * Random walks: our client through a pool of random making, with right and wrong answers. Whatever
 * comes, a walk ends signed in or at a typed stop; it never crashes, never runs for ever, never sends
 * an answer again that was accepted, and comes to nothing that the model does not know.
 *
 * A walk that fails is made smaller, and the message says how to walk it again.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allChallengeHandlers } from '@countersign/challenge-handlers/all';
import type { Transport } from '@countersign/contract';
import type { Outcome, Reached } from './_outcomes.ts';
import { MOST_MOVES, moves, plans } from './_walk-plans.ts';
import { commandOf, walk } from './_walk.ts';

const WALKS = process.env['COUNTERSIGN_FULL'] === '1' ? 20_000 : 1000;
const REPLAY = 'COUNTERSIGN_REPLAY';

/** Where a walk is found again. */
interface Replay {
  readonly seed: number;
  readonly path: string;
  readonly replayPath: string;
}

const replay = process.env[REPLAY];
if (replay === undefined) {
  test(`${WALKS} walks end where a walk may end, and reach every challenge`, walkAll, WALKS * 1000);
} else {
  test('the walk ends where a walk may end', () => assertWalks(() => {}, JSON.parse(replay)));
}

async function walkAll(): Promise<void> {
  // So that walks that go nowhere cannot pass for ones that do.
  const asked = new Set<string>();
  const times = new Map<Outcome, number>();
  await assertWalks((_flow, challenge, outcome) => {
    asked.add(challenge);
    times.set(outcome, (times.get(outcome) ?? 0) + 1);
  });
  const unasked = allChallengeHandlers.map(({ name }) => name).filter((name) => !asked.has(name));
  // The first is no challenge but a flow's old name; the others go with the choice of them.
  expect(unasked).toEqual(['ADMIN_NO_SRP_AUTH', 'PASSWORD', 'PASSWORD_SRP']);
  for (const end of ['signed in', 'refused', 'restart'] as const) {
    expect(times.get(end) ?? 0, end).toBeGreaterThan(WALKS / 100);
  }
}

test('an answer that is sent again is found, made small, and found again', async () => {
  const failure = await failureOf(assertWalks(() => {}, {}, sendingTwice));
  expect(String(failure.cause)).toContain('sent again');
  const [, found] = new RegExp(`${REPLAY}='(.+)' npm test`).exec(failure.message)!;
  const again = await failureOf(assertWalks(() => {}, JSON.parse(found!), sendingTwice));
  const walkOf = ({ message }: Error): string | undefined =>
    // How it was found is not the same a second time.
    /^Counterexample.*?(?= \/\*replayPath|$)/m.exec(message)?.[0];
  expect(walkOf(again)).toBe(walkOf(failure));
  // One sign-in is all it takes.
  expect(failure.message.match(/"does":"sign in"/g)).toHaveLength(1);
});

async function assertWalks(
  reached: Reached,
  { seed, path, replayPath }: Partial<Replay> = {},
  fault?: (transport: Transport) => Transport,
): Promise<void> {
  const commands = fc.commands([moves.map((move) => commandOf(move))], {
    size: 'max',
    maxCommands: MOST_MOVES,
    ...(replayPath !== undefined && { replayPath }),
  });
  const ends = fc.asyncProperty(plans, commands, (plan, way) => walk(plan, way, reached, fault));
  const details = await fc.check(ends, {
    numRuns: WALKS,
    ...(seed !== undefined && { seed }),
    ...(path !== undefined && { path, endOnFailure: true }),
  });
  if (!details.failed) return;
  const report = (await fc.asyncDefaultReportMessage(details)) ?? '';
  const { seed: foundWith, counterexamplePath } = details;
  const commandsPath = /replayPath="(.+?)"/.exec(report)?.[1];
  const where = { seed: foundWith, path: counterexamplePath, replayPath: commandsPath };
  const again = `${REPLAY}='${JSON.stringify(where)}' npm test -- conformance/test/walks`;
  throw new Error(`${report}\n\nTo walk it again:\n${again}`, { cause: details.errorInstance });
}

function sendingTwice(transport: Transport): Transport {
  return async (call) => {
    const reply = await transport(call);
    const isAccepted = call.operation === 'RespondToAuthChallenge' && reply.kind === 'success';
    return isAccepted ? transport(call) : reply;
  };
}

async function failureOf(work: Promise<void>): Promise<Error> {
  return work.then(
    () => expect.unreachable('It was to fail, and did not.'),
    (error: Error) => error,
  );
}
