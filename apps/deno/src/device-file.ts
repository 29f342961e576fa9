/**
 * Remembered devices in a JSON file, one record per user pool and real user name.
 *
 * A record is SECRET: it stands in for the code of an authenticator app, never for the password. So
 * the file is its owner's alone. It is written in place, because the program may write to this one
 * path and not beside it: a file that was cut short has to be deleted, and a code is asked for
 * again.
 *
 * @module
 */
import { requireDeviceRecord } from '@countersign/contract';
import type { DeviceRecord, DeviceStore } from '@countersign/contract';

declare const Deno: {
  readonly errors: { readonly NotFound: new () => Error };
  readTextFile(path: string): Promise<string>;
  writeTextFile(path: string, text: string, options: { readonly mode: number }): Promise<void>;
};

type Records = Map<string, DeviceRecord>;

const OWNER_ONLY = 0o600;

export function createDeviceFile(path: string, userPoolId: string): DeviceStore {
  const keyOf = (username: string): string => `${userPoolId} ${username}`;

  async function change(edit: (records: Records) => void): Promise<void> {
    const records = await readRecords(path);
    edit(records);
    const text = JSON.stringify(Object.fromEntries(records), null, 2);
    await Deno.writeTextFile(path, `${text}\n`, { mode: OWNER_ONLY });
  }
  return {
    load: async (username) => (await readRecords(path)).get(keyOf(username)),
    save: (username, device) => change((records) => records.set(keyOf(username), device)),
    forget: (username) => change((records) => records.delete(keyOf(username))),
  };
}

async function readRecords(path: string): Promise<Records> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return new Map();
    throw error;
  }
  return parseRecords(text);
}

/** @throws `Error` when it is not what this program writes: it may be another file of the user's. */
function parseRecords(text: string): Records {
  try {
    const entries = Object.entries(JSON.parse(text) as Record<string, unknown>);
    return new Map(entries.map(([key, record]) => [key, requireDeviceRecord(record, key)]));
  } catch {
    // The parser's own message quotes the file.
    throw new Error('The file of devices holds something else: delete it, or name another.');
  }
}
