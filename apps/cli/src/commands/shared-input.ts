/**
 * Input that `sign-in` and `resume` read alike.
 *
 * @module
 */
import { allChallengeHandlers } from '@countersign/challenge-handlers/all';
import { ArgumentError, asUserPoolId, regionOf } from '@countersign/contract';
import type { AnyChallengeHandler } from '@countersign/contract';
import type { FlowOptions } from '@countersign/flow';
import { createSecretHash } from '@countersign/srp-core/secret-hash';
import { createDeviceFile } from '../device-file.ts';
import type { Sources } from '../drive.ts';
import type { GivenFlags } from '../flags.ts';
import { parseAnswers, parseAttributes } from '../pairs.ts';
import { splitStdin } from '../stdin.ts';
import type { ExpectedLine } from '../stdin.ts';
import type { Surroundings } from './command.ts';
import type { SharedFlag } from './shared-flags.ts';

type Flags = GivenFlags<SharedFlag>;

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
  { io, secrets }: Surroundings,
): Promise<StdinInput> {
  if (io.isStdinTerminal) {
    throw new ArgumentError(
      first.flag,
      'missing-input',
      `${first.flag} reads standard input, which is a keyboard here: pipe the ${first.what} in.`,
    );
  }
  const expected = flags.isOn('client-secret-stdin') ? [first, CLIENT_SECRET] : [first];
  const { lines, rest } = splitStdin(await io.readStdin(), expected);
  if (rest.length > 0 && !flags.isOn('answer-stdin')) {
    throw new ArgumentError(
      'stdin',
      'invalid-value',
      `Standard input has more lines than the flags announce, which is ${expected.length}.`,
    );
  }
  for (const line of lines) secrets.add(line);
  return { first: lines[0]!, clientSecret: lines[1], answers: rest };
}

/** The app client, as it was given. */
interface Client {
  readonly userPoolId: string;
  readonly clientId: string;
  /** SECRET. */
  readonly clientSecret: string | undefined;
}

/** The options that both ways into a flow have in common. */
export function flowOptions(
  flags: Flags,
  client: Client,
  { io }: Surroundings,
): FlowOptions<AnyChallengeHandler> {
  const { clientId, clientSecret } = client;
  const userPoolId = asUserPoolId(client.userPoolId);
  const endpoint = flags.text('endpoint');
  const region = flags.text('region') ?? regionOf(userPoolId);
  const deviceFile = flags.text('device-file');
  return {
    transport: io.createTransport(endpoint === undefined ? { region } : { endpoint }),
    client: {
      userPoolId,
      clientId,
      ...(clientSecret !== undefined && { secretHash: createSecretHash(clientId, clientSecret) }),
    },
    handlers: allChallengeHandlers,
    ...(deviceFile !== undefined && { devices: createDeviceFile(deviceFile, userPoolId) }),
    signal: io.signal,
  };
}

/** Where the answers of this run come from. */
export function answerSources(
  flags: Flags,
  stdinAnswers: readonly string[],
  { io, secrets, prompter }: Surroundings,
): Sources {
  const pairs = [...flags.texts('answer'), ...stdinAnswers];
  for (const pair of pairs) secrets.add(pair.slice(pair.indexOf('=') + 1));
  return {
    answers: parseAnswers(pairs),
    extras: { attributes: parseAttributes(flags.texts('attribute')) },
    prompter,
    signal: io.signal,
  };
}
