/**
 * `countersign resume`: goes on with a sign-in that stopped at a challenge.
 *
 * @module
 */
import { ArgumentError } from '@countersign/contract';
import type { FlowState } from '@countersign/contract';
import { parseFlowState, resumeSignIn } from '@countersign/flow';
import type { FlagTable } from '../flags.ts';
import type { Command } from './command.ts';
import { conclude, readWishes } from './shared-ending.ts';
import { answerFlags, answerNotes, clientFlags, outputFlags } from './shared-flags.ts';
import type { SharedFlag } from './shared-flags.ts';
import { answerSources, connect, readStdinInput } from './shared-input.ts';

type Name = 'state-stdin' | SharedFlag;

const flags: FlagTable<Name> = {
  'state-stdin': { help: 'the state, or the line that held it, is line 1 of standard input' },
  ...clientFlags,
  ...answerFlags,
  ...outputFlags,
};

export const resumeCommand: Command<Name> = {
  name: 'resume',
  summary: 'go on with a sign-in that stopped at a challenge (exit code 2)',
  flags,
  notes: [
    'The user pool and the app client are those of the state; --endpoint and --client-secret-stdin',
    'have to be given again. Standard input holds, in this order and as far as the flags announce',
    'it: the state, the client secret, the answers.',
    '',
    ...answerNotes,
    '',
    'The state is as good as the password until the session ends (3 to 15 minutes): keep it secret.',
  ],
  examples: [
    'countersign resume --state-stdin --answer NEW_PASSWORD_REQUIRED=VALUE --json < challenge.json',
  ],
  async run(given, surroundings) {
    if (!given.isOn('state-stdin')) {
      throw new ArgumentError(
        '--state-stdin',
        'missing-input',
        'resume needs --state-stdin, and on standard input the line that `sign-in --json` printed.',
      );
    }
    const wishes = readWishes(given);
    const line = { flag: '--state-stdin', what: 'state' };
    const { own, clientSecret, answers } = await readStdinInput(given, [line], surroundings);
    const state = parseStateLine(own[0]!);
    surroundings.secrets.add(state.session ?? '');
    const client = {
      userPoolId: given.text('user-pool-id') ?? state.userPoolId,
      clientId: given.text('client-id') ?? state.clientId,
      clientSecret,
    };
    const sources = answerSources(given, { answers, hasPassword: false }, surroundings);
    const connection = connect(given, client, surroundings);
    const step = await resumeSignIn({ ...connection.options, state });
    return conclude(step, sources, { wishes, connection });
  },
};

/** A state, or the whole line of output that has it as its `state`. */
function parseStateLine(line: string): FlowState {
  const value = parseJson(line);
  if (typeof value !== 'object' || value === null) return parseFlowState(value);
  if ('state' in value) return parseFlowState(value.state);
  if (!('status' in value)) return parseFlowState(value);
  throw new ArgumentError(
    '--state-stdin',
    'invalid-value',
    'Line 1 of standard input holds no state: the sign-in before it has ended, or failed.',
  );
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // The parser's own message quotes the state.
    throw new ArgumentError('state', 'invalid-value', 'Line 1 of standard input is not JSON.');
  }
}
