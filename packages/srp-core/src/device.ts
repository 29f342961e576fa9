/**
 * What `ConfirmDevice` needs: a password for the device, and the verifier of it that the service
 * keeps.
 *
 * @module
 */
import type { RandomBytes } from '@countersign/contract';
import { base64FromBytes } from './_base64.ts';
import { drawSecret } from './_random.ts';
import { requireArgumentText, requirePassword } from './_text.ts';
import { derivePrivateX, deriveVerifier, padInteger, wipe } from './steps.ts';

const DEVICE_PASSWORD_BYTES = 40;
const SALT_BYTES = 16;

/** What a device verifier is computed from. */
export interface DeviceVerifierInput {
  /** `DeviceGroupKey` of `NewDeviceMetadata`. */
  readonly deviceGroupKey: string;
  /** `DeviceKey` of `NewDeviceMetadata`. */
  readonly deviceKey: string;
  /** As {@link createDevicePassword} made it, or any text of 1 to 256 UTF-16 code units. SECRET. */
  readonly devicePassword: string;
  /** Asked for 16 bytes. */
  readonly random: RandomBytes;
}

/** `DeviceSecretVerifierConfig`, member by member. */
export interface DeviceVerifier {
  /** `Salt`: base64 of 1 to 17 bytes. */
  readonly saltBase64: string;
  /** `PasswordVerifier`: base64 of up to 385 bytes. SECRET on its way to the service. */
  readonly passwordVerifierBase64: string;
}

/**
 * Make the salt and the verifier of a new device. Both go out as the service reads them, as signed
 * integers: with a zero byte in front where the top bit is set, without one where it is not needed.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT`; `UnsupportedError` `ERR_UNSUPPORTED`, reason
 * `environment`, when what `random` gives is not random.
 * @see AWS API reference, `ConfirmDevice`, `DeviceSecretVerifierConfigType`
 */
export function createDeviceVerifier(input: DeviceVerifierInput): DeviceVerifier {
  const poolName = requireArgumentText(input.deviceGroupKey, 'deviceGroupKey');
  const userIdForSrp = requireArgumentText(input.deviceKey, 'deviceKey');
  const password = requirePassword(input.devicePassword, 'devicePassword');
  const salt = drawSecret(input.random, SALT_BYTES);
  const privateX = derivePrivateX({ poolName, userIdForSrp, password, salt });
  const verifier = deriveVerifier(privateX);
  const padded = padInteger(verifier);
  const passwordVerifierBase64 = base64FromBytes(padded);
  wipe(privateX, verifier, padded);
  return { saltBase64: base64FromBytes(padInteger(salt)), passwordVerifierBase64 };
}

/** A device's password together with its verifier. */
export interface DeviceSecret extends DeviceVerifier {
  /** For the device record; never sent. SECRET. */
  readonly devicePassword: string;
}

/**
 * A fresh password and its verifier for the device that `NewDeviceMetadata` proposes: the
 * `createSecret` of `rememberDevices` in `@countersign/flow/devices`.
 *
 * @throws as {@link createDeviceVerifier} does.
 */
export function createDeviceSecret(
  newDevice: Pick<DeviceVerifierInput, 'deviceGroupKey' | 'deviceKey'>,
  random: RandomBytes,
): DeviceSecret {
  const devicePassword = createDevicePassword(random);
  return { devicePassword, ...createDeviceVerifier({ ...newDevice, devicePassword, random }) };
}

/**
 * A password for a device: 40 random bytes (320 bits) in base64, 56 characters. SECRET: keep it
 * where the device record is kept, it is never sent.
 *
 * @throws `UnsupportedError` `ERR_UNSUPPORTED`, reason `environment`.
 */
export function createDevicePassword(random: RandomBytes): string {
  const drawn = drawSecret(random, DEVICE_PASSWORD_BYTES);
  const password = base64FromBytes(drawn);
  wipe(drawn);
  return password;
}
