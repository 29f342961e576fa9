/**
 * From the first step to the result, for `sign-in` and `resume` alike.
 *
 * @module
 */
import { ArgumentError } from '@countersign/contract';
import type { FlowStep } from '@countersign/contract';
import { settleDevice } from '../device-outcome.ts';
import { drive } from '../drive.ts';
import type { Sources } from '../drive.ts';
import type { GivenFlags } from '../flags.ts';
import type { Result } from '../result.ts';
import { signedInResult, waitingResult } from '../sign-in-result.ts';
import type { SharedFlag } from './shared-flags.ts';
import type { Connection } from './shared-input.ts';

/** What the user wants at the end of the sign-in. */
export interface Wishes {
  readonly showTokens: boolean;
  readonly rememberDevice: boolean | undefined;
}

const WORDS = new Map([
  ['yes', true],
  ['no', false],
]);

/** @throws {@link ArgumentError} `ERR_ARGUMENT` when they cannot be fulfilled. */
export function readWishes(flags: GivenFlags<SharedFlag>): Wishes {
  const word = flags.text('remember-device');
  if (word !== undefined && !WORDS.has(word)) throw wrongWord('takes yes or no.');
  if (word !== undefined && flags.text('device-file') === undefined) {
    throw wrongWord('needs --device-file, where the device is kept.');
  }
  return {
    showTokens: flags.isOn('show-tokens'),
    rememberDevice: word === undefined ? undefined : WORDS.get(word),
  };
}

/** @throws as {@link drive} does. */
export async function conclude(
  first: FlowStep,
  sources: Sources,
  { wishes, connection }: { readonly wishes: Wishes; readonly connection: Connection },
): Promise<Result> {
  const outcome = await drive(first, sources);
  if (outcome.kind === 'waiting') return waitingResult(outcome);
  const { prompter, secrets, signal } = sources;
  const { options, store } = connection;
  const device = await settleDevice(outcome, {
    given: wishes.rememberDevice,
    transport: options.transport,
    ...{ prompter, store, secrets, signal },
  });
  return signedInResult(outcome, device, { tokens: wishes.showTokens });
}

function wrongWord(problem: string): ArgumentError {
  return new ArgumentError('--remember-device', 'invalid-value', `--remember-device ${problem}`);
}
