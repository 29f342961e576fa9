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

type Expected = readonly [ExpectedLine, ...ExpectedLine[]];

const CLIENT_SECRET: ExpectedLine = { flag: '--client-secret-stdin', what: 'client secret' };

/** What standard input held. SECRET. */
export interface StdinInput {
  /** The line that the command itself expects. */
  readonly first: string;
  readonly clientSecret: string | undefined;
  /** `CHALLENGE=VALUE` each. */
  readonly answers: readonly string[];
}

/**
 * Reads standard input; never waits for a keyboard.
 *
 * @param first - what the command itself expects on line 1.
 * @throws {@link ArgumentError} `ERR_ARGUMENT` when the lines are not those that the flags announce.
 */
export async function readStdinInput(
  flags: Flags,
  first: ExpectedLine,
  surroundings: Surroundings,
): Promise<StdinInput> {
  const expected: Expected = flags.isOn('client-secret-stdin') ? [first, CLIENT_SECRET] : [first];
  const hasMore = flags.isOn('answer-stdin');
  const { lines, rest } = await readLines(expected, hasMore, surroundings);
  return { first: lines[0]!, clientSecret: lines[1], answers: rest };
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
  expected: Expected,
  hasMore: boolean,
  { io, secrets }: Surroundings,
): Promise<StdinLines> {
  const [{ flag, what }] = expected;
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
  stdinAnswers: readonly string[],
  { io, secrets, keepsakes, prompter }: Surroundings,
): Sources {
  const pairs = [...flags.texts('answer'), ...stdinAnswers];
  for (const pair of pairs) secrets.add(pair.slice(pair.indexOf('=') + 1));
  return {
    answers: parseAnswers(pairs),
    extras: {
      attributes: parseAttributes(flags.texts('attribute')),
      authenticator: createAuthenticator(io.now, secrets),
    },
    prompter,
    secrets,
    keepsakes,
    signal: io.signal,
  };
}
