/**
 * What every challenge handler has to keep to, whoever wrote it: the flow relies on it.
 *
 * @module
 */
import { isFlowError } from '@countersign/contract';
import type { ChallengeHandler, ReceivedChallenge, Reply } from '@countersign/contract';
import type { ReplyContext, WireMap } from '@countersign/contract';
import fc from 'fast-check';
import { expectEqual } from './_check.ts';
import type { TestApi } from './srp-implementation.ts';

/** A handler, and what it is tried with. */
export interface HandlerSubject<Prompt, Answer> {
  readonly handler: ChallengeHandler<string, Prompt, Answer>;
  /** As the service sends it, with every parameter that the handler knows. */
  readonly received: ReceivedChallenge;
  /** Answers to it that can be right; none where the handler answers by itself. */
  readonly answers: readonly Answer[];
  /** Whatever the handler needs of it. `random` must give the same bytes in the same order. */
  readonly createContext: () => ReplyContext | Promise<ReplyContext>;
}

/** What the flow writes into every request, so that no handler can get it wrong. */
const WRITTEN_BY_FLOW = ['USERNAME', 'SECRET_HASH', 'Session'];
const NAME = /^[A-Z][A-Z0-9_]*$/;
const CANARY = 'canary-in-an-answer';

/** Registers one test for each rule. */
export function registerHandlerSuite<Prompt, Answer>(
  api: TestApi,
  subject: HandlerSubject<Prompt, Answer>,
  runs: number,
): void {
  const { handler } = subject;
  const of = (rule: string): string => `${handler.name}: ${rule}`;
  api.test(of("has a name of Cognito's kind"), () => {
    if (!NAME.test(handler.name)) throw new Error(`${handler.name} is no challenge name`);
  });
  api.test(of('reads the same whatever else the service sends'), () =>
    readsWhatItKnows(subject, runs),
  );
  api.test(of('takes any parameters, or says which one is wrong'), () =>
    readsOrSaysWhy(subject, runs),
  );
  api.test(of('replies with data, and leaves to the flow what is its own'), () =>
    repliesWithData(subject),
  );
  api.test(of('replies the same to the same'), () => repliesTheSame(subject));
  api.test(of('refuses what cannot be right, and does not repeat it'), () =>
    refusesNonsense(subject, runs),
  );
}

function readsWhatItKnows<Prompt, Answer>(
  { handler, received }: HandlerSubject<Prompt, Answer>,
  runs: number,
): void {
  const prompt = handler.read(freeze(received));
  const unknown = fc.dictionary(fc.stringMatching(/^ZZ_[A-Z]{1,8}$/), fc.string());
  const property = fc.property(unknown, (more) => {
    const parameters = { ...more, ...received.parameters };
    const read = handler.read(freeze({ ...received, parameters }));
    expectEqual(withoutKeys(read, more), withoutKeys(prompt, more), 'the prompt');
  });
  fc.assert(property, { numRuns: runs });
}

function readsOrSaysWhy<Prompt, Answer>(
  { handler, received }: HandlerSubject<Prompt, Answer>,
  runs: number,
): void {
  const names = Object.keys(received.parameters);
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    fc.constantFrom('', '[]', '{}', 'null', '[null]', '[', '"', '\ud800', '__proto__'),
  );
  const damaged = fc.record(Object.fromEntries(names.map((name) => [name, text])), {
    requiredKeys: [],
  });
  const property = fc.property(damaged, fc.boolean(), (parameters, keepsRest) => {
    const all = { ...(keepsRest && received.parameters), ...parameters } as WireMap;
    onlyErrors(['ERR_PROTOCOL', 'ERR_UNSUPPORTED'], () =>
      handler.read(freeze({ ...received, parameters: all })),
    );
  });
  fc.assert(property, { numRuns: runs });
}

async function repliesWithData<Prompt, Answer>(
  subject: HandlerSubject<Prompt, Answer>,
): Promise<void> {
  const { handler, received, createContext } = subject;
  const prompt = handler.read(freeze(received));
  for (const answer of subject.answers) {
    const reply = await handler.reply(freeze(prompt), freeze(answer), await createContext());
    const written = Object.keys(sent(reply));
    const taken = written.filter((name) => WRITTEN_BY_FLOW.includes(name));
    if (taken.length > 0) throw new Error(`${taken.join(', ')} is for the flow to write`);
    for (const [name, value] of Object.entries(sent(reply))) {
      const isText = reply.kind !== 'respond' || typeof value === 'string';
      if (!isText) throw new Error(`${name} is ${typeof value}: every response is text`);
    }
    expectEqual(JSON.parse(JSON.stringify(sent(reply))), sent(reply), 'the reply as JSON');
  }
}

async function repliesTheSame<Prompt, Answer>(
  subject: HandlerSubject<Prompt, Answer>,
): Promise<void> {
  const { handler, received, createContext } = subject;
  const prompt = handler.read(freeze(received));
  for (const answer of subject.answers) {
    const [first, second] = [
      sent(await handler.reply(prompt, answer, await createContext())),
      sent(await handler.reply(prompt, answer, await createContext())),
    ];
    expectEqual(second, first, 'the second reply');
  }
}

async function refusesNonsense<Prompt, Answer>(
  subject: HandlerSubject<Prompt, Answer>,
  runs: number,
): Promise<void> {
  const { handler, received, createContext } = subject;
  if (subject.answers.length === 0) return;
  const prompt = handler.read(freeze(received));
  const value = fc.oneof(
    fc.anything({ maxDepth: 1 }),
    fc.constantFrom(`${CANARY} \ud800`, `${CANARY} `.repeat(200), ''),
  );
  const damaged = fc
    .constantFrom(...subject.answers)
    .chain((answer) =>
      fc.record(
        Object.fromEntries(Object.keys(answer as object).map((member) => [member, value])),
        { requiredKeys: [] },
      ),
    );
  const property = fc.asyncProperty(damaged, async (answer) => {
    try {
      const reply: unknown = await handler.reply(prompt, answer as Answer, await createContext());
      if (!isReply(reply)) throw new Error('A reply has no kind.');
    } catch (error) {
      requireError(error, ['ERR_ARGUMENT']);
    }
  });
  await fc.assert(property, { numRuns: runs });
}

function onlyErrors(codes: readonly string[], body: () => unknown): void {
  try {
    body();
  } catch (error) {
    requireError(error, codes);
  }
}

function requireError(error: unknown, codes: readonly string[]): void {
  if (!isFlowError(error) || !codes.includes(error.code)) throw error;
  if (`${error.message} ${String(error.cause)}`.includes(CANARY)) {
    throw new Error('An error repeats what was answered.');
  }
}

function isReply(reply: unknown): reply is Reply {
  return typeof reply === 'object' && reply !== null && 'kind' in reply;
}

function sent(reply: Reply): { readonly [name: string]: unknown } {
  if (reply.kind === 'respond') return reply.responses;
  return reply.kind === 'call' ? reply.input : {};
}

/** A handler may hand the parameters on as they are. */
function withoutKeys(value: unknown, keys: object): unknown {
  const drop = (key: string, item: unknown): unknown => (key in keys ? undefined : item);
  return JSON.parse(JSON.stringify(value, drop)) as unknown;
}

function freeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) freeze(member as unknown);
  }
  return value;
}
