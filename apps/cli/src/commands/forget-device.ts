/**
 * `countersign forget-device`: takes one device out of a device file.
 *
 * @module
 */
import { ArgumentError, asUserPoolId } from '@countersign/contract';
import { createDeviceFile } from '../device-file.ts';
import { EXIT_CODES } from '../failure.ts';
import { printable } from '../safe-text.ts';
import type { Command } from './command.ts';
import { requireDeviceFile } from './devices.ts';

export const forgetDeviceCommand: Command<'device-file' | 'user-pool-id' | 'username' | 'json'> = {
  name: 'forget-device',
  summary: 'take one device out of a device file',
  flags: {
    'device-file': { value: 'FILE', help: 'as given to sign-in' },
    'user-pool-id': { value: 'ID', help: 'as `devices` shows it' },
    username: { value: 'NAME', help: 'as `devices` shows it: the real user name, no alias' },
    json: { help: 'print one line of JSON' },
  },
  notes: [
    'The next sign-in needs the second factor again, and may remember the device anew. The user pool',
    'is not told: there, the device stays in the list of the user.',
  ],
  examples: [
    'countersign forget-device --device-file devices.json --user-pool-id eu-west-1_AbCdEf123 \\\n' +
      '    --username jane',
  ],
  async run(given) {
    const path = requireDeviceFile(given);
    const [userPoolId, username] = [given.text('user-pool-id'), given.text('username')];
    if (userPoolId === undefined || username === undefined) {
      const message =
        'Whose? Pass --user-pool-id and --username as `countersign devices` shows them.';
      throw new ArgumentError('--username', 'missing-input', message);
    }
    const store = createDeviceFile(path, asUserPoolId(userPoolId));
    const device = await store.load(username);
    if (device === undefined) {
      const message = 'The file remembers no device of this user in this user pool.';
      throw new ArgumentError('--username', 'invalid-value', message);
    }
    await store.forget(username);
    const { deviceKey } = device;
    return {
      exitCode: EXIT_CODES.done,
      json: { status: 'forgotten', device: { userPoolId, username, deviceKey } },
      out: (good) => `${good(`Forgotten: ${printable(`${deviceKey} of ${username}`)}.`)}\n`,
    };
  },
};
