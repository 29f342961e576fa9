/**
 * SetUserMFAPreference: which second factors the signed-in user wants. Served are authenticator apps.
 *
 * @module
 */
import { requireBearer } from '../_access-token.ts';
import { readBoolean, readObject } from '../_input.ts';
import type { PoolOperation } from '../_operation.ts';
import { invalidParameter } from '../_service-fault.ts';

const UNSERVED = ['SMSMfaSettings', 'EmailMfaSettings', 'WebAuthnMfaSettings'];

export const setUserMfaPreference: PoolOperation = {
  name: 'SetUserMFAPreference',
  async handle(service, input) {
    const { user } = await requireBearer(service, input);
    for (const member of UNSERVED) {
      if (readBoolean(readObject(input, member) ?? {}, 'Enabled') === true) {
        throw invalidParameter(`${member} is not served by the local pool.`);
      }
    }
    const settings = readObject(input, 'SoftwareTokenMfaSettings');
    if (settings === undefined) return {};
    const enabled = readBoolean(settings, 'Enabled') ?? false;
    if (enabled && user.softwareToken === undefined) {
      throw invalidParameter('User has not set up software token mfa');
    }
    user.mfaPreference.enabled = enabled;
    user.mfaPreference.preferred = enabled && (readBoolean(settings, 'PreferredMfa') ?? false);
    return {};
  },
};
