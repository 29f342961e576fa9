/**
 * Input that `sign-in` and `resume` read alike.
 *
 * @module
 */
import { allChallengeHandlers } from '@countersign/challenge-handlers/all';
import { ArgumentError, asUserPoolId, regionOf } from '@countersign/contract';
import type { AnyChallengeHandler, DeviceStore } from '@countersign/contract';
import type { FlowOptions } from '@countersign/flow';
import { rememberDevices } from '@countersign/flow/devices';
import { createDeviceSecret } from '@countersign/srp-core/device';
import { createSecretHash } from '@countersign/srp-core/secret-hash';
import { createAuthenticator } from '../authenticator.ts';
import { createDeviceFile } from '../device-file.ts';
import type { Sources } from '../drive.ts';
import type { GivenFlags } from '../flags.ts';
import type { Target } from '../io.ts';
import { parseAnswers, parseAttributes } from '../pairs.ts';
import { splitStdin } from '../stdin.ts';
import type { ExpectedLine, StdinLines } from '../stdin.ts';
import type { Surroundings } from './command.ts';
import type { SharedFlag } from './shared-flags.ts';

type Flags = GivenFlags<SharedFlag>;

const CLIENT_SECRET: ExpectedLine = { flag: '--client-secret-stdin', what: 'client secret' };
const ANSWERS: ExpectedLine = { flag: '--answer-stdin', what: 'answers' };

/** What standard input held. SECRET. */
export interface StdinInput {
  /** The lines that the command itself expects. */
  readonly own: readonly string[];
  readonly clientSecret: string | undefined;
  /** `CHALLENGE=VALUE` each. */
  readonly answers: readonly string[];
}

/**
 * Reads standard input as far as the flags announce it; never waits for a keyboard.
 *
 * @param own - what the command itself expects on the first lines.
 * @throws {@link ArgumentError} `ERR_ARGUMENT` when the lines are not those that the flags announce.
 */
export async function readStdinInput(
  flags: Flags,
  own: readonly ExpectedLine[],
  surroundings: Surroundings,
): Promise<StdinInput> {
  const expected = flags.isOn('client-secret-stdin') ? [...own, CLIENT_SECRET] : own;
  const hasMore = flags.isOn('answer-stdin');
  if (expected.length === 0 && !hasMore) return { own: [], clientSecret: undefined, answers: [] };
  const { lines, rest } = await readLines(expected, hasMore, surroundings);
  return { own: lines.slice(0, own.length), clientSecret: lines[own.length], answers: rest };
}

/** Standard input that is one line. SECRET. Throws as {@link readStdinInput} does. */
export async function readStdinLine(
  line: ExpectedLine,
  surroundings: Surroundings,
): Promise<string> {
  const { lines } = await readLines([line], false, surroundings);
  return lines[0]!;
}

async function readLines(
  expected: readonly ExpectedLine[],
  hasMore: boolean,
  { io, secrets }: Surroundings,
): Promise<StdinLines> {
  const { flag, what } = expected[0] ?? ANSWERS;
  if (io.isStdinTerminal) {
    throw new ArgumentError(
      flag,
      'missing-input',
      `${flag} reads standard input, which is a keyboard here: pipe the ${what} in.`,
    );
  }
  const read = splitStdin(await io.readStdin(), expected);
  if (read.rest.length > 0 && !hasMore) {
    throw new ArgumentError(
      'stdin',
      'invalid-value',
      `Standard input has more lines than the flags announce, which is ${expected.length}.`,
    );
  }
  for (const line of read.lines) secrets.add(line);
  return read;
}

/** The app client, as it was given. */
interface Client {
  readonly userPoolId: string;
  readonly clientId: string;
  /** SECRET. */
  readonly clientSecret: string | undefined;
}

/**
 * Where the service is.
 *
 * @throws {@link ArgumentError} `ERR_ARGUMENT` when nothing says so.
 */
export function targetOf(flags: GivenFlags<'endpoint' | 'region'>, defaultRegion?: string): Target {
  const endpoint = flags.text('endpoint');
  const region = flags.text('region') ?? defaultRegion;
  if (endpoint !== undefined) return { endpoint };
  if (region !== undefined) return { region };
  const message = 'Where is the user pool? Pass --region or --endpoint.';
  throw new ArgumentError('--region', 'missing-input', message);
}

/** What both ways into a flow have in common. */
export interface Connection {
  readonly options: FlowOptions<AnyChallengeHandler>;
  /** `--device-file`. */
  readonly store: DeviceStore | undefined;
}

/** @throws {@link ArgumentError} `ERR_ARGUMENT` before anything is sent. */
export function connect(flags: Flags, client: Client, { io }: Surroundings): Connection {
  const { clientId, clientSecret } = client;
  const userPoolId = asUserPoolId(client.userPoolId);
  const file = flags.text('device-file');
  const store = file === undefined ? undefined : createDeviceFile(file, userPoolId);
  const { deviceName } = io;
  const options: FlowOptions<AnyChallengeHandler> = {
    transport: io.createTransport(targetOf(flags, regionOf(userPoolId))),
    client: {
      userPoolId,
      clientId,
      ...(clientSecret !== undefined && { secretHash: createSecretHash(clientId, clientSecret) }),
    },
    handlers: allChallengeHandlers,
    ...(store && {
      devices: rememberDevices({ store, createSecret: createDeviceSecret, deviceName }),
    }),
    signal: io.signal,
  };
  return { options, store };
}

/**
 * Where the answers of this run come from.
 *
 * @throws {@link ArgumentError} `ERR_ARGUMENT` for an answer that no challenge takes.
 */
export function answerSources(
  flags: Flags,
  { answers, hasPassword }: { readonly answers: readonly string[]; readonly hasPassword: boolean },
  { io, secrets, keepsakes, prompter }: Surroundings,
): Sources {
  const pairs = [...flags.texts('answer'), ...answers];
  for (const pair of pairs) {
    const value = pair.slice(pair.indexOf('=') + 1);
    secrets.add(value);
    // As in PASSWORD_SRP:the password.
    secrets.add(value.slice(value.indexOf(':') + 1));
  }
  return {
    answers: parseAnswers(pairs),
    extras: {
      attributes: parseAttributes(flags.texts('attribute')),
      authenticator: createAuthenticator(io.now, secrets),
      hasPassword,
    },
    prompter,
    secrets,
    keepsakes,
    signal: io.signal,
  };
}
