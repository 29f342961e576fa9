/**
 * A service that answers from a script, and what the cases ask of it.
 *
 * @module
 */
import { allChallengeHandlers } from '@countersign/challenge-handlers/all';
import type { FlowStep } from '@countersign/contract';
import { signIn } from '@countersign/flow';
import type { SignInOptions } from '@countersign/flow';
import { userPasswordAuth } from '@countersign/flow/user-password-auth';
import { createFetchTransport } from '@countersign/transport';
import type { FetchTransportOptions } from '@countersign/transport';

export type Handler = (typeof allChallengeHandlers)[number];
export type Step = FlowStep<Handler>;
type Answer = (given: unknown, options?: { readonly signal?: AbortSignal }) => Promise<Step>;
/** What a script answers with. */
export type Line = Record<string, unknown> | (() => unknown);

/** What has been sent, and what sends it. */
export interface Script {
  readonly fetch: typeof fetch;
  readonly sent: { readonly url: string; readonly target: string; readonly body: Body }[];
}
type Body = Readonly<Record<string, unknown>>;

export const CLIENT = { userPoolId: 'eu-west-1_AbCdEf123', clientId: '1example23456789' };
export const session = (name: string): string => `session-${name}-`.padEnd(24, '.');
const part = (value: object): string =>
  btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
export const token = (claims: object): string => `${part({})}.${part(claims)}.c2ln`;

/** An object is a yes, with `__type` in it a no. Whatever a function gives is what fetch gives. */
export function createScript(...lines: readonly Line[]): Script {
  const sent: Script['sent'] = [];
  const answer = (line: Line | undefined): unknown => {
    if (line === undefined) throw new Error('Nothing more was to be sent.');
    if (typeof line === 'function') return line();
    const status = '__type' in line ? 400 : 200;
    return Promise.resolve(new Response(JSON.stringify(line), { status }));
  };
  return {
    sent,
    fetch: ((url: string, init: RequestInit & { readonly body: string }) => {
      const headers = new Headers(init.headers);
      const line = lines[sent.length];
      const target = headers.get('x-amz-target') ?? '';
      const body = JSON.parse(init.body) as Body;
      sent.push({ url, target: target.slice(target.indexOf('.') + 1), body });
      return answer(line);
    }) as typeof fetch,
  };
}

export const asks = (
  name: string,
  parameters: object = {},
  own = '1',
): Record<string, unknown> => ({
  ChallengeName: name,
  ChallengeParameters: parameters,
  Session: session(own),
});

export const yes = (username = 'alice', more: object = {}): Record<string, unknown> => ({
  AuthenticationResult: {
    AccessToken: token({ username, iat: 1000, exp: 4600 }),
    ExpiresIn: 3600,
    ...more,
  },
});

export const no = (service: string, message = 'No.'): Record<string, unknown> => ({
  __type: service,
  message,
});

/** A sign-in with a password that is sent; `own` replaces options. */
export function start(
  script: Pick<Script, 'fetch'>,
  own: Partial<SignInOptions<Handler>> = {},
  transport: Partial<FetchTransportOptions> = {},
): Promise<Step> {
  return signIn({
    transport: createFetchTransport({ region: 'eu-west-1', fetch: script.fetch, ...transport }),
    client: CLIENT,
    authFlow: userPasswordAuth,
    handlers: allChallengeHandlers,
    username: 'alice',
    password: 'P@ssw0rd-1',
    ...own,
  });
}

/** Of a step that waits for one. */
export function answerTo(step: Step): Answer {
  if (!('answer' in step)) throw new Error(`A step of kind ${step.kind} takes no answer.`);
  return (given, options) => (step.answer as Answer)(given, options);
}

/** What the work rejects with. */
export async function rejectionOf(work: () => unknown): Promise<Record<string, unknown>> {
  try {
    await work();
  } catch (error) {
    return error as Record<string, unknown>;
  }
  throw new Error('It was to reject.');
}

/** Runs `body` where a member of an object is another, or is missing. */
export async function withMember<Result>(
  holder: object,
  name: string,
  value: unknown,
  body: () => Result | Promise<Result>,
): Promise<Result> {
  const own = Object.getOwnPropertyDescriptor(holder, name);
  Object.defineProperty(holder, name, { value, configurable: true, writable: true });
  try {
    return await body();
  } finally {
    if (own === undefined) Reflect.deleteProperty(holder, name);
    else Object.defineProperty(holder, name, own);
  }
}

/** Runs `body` where an object does not have a member of its own. */
export async function withoutMember(
  holder: object,
  name: string,
  body: () => void | Promise<void>,
): Promise<void> {
  const own = Object.getOwnPropertyDescriptor(holder, name);
  Reflect.deleteProperty(holder, name);
  try {
    await body();
  } finally {
    if (own !== undefined) Object.defineProperty(holder, name, own);
  }
}
