/**
 * `vectors/devices.json`: device verifiers, made and judged, and the proofs of devices.
 *
 * @module
 */
import devices from '@countersign/conformance-vectors/devices.json' with { type: 'json' };
import { expectEqual } from './_check.ts';
import { integer, serviceOf, testsOf } from './_vectors.ts';
import type { Vector } from './_vectors.ts';
import { registerClaimsOf } from './proof-vectors.ts';
import type { SrpImplementation, TestApi } from './srp-implementation.ts';
import type { ServiceSubject } from './subjects.ts';

interface DeviceVerifier extends Vector {
  readonly deviceGroupKey: string;
  readonly deviceKey: string;
  readonly devicePassword: string;
  readonly salt: string;
  readonly DeviceSecretVerifierConfig: { readonly Salt: string; readonly PasswordVerifier: string };
}
interface DeviceConfirm extends Vector {
  readonly DeviceSecretVerifierConfig: unknown;
}

/** What `ConfirmDevice` is sent, for a salt. */
export function registerDeviceVerifiers(
  { test }: TestApi,
  implementation: Pick<SrpImplementation, 'name' | 'createDeviceVerifier'>,
): void {
  for (const vector of testsOf(devices, 'DeviceVerifier') as readonly DeviceVerifier[]) {
    const { deviceGroupKey, deviceKey, devicePassword, salt } = vector;
    const { Salt, PasswordVerifier } = vector.DeviceSecretVerifierConfig;
    test(`${implementation.name}: devices#${vector.tcId} ${vector.comment}`, () => {
      const names = { deviceGroupKey, deviceKey, devicePassword };
      const made = implementation.createDeviceVerifier({ ...names, saltHex: integer(salt) });
      expectEqual(made.saltBase64, Salt, 'Salt');
      expectEqual(made.passwordVerifierBase64, PasswordVerifier, 'PasswordVerifier');
    });
  }
}

/** What a service makes of it, and of the proofs that follow. */
export function registerDeviceChecks(
  api: TestApi,
  service: Pick<ServiceSubject, 'name' | 'answerDeviceVerifier' | 'checkClaim'>,
): void {
  for (const vector of testsOf(devices, 'DeviceConfirm') as readonly DeviceConfirm[]) {
    api.test(`${service.name}: devices#${vector.tcId} ${vector.comment}`, async () => {
      const answer = await service.answerDeviceVerifier(vector.DeviceSecretVerifierConfig);
      expectEqual(answer, serviceOf(vector), 'the answer');
    });
  }
  registerClaimsOf(api, service, 'devices', devices);
}
