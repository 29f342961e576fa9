/**
 * `countersign sign-in`: from a user name to tokens.
 *
 * @module
 */
import { ArgumentError, asUserPoolId, isFlowError } from '@countersign/contract';
import { signIn } from '@countersign/flow';
import { authFlowNames, authFlowNotes, requireAuthFlow } from '../auth-flows.ts';
import type { TerminalFlow } from '../auth-flows.ts';
import { askForPassword } from '../challenges/password.ts';
import { columns } from '../columns.ts';
import type { FlagTable, GivenFlags } from '../flags.ts';
import { notEmpty } from '../io.ts';
import type { Io, Prompter, Question } from '../io.ts';
import type { Command, Surroundings } from './command.ts';
import { conclude, readWishes } from './shared-ending.ts';
import { answerFlags, answerNotes, clientFlags, outputFlags } from './shared-flags.ts';
import type { SharedFlag } from './shared-flags.ts';
import { answerSources, connect, readStdinInput } from './shared-input.ts';

type Name = 'username' | 'password-stdin' | 'flow' | SharedFlag;

const flags: FlagTable<Name> = {
  ...clientFlags,
  username: { value: 'NAME', help: 'user name, or an alias such as an e-mail address' },
  'password-stdin': { help: 'the password is line 1 of standard input' },
  flow: { value: 'FLOW', help: `${authFlowNames[0]} (default) or one of the others below` },
  ...answerFlags,
  ...outputFlags,
};

/** What a sign-in starts from. */
interface Input {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly username: string;
  /** SECRET. */
  readonly password: string | undefined;
  /** SECRET. */
  readonly clientSecret: string | undefined;
  /** `CHALLENGE=VALUE` each, from standard input. SECRET. */
  readonly answers: readonly string[];
}

export const signInCommand: Command<Name> = {
  name: 'sign-in',
  summary: 'sign a user in and answer what the user pool asks',
  flags,
  notes: [
    'At a terminal, whatever is missing is asked for, secrets without showing them. Anywhere else',
    'nothing is asked: the flags have to say it all.',
    '',
    'Standard input holds, in this order and as far as the flags announce it: the password, the',
    'client secret, the answers.',
    '',
    'FLOW:',
    ...columns(authFlowNotes),
    '',
    ...answerNotes,
  ],
  examples: [
    'countersign sign-in',
    'countersign sign-in --user-pool-id eu-west-1_AbCdEf123 --client-id 1example23456789 \\\n' +
      '    --username jane --password-stdin --json < password.txt',
  ],
  async run(given, surroundings) {
    const flow = requireAuthFlow(given.text('flow') ?? authFlowNames[0]!);
    const wishes = readWishes(given);
    const { prompter } = surroundings;
    const { username, password, ...input } =
      prompter === undefined
        ? await readInput(given, flow, surroundings)
        : await askForInput(given, flow, prompter);
    const hasPassword = password !== undefined;
    const sources = answerSources(given, { ...input, hasPassword }, surroundings);
    const connection = connect(given, input, surroundings);
    const step = await signIn({
      ...connection.options,
      authFlow: hasPassword ? flow.withPassword : flow.authFlow,
      username,
      ...(hasPassword && { password }),
    });
    return conclude(step, sources, { wishes, connection });
  },
};

async function readInput(
  given: GivenFlags<Name>,
  flow: TerminalFlow,
  surroundings: Surroundings,
): Promise<Input> {
  const [userPoolId, clientId, username] = requireInput(given, flow, surroundings.io);
  const lines = given.isOn('password-stdin') ? [PASSWORD_LINE] : [];
  const { own, ...rest } = await readStdinInput(given, lines, surroundings);
  return { userPoolId, clientId, username, password: own[0], ...rest };
}

/** Before standard input is read, which may take as long as its writer likes. */
function requireInput(
  given: GivenFlags<Name>,
  { needsPassword }: TerminalFlow,
  io: Io,
): readonly [string, string, string] {
  const [userPoolId, clientId, username] = [
    given.text('user-pool-id'),
    given.text('client-id'),
    given.text('username'),
  ];
  const hasPassword = !needsPassword || given.isOn('password-stdin');
  if (userPoolId && clientId && username && hasPassword) return [userPoolId, clientId, username];
  const missing = [
    userPoolId ? [] : '--user-pool-id',
    clientId ? [] : '--client-id',
    username ? [] : '--username',
    hasPassword ? [] : '--password-stdin',
  ].flat();
  const why = io.isStdinTerminal ? 'Nothing is asked here' : 'Without a terminal nothing is asked';
  throw new ArgumentError(
    missing[0]!,
    'missing-input',
    `${why}, so these are needed as well: ${missing.join(', ')}.`,
  );
}

/** Where somebody can be asked, a flag that announces a line announces a question instead. */
async function askForInput(
  given: GivenFlags<Name>,
  { needsPassword }: TerminalFlow,
  prompter: Prompter,
): Promise<Input> {
  prompter.intro('countersign sign-in');
  return {
    userPoolId: given.text('user-pool-id') ?? (await prompter.ask(USER_POOL_ID)),
    clientId: given.text('client-id') ?? (await prompter.ask(CLIENT_ID)),
    username: given.text('username') ?? (await prompter.ask(USERNAME)),
    password:
      needsPassword || given.isOn('password-stdin') ? await askForPassword(prompter) : undefined,
    clientSecret: given.isOn('client-secret-stdin')
      ? await prompter.askSecret(CLIENT_SECRET)
      : undefined,
    answers: [],
  };
}

const PASSWORD_LINE = { flag: '--password-stdin', what: 'password' };

const USER_POOL_ID: Question = {
  message: 'User pool id',
  placeholder: 'eu-west-1_AbCdEf123',
  validate(answer) {
    try {
      asUserPoolId(answer);
      return undefined;
    } catch (error) {
      if (isFlowError(error)) return error.message;
      throw error;
    }
  },
};
const CLIENT_ID: Question = { message: 'App client id', validate: notEmpty };
const USERNAME: Question = { message: 'User name', validate: notEmpty };
const CLIENT_SECRET: Question = { message: 'Client secret', validate: notEmpty };
