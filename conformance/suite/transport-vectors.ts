/**
 * `vectors/transport.json`: single answers, calls that fail at first, and endpoints.
 *
 * @module
 */
import transport from '@countersign/conformance-vectors/transport.json' with { type: 'json' };
import { describeRejection, expectEqual } from './_check.ts';
import { testsOf } from './_vectors.ts';
import type { Vector } from './_vectors.ts';
import { bodyBytes } from './longhand.ts';
import type { TestApi } from './srp-implementation.ts';
import type { CallReport, Outcome, TransportSubject } from './transport-subject.ts';

interface AnswerVector extends Vector {
  readonly operation: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A text, or parts of one. */
  readonly body?: unknown;
  readonly bodyHex?: string;
  readonly output?: Readonly<Record<string, unknown>>;
  readonly absent?: readonly string[];
}
interface ExchangeVector extends Vector {
  readonly operation: string;
  readonly answers: readonly (Outcome | { readonly body: string })[];
  readonly requests: number;
  readonly output?: unknown;
  readonly service?: string;
  readonly atLeastMs?: number;
}
interface EndpointVector extends Vector {
  readonly endpoint: string;
  readonly url?: string;
}

/** Every test of the file. */
export function registerTransport({ test }: TestApi, subject: TransportSubject): void {
  const register = (vector: Vector, check: () => Promise<void>): void =>
    test(`${subject.name}: transport#${vector.tcId} ${vector.comment}`, check);
  for (const vector of testsOf(transport, 'Answer') as readonly AnswerVector[]) {
    register(vector, () => checkAnswer(subject, vector));
  }
  for (const vector of testsOf(transport, 'Exchange') as readonly ExchangeVector[]) {
    register(vector, () => checkExchange(subject, vector));
  }
  for (const vector of testsOf(transport, 'Endpoint') as readonly EndpointVector[]) {
    register(vector, () => checkEndpoint(subject, vector));
  }
}

async function checkAnswer(subject: TransportSubject, vector: AnswerVector): Promise<void> {
  const { operation, status, headers, output, absent = [] } = vector;
  const outcome = { status, headers, body: bodyBytes(vector) };
  const report = await subject.call({ operation, outcomes: [outcome] });
  await expectEnd(report, vector);
  expectEqual(report.requests, 1, 'the number of requests');
  if (vector.error === undefined) {
    expectEqual(report.ended?.service, undefined, 'the exception');
    if (output === undefined) expectEqual(report.ended?.output, {}, 'the output');
  }
  for (const [name, value] of Object.entries(output ?? {})) {
    expectEqual(report.ended?.output?.[name], value, name);
  }
  for (const name of absent) {
    expectEqual(Object.hasOwn(report.ended?.output ?? {}, name), false, `${name} is there`);
  }
  expectEqual((Object.prototype as { polluted?: unknown }).polluted, undefined, 'every object');
}

async function checkExchange(subject: TransportSubject, vector: ExchangeVector): Promise<void> {
  const { operation, answers, requests, output, service, atLeastMs = 0 } = vector;
  const outcomes = answers.map((answer) => ('body' in answer ? withBytes(answer) : answer));
  const report = await subject.call({ operation, outcomes: outcomes as readonly Outcome[] });
  await expectEnd(report, vector);
  expectEqual(report.requests, requests, 'the number of requests');
  expectEqual(report.ended?.output, output, 'the output');
  expectEqual(report.ended?.service, service, 'the exception');
  if (report.elapsedMs < atLeastMs) throw new Error(`It waited ${report.elapsedMs} ms only.`);
}

async function checkEndpoint(subject: TransportSubject, vector: EndpointVector): Promise<void> {
  let url: string | undefined;
  const error = await describeRejection(async () => {
    url = await subject.urlOf(vector.endpoint);
  });
  expectEqual(error, vector.error, 'error');
  expectEqual(url, vector.url, 'the URL');
}

async function expectEnd({ ended, thrown }: CallReport, { error }: Vector): Promise<void> {
  const described = await describeRejection(() => {
    if (ended === undefined) throw thrown;
  });
  expectEqual(described, error, 'error');
}

function withBytes(answer: { readonly body: string | Uint8Array }): unknown {
  const { body } = answer;
  return { ...answer, body: typeof body === 'string' ? new TextEncoder().encode(body) : body };
}
