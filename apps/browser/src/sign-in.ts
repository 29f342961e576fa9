/**
 * The sign-in: which challenges this page answers, how it opens, and what becomes of the browser.
 *
 * @module
 */
import { devicePasswordVerifier } from '@countersign/challenge-handlers/device-password-verifier';
import { deviceSrpAuth } from '@countersign/challenge-handlers/device-srp-auth';
import { mfaSetup } from '@countersign/challenge-handlers/mfa-setup';
import { newPasswordRequired } from '@countersign/challenge-handlers/new-password-required';
import { passwordVerifier } from '@countersign/challenge-handlers/password-verifier';
import { softwareTokenMfa } from '@countersign/challenge-handlers/software-token-mfa';
import { webAuthn } from '@countersign/challenge-handlers/web-authn';
import type { DeviceStore, FlowStep } from '@countersign/contract';
import { resumeSignIn, signIn } from '@countersign/flow';
import { rememberDevices } from '@countersign/flow/devices';
import { userAuthPreferring } from '@countersign/flow/user-auth';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';
import { createDeviceSecret } from '@countersign/srp-core/device';
import type { Settings } from './settings.ts';

type Handler =
  | typeof passwordVerifier
  | typeof newPasswordRequired
  | typeof mfaSetup
  | typeof softwareTokenMfa
  | typeof deviceSrpAuth
  | typeof devicePasswordVerifier
  | typeof webAuthn;

/** Whatever can come next. */
export type Step = FlowStep<Handler>;

/** The steps that somebody has to answer. */
export type Question = Extract<Step, { readonly kind: 'challenge' | 'retry' }>;

/** The ways in. */
export interface SignIns {
  start(username: string, password: string): Promise<Step>;
  startWithPasskey(username: string): Promise<Step>;
  /** @param state - of a sign-in that was put away. UNTRUSTED. */
  resume(state: unknown): Promise<Step>;
}

export function createSignIns({ client, transport }: Settings, store: DeviceStore): SignIns {
  const options = {
    client,
    transport,
    handlers: [
      passwordVerifier,
      newPasswordRequired,
      mfaSetup,
      softwareTokenMfa,
      deviceSrpAuth,
      devicePasswordVerifier,
      webAuthn,
    ],
  };
  const devices = rememberDevices({
    store,
    createSecret: createDeviceSecret,
    deviceName: navigator.userAgent,
  });
  return {
    start: (username, password) =>
      signIn({ ...options, devices, authFlow: userSrpAuth, username, password }),
    // No code is asked for, so no device has to stand in for one. The answer to WEB_AUTHN could not
    // name it either: the pool would propose another, in place of the one that is remembered.
    startWithPasskey: (username) =>
      signIn({ ...options, authFlow: userAuthPreferring('WEB_AUTHN'), username }),
    resume: (state) => resumeSignIn({ ...options, devices, state }),
  };
}
