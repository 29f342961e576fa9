/**
 * The end of a sign-in. A person's terminal gets no token unless asked for; whoever asks for JSON wants
 * them.
 *
 * @module
 */
import type { SignedIn } from '@countersign/contract';
import { describeDevice } from './device-outcome.ts';
import type { DeviceOutcome } from './device-outcome.ts';
import type { Waiting } from './drive.ts';
import { EXIT_CODES } from './failure.ts';
import type { Mark, Result } from './result.ts';
import { printable } from './safe-text.ts';

export function waitingResult({ name, prompt, state, advice }: Waiting): Result {
  return {
    exitCode: EXIT_CODES.waiting,
    json: { status: 'challenge', name, prompt, state },
    error: () =>
      `Not signed in: the service asks for ${printable(name)}. ${printable(advice)} ` +
      'With --json, the sign-in can be resumed.\n',
  };
}

/** @param device - what became of the device that the service proposed, if it did. */
export function signedInResult(
  signedIn: SignedIn,
  device: DeviceOutcome | undefined,
  shown: { readonly tokens: boolean },
): Result {
  const { accessToken, idToken, refreshToken, expiresInSeconds } = signedIn.tokens;
  return {
    exitCode: EXIT_CODES.done,
    json: {
      status: 'signedIn',
      tokens: { accessToken, idToken, refreshToken, expiresInSeconds },
      challenges: signedIn.challenges,
      device,
    },
    out: (good) => signedInText(signedIn, device, { ...shown, good }),
  };
}

function signedInText(
  { username, challenges, tokens }: SignedIn,
  device: DeviceOutcome | undefined,
  { tokens: showTokens, good }: { readonly tokens: boolean; readonly good: Mark },
): string {
  const received = [
    ['access token', tokens.accessToken],
    ['id token', tokens.idToken],
    ['refresh token', tokens.refreshToken],
  ].filter((entry): entry is [string, string] => entry[1] !== undefined);
  const names = received.map(([name]) => name).join(', ');
  const lines = [
    good(`Signed in as ${printable(username)}.`),
    `Answered: ${challenges.map(printable).join(', ') || 'no challenge'}.`,
    ...(device === undefined ? [] : [printable(describeDevice(device))]),
    `Received: ${names}. The access token ${lifetime(tokens.expiresInSeconds)}.`,
    ...(showTokens
      ? received.map(([name, token]) => `${name}: ${printable(token)}`)
      : ['Tokens are not shown: --show-tokens or --json prints them.']),
  ];
  return `${lines.join('\n')}\n`;
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
