/**
 * `countersign devices`: what a device file holds, or what the user pool knows.
 *
 * @module
 */
import { ArgumentError } from '@countersign/contract';
import { columns } from '../columns.ts';
import { listDeviceFile } from '../device-file.ts';
import { EXIT_CODES } from '../failure.ts';
import type { FlagTable, GivenFlags } from '../flags.ts';
import type { Result } from '../result.ts';
import { printable } from '../safe-text.ts';
import { listServiceDevices } from '../service-devices.ts';
import type { Command, Surroundings } from './command.ts';
import { clientFlags } from './shared-flags.ts';
import { readStdinLine, targetOf } from './shared-input.ts';

type Name = 'device-file' | 'access-token-stdin' | 'endpoint' | 'region' | 'json';

const { endpoint, region } = clientFlags;
const flags: FlagTable<Name> = {
  'device-file': { value: 'FILE', help: 'those in this file, as given to sign-in' },
  'access-token-stdin': { help: 'or those that the user pool knows: line 1 has an access token' },
  endpoint,
  region: { ...region, help: 'of the user pool; or pass --endpoint' },
  json: { help: 'print one line of JSON' },
};

export const devicesCommand: Command<Name> = {
  name: 'devices',
  summary: 'list remembered devices: those in a file, or those that the user pool knows',
  flags,
  notes: [
    'The line with the access token may be the whole line that `sign-in --json` printed. No password of',
    'a device is shown.',
  ],
  examples: [
    'countersign devices --device-file devices.json',
    'countersign sign-in … --json | countersign devices --access-token-stdin --region eu-west-1',
  ],
  async run(given, surroundings) {
    if (!given.isOn('access-token-stdin')) return filesDevices(requireDeviceFile(given));
    if (given.text('device-file') === undefined) return poolsDevices(given, surroundings);
    const message = 'Those of the file or those of the user pool? Pass one of the two flags.';
    throw new ArgumentError('--device-file', 'invalid-value', message);
  },
};

/** @throws {@link ArgumentError} `ERR_ARGUMENT` when it is not given. */
export function requireDeviceFile(given: GivenFlags<'device-file' | 'json'>): string {
  const path = given.text('device-file');
  if (path !== undefined && path !== '') return path;
  throw new ArgumentError('--device-file', 'missing-input', 'Which file? Pass --device-file FILE.');
}

async function filesDevices(path: string): Promise<Result> {
  const devices = await listDeviceFile(path);
  const rows = devices.map((device) => [device.userPoolId, device.username, device.deviceKey]);
  return listResult(devices, [['user pool', 'user', 'device key'], ...rows]);
}

async function poolsDevices(given: GivenFlags<Name>, surroundings: Surroundings): Promise<Result> {
  const { io } = surroundings;
  const target = targetOf(given);
  const line = { flag: '--access-token-stdin', what: 'access token' };
  const accessToken = tokenIn(await readStdinLine(line, surroundings));
  surroundings.secrets.add(accessToken);
  const transport = io.createTransport(target);
  const devices = await listServiceDevices({ transport, accessToken, signal: io.signal });
  const rows = devices.map(({ deviceKey, status, lastSignInAt, name }) => [
    deviceKey,
    status ?? '?',
    lastSignInAt ?? '?',
    name ?? '',
  ]);
  return listResult(devices, [['device key', 'status', 'last sign-in', 'name'], ...rows]);
}

/** @param rows - the first is their heading. UNTRUSTED. */
function listResult(devices: readonly object[], rows: readonly (readonly string[])[]): Result {
  const lines =
    devices.length > 0 ? columns(rows.map((row) => row.map(printable))) : ['No device.'];
  return {
    exitCode: EXIT_CODES.done,
    json: { status: 'devices', devices },
    out: () => `${lines.join('\n')}\n`,
  };
}

/** An access token, or the whole line of output that has it. SECRET. */
function tokenIn(line: string): string {
  if (!line.startsWith('{')) return line;
  try {
    const { tokens } = JSON.parse(line) as { tokens?: { accessToken?: unknown } };
    if (typeof tokens?.accessToken === 'string') return tokens.accessToken;
  } catch {
    // The parser's own message quotes the line.
  }
  throw new ArgumentError(
    '--access-token-stdin',
    'invalid-value',
    'Line 1 of standard input holds no access token: has the sign-in before it failed?',
  );
}
