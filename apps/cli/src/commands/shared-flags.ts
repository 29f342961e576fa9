/**
 * Flags that more than one command has.
 *
 * @module
 */
import { challengeValues } from '../challenges/index.ts';
import { columns } from '../columns.ts';
import type { FlagTable } from '../flags.ts';

type ClientFlag = 'endpoint' | 'region' | 'user-pool-id' | 'client-id' | 'client-secret-stdin';
type AnswerFlag = 'answer' | 'answer-stdin' | 'attribute' | 'device-file' | 'remember-device';
type OutputFlag = 'json' | 'show-tokens';

export type SharedFlag = ClientFlag | AnswerFlag | OutputFlag;

/** Which user pool, through which app client. */
export const clientFlags: FlagTable<ClientFlag> = {
  endpoint: { value: 'URL', help: 'address of the service (default: the one of the region)' },
  region: { value: 'REGION', help: 'default: the region in the user pool id' },
  'user-pool-id': { value: 'ID', help: 'for example eu-west-1_AbCdEf123' },
  'client-id': { value: 'ID', help: 'the app client' },
  'client-secret-stdin': { help: "the app client's secret is the next line of standard input" },
};

/** What may be asked on the way. */
export const answerFlags: FlagTable<AnswerFlag> = {
  answer: {
    value: 'CHALLENGE=VALUE',
    isRepeatable: true,
    help: 'an answer given ahead; visible in process lists',
  },
  'answer-stdin': { help: 'the rest of standard input is answers, one CHALLENGE=VALUE a line' },
  attribute: {
    value: 'NAME=VALUE',
    isRepeatable: true,
    help: 'a user attribute, where a challenge requires one',
  },
  'device-file': {
    value: 'FILE',
    help: 'remember this device, in a file that only its owner can read',
  },
  'remember-device': {
    value: 'WORD',
    help: 'yes or no, where the user pool asks (default: ask the user)',
  },
};

/** What those flags take, and what becomes of a device. */
export const answerNotes: readonly string[] = [
  'CHALLENGE and its VALUE:',
  ...columns(challengeValues),
  '',
  'WEB_AUTHN, a passkey, cannot be answered from a terminal. Proofs of a password or a device need no',
  'answer.',
  '',
  'A device that the user pool proposes to remember is kept with --device-file alone. The file is',
  'then as good as a second factor.',
];

/** What is printed. */
export const outputFlags: FlagTable<OutputFlag> = {
  json: { help: 'print one line of JSON, tokens included, and ask nothing' },
  'show-tokens': { help: 'print the tokens, which a terminal does not get otherwise' },
};
