/**
 * A device record comes from a store that others fill, and may be damaged there.
 *
 * @module
 */
import { invalidValue } from './arguments.ts';
import type { DeviceRecord } from './handler.ts';
import { isBoundedText } from './text.ts';

/** The key is bounded by the service, the password as all passwords are; the group key by good sense. */
const LONGEST: { readonly [member in keyof DeviceRecord]: number } = {
  deviceKey: 55,
  deviceGroupKey: 1024,
  devicePassword: 256,
};

/**
 * @param record - UNTRUSTED. SECRET: no message quotes it.
 * @param argument - where the caller put it.
 * @throws `ArgumentError` `ERR_ARGUMENT` when a member is missing, empty or too long.
 * @see AWS API model, `DeviceKeyType`, `PasswordType`
 */
export function requireDeviceRecord(record: unknown, argument: string): DeviceRecord {
  const members: Partial<Record<string, unknown>> =
    typeof record === 'object' && record !== null ? { ...record } : {};
  for (const [name, longest] of Object.entries(LONGEST)) {
    if (isBoundedText(members[name], longest)) continue;
    throw invalidValue(
      argument,
      `must be a device record, with a ${name} of 1 to ${longest} well-formed characters.`,
    );
  }
  return record as DeviceRecord;
}
