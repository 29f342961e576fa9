/**
 * `countersign sign-in`: from a user name and a password to tokens.
 *
 * @module
 */
import { ArgumentError, asUserPoolId, isFlowError } from '@countersign/contract';
import { signIn } from '@countersign/flow';
import { authFlowNames, requireAuthFlow } from '../auth-flows.ts';
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
  flow: { value: 'FLOW', help: authFlowNames.join(' (default) or ') },
  ...answerFlags,
  ...outputFlags,
};

/** What a sign-in starts from. */
interface Input {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly username: string;
  /** SECRET. */
  readonly password: string;
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
    'client secret, the answers. USER_SRP_AUTH proves the password and never sends it;',
    'USER_PASSWORD_AUTH sends it.',
    '',
    ...answerNotes,
  ],
  examples: [
    'countersign sign-in',
    'countersign sign-in --user-pool-id eu-west-1_AbCdEf123 --client-id 1example23456789 \\\n' +
      '    --username jane --password-stdin --json < password.txt',
  ],
  async run(given, surroundings) {
    const authFlow = requireAuthFlow(given.text('flow') ?? authFlowNames[0]!);
    const wishes = readWishes(given);
    const { prompter } = surroundings;
    const { username, password, ...input } =
      prompter === undefined
        ? await readInput(given, surroundings)
        : await askForInput(given, prompter);
    const sources = answerSources(given, input.answers, surroundings);
    const connection = connect(given, input, surroundings);
    const step = await signIn({ ...connection.options, authFlow, username, password });
    return conclude(step, sources, { wishes, connection });
  },
};

async function readInput(given: GivenFlags<Name>, surroundings: Surroundings): Promise<Input> {
  const [userPoolId, clientId, username] = requireInput(given, surroundings.io);
  const line = { flag: '--password-stdin', what: 'password' };
  const { first: password, ...rest } = await readStdinInput(given, line, surroundings);
  return { userPoolId, clientId, username, password, ...rest };
}

/** Before standard input is read, which may take as long as its writer likes. */
function requireInput(given: GivenFlags<Name>, io: Io): readonly [string, string, string] {
  const [userPoolId, clientId, username] = [
    given.text('user-pool-id'),
    given.text('client-id'),
    given.text('username'),
  ];
  const hasPassword = given.isOn('password-stdin');
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
async function askForInput(given: GivenFlags<Name>, prompter: Prompter): Promise<Input> {
  prompter.intro('countersign sign-in');
  return {
    userPoolId: given.text('user-pool-id') ?? (await prompter.ask(USER_POOL_ID)),
    clientId: given.text('client-id') ?? (await prompter.ask(CLIENT_ID)),
    username: given.text('username') ?? (await prompter.ask(USERNAME)),
    password: await prompter.askSecret(PASSWORD),
    clientSecret: given.isOn('client-secret-stdin')
      ? await prompter.askSecret(CLIENT_SECRET)
      : undefined,
    answers: [],
  };
}

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
const PASSWORD: Question = { message: 'Password', validate: notEmpty };
const CLIENT_SECRET: Question = { message: 'Client secret', validate: notEmpty };
