/** Faults in what is used once, what ends early, and what is told. */
import { faultsIn } from './_faults-in.mjs';

export const LIFETIMES = [
  ...faultsIn('srp-core/src/_random.ts', [
    [
      'constant-randomness',
      'random bytes that are all the same are taken',
      'reduce((seen, byte) => seen | (byte ^ drawn[0]!), 0) !== 0',
      'length !== 0',
    ],
    [
      'short-randomness',
      'fewer random bytes than asked for are taken',
      ' && drawn.length === length',
      '',
    ],
  ]),
  ...faultsIn('srp-core/src/_client.ts', [
    [
      'ephemeral-used-twice',
      'an ephemeral proves twice',
      'if (used) {',
      'if (used && secretA.length === 0) {',
    ],
  ]),
  ...faultsIn('flow/src/_answerable-step.ts', [
    [
      'answered-twice',
      'a double click sends two answers',
      'if (taken) {',
      'if (taken && kind === undefined) {',
    ],
    [
      'wrong-input-spends-the-step',
      'an answer that cannot be right spends the step',
      '      taken = false;\n',
      '',
    ],
    [
      'answer-after-abort',
      'an answer goes out whose signal is aborted',
      'options.signal?.throwIfAborted();',
      '',
    ],
  ]),
  ...faultsIn('flow/src/_device-store.ts', [
    [
      'abort-waits-for-the-store',
      'an abort waits for a store that never answers',
      'Promise.race([work, aborted])',
      'work',
    ],
    [
      'fresh-device-forgotten',
      "another tab's new device is forgotten in the dead one's place",
      'kept?.deviceKey === deviceKey',
      'kept !== null',
    ],
    [
      'damaged-record-taken',
      'a device record that is damaged is used',
      "requireDeviceRecord(record, 'devices')",
      '(record as DeviceRecord)',
    ],
  ]),
  ...faultsIn('flow/src/_tokens.ts', [
    [
      'lifetime-as-told',
      'ExpiresIn counts whatever it is',
      'positiveInteger(ExpiresIn) ?? lifetimeSeconds(AccessToken)',
      'Number(ExpiresIn)',
    ],
  ]),
  ...faultsIn('flow/src/state.ts', [
    [
      'newer-state-as-damaged',
      'a state of a newer build counts as damaged',
      'version > STATE_VERSION',
      'version < 0',
    ],
  ]),
  ...faultsIn('flow/src/sign-in.ts', [
    [
      'state-of-another-client',
      'a state of another app client is resumed',
      ' || state.clientId !== run.clientId',
      '',
    ],
    [
      'state-of-another-pool',
      'a state of another pool is resumed',
      'state.userPoolId !== run.userPoolId || ',
      '',
    ],
  ]),
  ...faultsIn('flow/src/_checks.ts', [
    [
      'client-id-by-line',
      'a client id may go on in another line',
      '/^[\\w+]{1,128}$/',
      '/^[\\w+]{1,128}$/m',
    ],
  ]),
  ...faultsIn('transport/src/_carry.ts', [
    [
      'late-answer-retryable',
      'an answer that timed out counts as one that may be sent again',
      'retryable: isRepeatable(call),',
      'retryable: true,',
    ],
    [
      'sent-after-abort',
      'a call goes out whose signal is aborted',
      'call.signal?.throwIfAborted();',
      '',
    ],
    ['no-cause', 'the last failure is not kept', '    cause: outcome,\n', ''],
  ]),
  ...faultsIn('transport/src/_call-scope.ts', [
    [
      'abort-not-heard',
      'an abort does not end a call',
      "signal?.addEventListener('abort', onAbort, { once: true });",
      '',
    ],
    [
      'abort-with-another-reason',
      'an abort rejects with an error of ours',
      'finish(signal?.reason)',
      "finish(new Error('aborted'))",
    ],
    [
      'sleep-through-abort',
      'an abort waits for the pause between two attempts',
      'await until(wake).finally(cancel);',
      'await wake.finally(cancel);',
    ],
  ]),
  ...faultsIn('transport/src/_network-failure.ts', [
    [
      'failure-quoted',
      'an error repeats what the runtime said of a failure',
      "codes.length === 0 ? '' :",
      'codes.length === 0 ? ` (${String(error)})` :',
    ],
  ]),
  ...faultsIn('contract/src/arguments.ts', [
    [
      'argument-quoted',
      'an error repeats an argument that is refused',
      '`must be text of 1 to ${maxLength} characters, without half a surrogate pair.`',
      '`must not be ${value}`',
    ],
  ]),
];
