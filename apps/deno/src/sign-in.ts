/**
 * The sign-in: which challenges this program answers, and that the device is remembered.
 *
 * @module
 */
import { devicePasswordVerifier } from '@countersign/challenge-handlers/device-password-verifier';
import { deviceSrpAuth } from '@countersign/challenge-handlers/device-srp-auth';
import { mfaSetup } from '@countersign/challenge-handlers/mfa-setup';
import { newPasswordRequired } from '@countersign/challenge-handlers/new-password-required';
import { passwordVerifier } from '@countersign/challenge-handlers/password-verifier';
import { softwareTokenMfa } from '@countersign/challenge-handlers/software-token-mfa';
import type { DeviceStore, FlowStep } from '@countersign/contract';
import { signIn } from '@countersign/flow';
import type { SignInOptions } from '@countersign/flow';
import { rememberDevices } from '@countersign/flow/devices';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';
import { createDeviceSecret } from '@countersign/srp-core/device';

type Handler =
  | typeof passwordVerifier
  | typeof newPasswordRequired
  | typeof mfaSetup
  | typeof softwareTokenMfa
  | typeof deviceSrpAuth
  | typeof devicePasswordVerifier;

/** Whatever can come next. */
export type Step = FlowStep<Handler>;

/** The steps that somebody has to answer. */
export type Question = Extract<Step, { readonly kind: 'challenge' | 'retry' }>;

/** Who signs in, and where. */
export interface Login extends Pick<
  SignInOptions<Handler>,
  'transport' | 'client' | 'username' | 'password'
> {
  readonly store: DeviceStore;
}

export async function startSignIn({ store, ...login }: Login): Promise<Step> {
  return signIn({
    ...login,
    authFlow: userSrpAuth,
    handlers: [
      passwordVerifier,
      newPasswordRequired,
      mfaSetup,
      softwareTokenMfa,
      deviceSrpAuth,
      devicePasswordVerifier,
    ],
    devices: rememberDevices({ store, createSecret: createDeviceSecret, deviceName: 'Deno' }),
  });
}
