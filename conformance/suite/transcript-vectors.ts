/**
 * `vectors/transcripts.json`: a client is driven through whole sign-ins, and refreshes. It sends what the vector says,
 * member by member, is given what the vector has, and ends as the vector does.
 *
 * @module
 */
import transcripts from '@countersign/conformance-vectors/transcripts.json' with { type: 'json' };
import { expectEqual } from './_check.ts';
import { expectBody } from './_transcript-match.ts';
import type { MatchContext, ProofSecrets } from './_transcript-match.ts';
import type { Vector } from './_vectors.ts';
import type { TestApi } from './srp-implementation.ts';
import type { HttpAnswer, ServiceSubject } from './subjects.ts';
import type { Asked, End, Login, RefreshLogin } from './transcript-client.ts';
import type { SentRequest, TranscriptClient, World } from './transcript-client.ts';

interface Call {
  readonly request: { readonly target: string; readonly body: unknown };
  readonly response: Omit<HttpAnswer, 'body'> & { readonly body: unknown };
}
interface Ask {
  readonly asks: Asked;
  readonly answer: unknown;
}
interface Transcript extends Vector {
  readonly login: Readonly<Record<string, unknown>>;
  readonly steps: readonly (Call | Ask)[];
  readonly end?: End;
}
type Base = Readonly<Record<string, unknown>> & {
  readonly proofs?: Readonly<Record<string, ProofSecrets>>;
};

const MEDIA_TYPE = 'application/x-amz-json-1.1';

/**
 * Every sign-in and every refresh.
 *
 * @param judge - of the proofs of a client that has secrets of its own: a service that is known to be right.
 */
export function registerTranscripts(
  { test }: TestApi,
  client: TranscriptClient,
  judge: Pick<ServiceSubject, 'checkClaim'>,
): void {
  for (const { type, base, tests } of transcripts.groups) {
    const { proofs = {}, ...common } = base as Base;
    for (const vector of tests as unknown as readonly Transcript[]) {
      const login = { ...common, ...vector.login };
      const run = (world: World): Promise<End> =>
        type === 'SignIn'
          ? client.signIn(login as unknown as Login, world)
          : client.refresh(login as unknown as RefreshLogin, world);
      const name = `${client.name}: transcripts#${vector.tcId} ${vector.comment}`;
      if ('clientSecret' in login && !client.takesSecrets) {
        test(`${name}, refused for its client secret`, () => refusesToStart(run));
        continue;
      }
      test(name, () => {
        const { isDeterministic: isExact } = client;
        return drive(run, vector, { isExact, proofs, checkClaim: judge.checkClaim, srpA: '' });
      });
    }
  }
}

async function refusesToStart(run: (world: World) => Promise<End>): Promise<void> {
  const nothing = (): never => {
    throw new Error('Something was sent, or asked.');
  };
  const ended = await endOf(() => run({ exchange: nothing, answer: nothing }));
  const { code } = ended as { readonly code?: unknown };
  expectEqual(code, 'ERR_UNSUPPORTED', 'code');
}

async function drive(
  run: (world: World) => Promise<End>,
  { steps, end, error }: Transcript,
  context: MatchContext,
): Promise<void> {
  const left = [...steps];
  const sent: (() => Promise<void>)[] = [];
  const faults: unknown[] = [];
  const ended = await endOf(() =>
    run({
      exchange: (request) =>
        noting(faults, () => {
          const step = left.shift();
          if (step === undefined || 'asks' in step) throw unexpected(request, step);
          sent.push(() => expectRequest(request, step.request, context));
          const { status, headers, body } = step.response;
          const text = typeof body === 'string' ? body : JSON.stringify(body);
          return { status, headers, body: text };
        }),
      answer: (asked) =>
        noting(faults, () => {
          const step = left.shift();
          if (step === undefined || !('asks' in step)) throw new Error(`${asked.name} is asked`);
          expectEqual([asked.name, asked.again], [step.asks.name, step.asks.again], 'asked');
          return step.answer;
        }),
    }),
  );
  for (const expect of sent) await expect();
  if (faults.length > 0) throw faults[0];
  expectEqual(ended, inOrder(end ?? error ?? {}), 'the end');
  expectEqual(left.length, 0, 'steps that did not happen');
}

/** Keeps what the client may swallow. */
function noting<Result>(faults: unknown[], body: () => Result): Result {
  try {
    return body();
  } catch (fault) {
    faults.push(fault);
    throw fault;
  }
}

async function expectRequest(
  { method, headers, body }: SentRequest,
  expected: Call['request'],
  context: MatchContext,
): Promise<void> {
  expectEqual(headers['x-amz-target'], expected.target, 'X-Amz-Target');
  expectEqual(method, 'POST', 'the method');
  expectEqual(headers['content-type'], MEDIA_TYPE, 'Content-Type');
  await expectBody(JSON.parse(body), expected.body, context);
}

function unexpected({ headers }: SentRequest, step: Ask | undefined): Error {
  const sent = headers['x-amz-target'];
  return new Error(`${sent} was sent, and ${step === undefined ? 'nothing' : step.asks.name} due.`);
}

const MEMBERS = [
  ...['kind', 'username', 'name', 'refreshToken', 'service', 'discards'],
  ...['code', 'reason', 'field', 'argument'],
];

async function endOf(body: () => Promise<End>): Promise<unknown> {
  try {
    return inOrder(await body());
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    if (code === undefined) throw error;
    return inOrder({ kind: 'throws', ...pick(error, ['code', 'reason', 'field', 'argument']) });
  }
}

function pick(from: unknown, names: readonly string[]): Record<string, unknown> {
  const members = from as Readonly<Record<string, unknown>>;
  return Object.fromEntries(names.map((name) => [name, members[name]]));
}

function inOrder(end: object): Record<string, unknown> {
  return pick(end, MEMBERS);
}
