/**
 * Remembered devices in a JSON file. A device's password stands in for a second factor, so the file is
 * refused unless it is its owner's alone.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ArgumentError } from '@countersign/contract';
import { requireDeviceRecord } from '@countersign/contract';
import type { DeviceRecord, DeviceStore } from '@countersign/contract';

/** A device belongs to a user of a pool, whichever app client it was remembered through. */
type Users = Map<string, DeviceRecord>;
type Pools = Map<string, Users>;

const VERSION = 1;
const OWNER_ONLY = 0o600;
const MAX_BYTES = 1024 * 1024;

/**
 * The devices of one pool's users. A file that does not exist yet has none, and is made by the first
 * `save`. Each write replaces the file as a whole; of two programs that write at the same moment, the
 * later one wins.
 *
 * Every method throws `ArgumentError` `ERR_ARGUMENT` when the file is a symbolic link, belongs to
 * somebody else, can be read by others (these three where the system has owners and modes: not on
 * Windows), or does not hold what this version writes. It is left as it is then.
 */
export function createDeviceFile(path: string, userPoolId: string): DeviceStore {
  async function change(edit: (users: Users) => boolean): Promise<void> {
    const pools = await readPools(path);
    const users: Users = pools.get(userPoolId) ?? new Map();
    if (!edit(users)) return;
    await writePools(path, pools.set(userPoolId, users));
  }
  return {
    load: async (username) => (await readPools(path)).get(userPoolId)?.get(username),
    save: (username, device) => change((users) => users.set(username, device).has(username)),
    forget: (username) => change((users) => users.delete(username)),
  };
}

/** A device on record, without its password. */
export interface RememberedDevice {
  readonly userPoolId: string;
  readonly username: string;
  readonly deviceKey: string;
}

/** All devices of a file, in the order in which they were remembered. Throws as a store's methods do. */
export async function listDeviceFile(path: string): Promise<readonly RememberedDevice[]> {
  return [...(await readPools(path))].flatMap(([userPoolId, users]) =>
    [...users].map(([username, { deviceKey }]) => ({ userPoolId, username, deviceKey })),
  );
}

async function readPools(path: string): Promise<Pools> {
  if (path === '') throw refused('has no name');
  let file: FileHandle;
  try {
    // Checked and read through one handle, so that nobody can swap the file in between. A named pipe
    // would block without O_NONBLOCK. On Windows both are undefined, which `|` takes for 0.
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
    file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') {
      await requireFolder(path);
      return new Map();
    }
    // FreeBSD says EMLINK.
    if (code === 'ELOOP' || code === 'EMLINK') throw refused('is a symbolic link: name the file');
    throw refused(`cannot be opened (${code})`);
  }
  try {
    await requireOwnersAlone(file);
    return parsePools(await file.readFile('utf8'));
  } finally {
    await file.close();
  }
}

/** Before the sign-in: at its end it would be too late to choose another. */
async function requireFolder(path: string): Promise<void> {
  try {
    await access(dirname(path), constants.W_OK | constants.X_OK);
  } catch (error) {
    throw refused(`has to be made in a folder that cannot be used (${codeOf(error)})`);
  }
}

async function requireOwnersAlone(file: FileHandle): Promise<void> {
  const facts = await file.stat();
  if (!facts.isFile()) throw refused('is not a file');
  if (facts.size > MAX_BYTES) throw refused(`is larger than ${MAX_BYTES} bytes`);
  const self = process.getuid?.();
  if (self === undefined) return;
  if (facts.uid !== self) throw refused('belongs to another user');
  if ((facts.mode & 0o077) !== 0) throw refused('can be read or written by others: chmod 600 it');
}

function parsePools(text: string): Pools {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // The parser's own message quotes the file.
    throw refused('is not JSON');
  }
  const { version, pools } = requireObject(content);
  if (typeof version === 'number' && version > VERSION) {
    throw refused('was written by a newer countersign: update this one');
  }
  if (version !== VERSION) throw refused('is not a device file');
  return new Map(
    Object.entries(requireObject(pools)).map(([poolId, users]) => [
      poolId,
      new Map(Object.entries(requireObject(users)).map(([name, it]) => [name, asRecord(it)])),
    ]),
  );
}

function asRecord(value: unknown): DeviceRecord {
  try {
    return requireDeviceRecord(value, 'devices');
  } catch {
    throw refused('holds a device that is not complete');
  }
}

function requireObject(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw refused('is not a device file');
}

async function writePools(path: string, pools: Pools): Promise<void> {
  const content = {
    version: VERSION,
    pools: Object.fromEntries(
      [...pools].map(([poolId, users]) => [poolId, Object.fromEntries(users)]),
    ),
  };
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    await writeSynced(draft, `${JSON.stringify(content, null, 2)}\n`);
    await rename(draft, path);
  } catch (error) {
    throw refused(`cannot be written (${codeOf(error)})`);
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', OWNER_ONLY);
  try {
    await file.writeFile(text);
    // Without it a crash after the rename can leave an empty file under the good name.
    await file.sync();
  } finally {
    await file.close();
  }
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown error';
}

function refused(why: string): ArgumentError {
  return new ArgumentError('--device-file', 'invalid-value', `The file of --device-file ${why}.`);
}
