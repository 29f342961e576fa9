/** The program's surroundings in a test: a scripted service, streams that remember, a person who types. */
import type { CognitoCall, CognitoReply, WireMap, WireObject } from '@countersign/contract';
import { ServiceError } from '@countersign/contract';
import type { Io, Prompter, Question, Target } from '../src/io.ts';
import { main } from '../src/main.ts';

type Line = CognitoReply | ((call: CognitoCall) => CognitoReply | Promise<CognitoReply>);

export interface World {
  readonly service?: readonly Line[];
  /** Absent: standard input is a terminal. */
  readonly stdin?: string | Uint8Array;
  /** What is typed, one answer a question. Absent: nobody can be asked. */
  readonly typed?: readonly string[];
  readonly signal?: AbortSignal;
  /** Milliseconds since 1970. Default: one moment of 2026. */
  readonly now?: () => number;
}

export interface Ending {
  readonly exitCode: number;
  readonly out: string;
  readonly error: string;
  readonly calls: readonly CognitoCall[];
  readonly targets: readonly Target[];
  /** What a person saw: questions, steps, warnings. */
  readonly seen: readonly string[];
}

/** Runs the program to its end. */
export async function run(argv: readonly string[], world: World = {}): Promise<Ending> {
  const calls: CognitoCall[] = [];
  const targets: Target[] = [];
  const seen: string[] = [];
  const text = { out: '', error: '' };
  const service = world.service ?? [];
  const io: Io = {
    readStdin: async () =>
      typeof world.stdin === 'string' ? new TextEncoder().encode(world.stdin) : world.stdin!,
    writeOut: async (written) => void (text.out += written),
    writeError: async (written) => void (text.error += written),
    isStdinTerminal: world.stdin === undefined,
    ...(world.typed && { prompter: person(world.typed, seen) }),
    deviceName: 'countersign on a test',
    now: world.now ?? (() => nowMs),
    colors: { out: false, error: false },
    signal: world.signal ?? new AbortController().signal,
    createTransport(target) {
      targets.push(target);
      return async (call) => {
        call.signal?.throwIfAborted();
        const line = service[calls.length];
        calls.push(call);
        if (line === undefined) throw new Error(`Nothing is scripted for call ${calls.length}`);
        return typeof line === 'function' ? line(call) : line;
      };
    },
  };
  return { exitCode: await main(argv, io), ...text, calls, targets, seen };
}

function person(typed: readonly string[], seen: string[]): Prompter {
  const left = [...typed];
  async function confirm(message: string): Promise<boolean> {
    return (await ask({ message })) === 'yes';
  }
  async function ask({ message, validate }: Question): Promise<string> {
    seen.push(`? ${message}`);
    for (;;) {
      const answer = left.shift();
      if (answer === undefined) throw new DOMException('Nobody types any more', 'AbortError');
      const complaint = validate?.(answer);
      if (complaint === undefined) return answer;
      seen.push(`! ${complaint}`);
    }
  }
  return {
    async choose(message, options) {
      return ask({
        message: `${message}: ${options.join(', ')}`,
        validate: (answer) => (options.includes(answer) ? undefined : 'None of them.'),
      });
    },
    intro: (line) => seen.push(`= ${line}`),
    say: (line) => seen.push(`. ${line}`),
    step: (line) => seen.push(`+ ${line}`),
    warn: (line) => seen.push(`! ${line}`),
    ask,
    askSecret: ask,
    confirm,
    showQrCode: (text) => seen.push(`# ${text}`),
  };
}

export const nowMs = Date.UTC(2026, 0, 7, 9, 5, 3);
export const pool = 'eu-west-1_AbCdEf123';
export const client = '1example23456789';
export const session = 'a-session-of-at-least-20-characters';

/** The flags of a sign-in that needs no arithmetic. */
export const signInFlags = [
  'sign-in',
  ...['--user-pool-id', pool, '--client-id', client, '--username', 'jane'],
  ...['--flow', 'USER_PASSWORD_AUTH', '--password-stdin'],
];

export function challenge(name: string, parameters: WireMap = {}): CognitoReply {
  return {
    kind: 'success',
    output: { ChallengeName: name, ChallengeParameters: parameters, Session: session },
  };
}

export function newPasswordRequired(...attributes: readonly string[]): CognitoReply {
  return challenge('NEW_PASSWORD_REQUIRED', {
    USER_ID_FOR_SRP: 'jane',
    requiredAttributes: JSON.stringify(attributes.map((name) => `userAttributes.${name}`)),
    userAttributes: '{}',
  });
}

export function tokens(more: WireObject = {}): CognitoReply {
  return {
    kind: 'success',
    output: {
      AuthenticationResult: {
        AccessToken: 'access.token.value',
        IdToken: 'id.token.value',
        RefreshToken: 'refresh.token.value',
        TokenType: 'Bearer',
        ExpiresIn: 3600,
        ...more,
      },
    },
  };
}

export function refusal(service: string, message = ''): CognitoReply {
  return { kind: 'refusal', error: new ServiceError(service, message, { status: 400 }) };
}

/** The one line on standard output. */
export function parseLine({ out }: Ending): Record<string, unknown> {
  if (!/^[^\n]*\n$/.test(out)) throw new Error(`Not exactly one line: ${JSON.stringify(out)}`);
  return JSON.parse(out) as Record<string, unknown>;
}
