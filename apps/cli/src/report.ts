/**
 * How a run ends, for a program to read or for a person. The result goes to standard output and
 * everything else to standard error; a person's terminal gets no token unless asked for.
 *
 * @module
 */
import { styleText } from 'node:util';
import type { SignedIn } from '@countersign/contract';
import type { Outcome, Waiting } from './drive.ts';
import { EXIT_CODES } from './failure.ts';
import type { Failure } from './failure.ts';
import type { Io } from './io.ts';
import { jsonLine, printable } from './safe-text.ts';
import type { Secrets } from './secrets.ts';

/** Both resolve with the exit code, once everything is written. */
export interface Report {
  outcome(outcome: Outcome, shown: { readonly tokens: boolean }): Promise<number>;
  failure(failure: Failure): Promise<number>;
}

/** One line of JSON on standard output. Tokens are in it: whoever asks for JSON wants them. */
export function jsonReport(io: Io, secrets: Secrets): Report {
  return {
    async outcome(outcome) {
      await io.writeOut(jsonLine(outcomeAsJson(outcome)));
      return exitCodeOf(outcome);
    },
    async failure({ code, service, message, exitCode }) {
      const safe = secrets.hideIn(message);
      await io.writeOut(jsonLine({ status: 'error', code, service, message: safe }));
      return exitCode;
    },
  };
}

/** Sentences. */
export function humanReport(io: Io, secrets: Secrets): Report {
  return {
    async outcome(outcome, shown) {
      if (outcome.kind === 'waiting') await io.writeError(waitingText(outcome));
      else await io.writeOut(signedInText(outcome, shown, io.colors.out));
      return exitCodeOf(outcome);
    },
    async failure({ service, message, exitCode }) {
      const mark = paint('red', 'error:', io.colors.error);
      const from = service === undefined ? '' : ` (${printable(service)})`;
      await io.writeError(`${mark} ${printable(secrets.hideIn(message))}${from}\n`);
      return exitCode;
    },
  };
}

function outcomeAsJson(outcome: Outcome): object {
  if (outcome.kind === 'waiting') {
    const { name, prompt, state } = outcome;
    return { status: 'challenge', name, prompt, state };
  }
  const { accessToken, idToken, refreshToken, expiresInSeconds } = outcome.tokens;
  return {
    status: 'signedIn',
    tokens: { accessToken, idToken, refreshToken, expiresInSeconds },
    challenges: outcome.challenges,
  };
}

function exitCodeOf({ kind }: Outcome): number {
  return kind === 'waiting' ? EXIT_CODES.waiting : EXIT_CODES.signedIn;
}

function signedInText(
  { username, challenges, tokens }: SignedIn,
  shown: { readonly tokens: boolean },
  colors: boolean,
): string {
  const received = [
    ['access token', tokens.accessToken],
    ['id token', tokens.idToken],
    ['refresh token', tokens.refreshToken],
  ].filter((entry): entry is [string, string] => entry[1] !== undefined);
  const names = received.map(([name]) => name).join(', ');
  const lines = [
    paint('green', `Signed in as ${printable(username)}.`, colors),
    `Answered: ${challenges.map(printable).join(', ') || 'no challenge'}.`,
    `Received: ${names}. The access token ${lifetime(tokens.expiresInSeconds)}.`,
    ...(shown.tokens
      ? received.map(([name, token]) => `${name}: ${printable(token)}`)
      : ['Tokens are not shown: --show-tokens or --json prints them.']),
  ];
  return `${lines.join('\n')}\n`;
}

function waitingText({ name: untrustedName, isAnswerable }: Waiting): string {
  const name = printable(untrustedName);
  const way = isAnswerable
    ? `Pass --answer ${name}=VALUE, or a line ${name}=VALUE with --answer-stdin.`
    : 'This version cannot answer it.';
  return `Not signed in: the service asks for ${name}. ${way} With --json, the sign-in can be resumed.\n`;
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** In the largest unit of which there are two: nobody needs to know more. 0 is unknown. */
function lifetime(seconds: number): string {
  if (seconds === 0) return 'does not say when it expires';
  const [unit, size] = UNITS.find(([, size]) => seconds >= 2 * size) ?? ['second', 1];
  return `expires in ${Math.floor(seconds / size)} ${unit}s`;
}

function paint(color: 'red' | 'green', text: string, isOn: boolean): string {
  return isOn ? styleText(color, text, { validateStream: false }) : text;
}
