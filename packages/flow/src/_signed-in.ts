/**
 * The end of a sign-in: tokens, the real user name, and what becomes of a device that the service
 * proposes to remember.
 *
 * @module
 */
import type {
  AnyChallengeHandler,
  ConfirmedDevice,
  Devices,
  FlowState,
  ProposedDevice,
  SignedIn,
} from '@countersign/contract';
import { abortable } from './_device-store.ts';
import type { Run } from './options.ts';
import type { ServiceReply } from './_service-reply.ts';
import { usernameOf } from './_tokens.ts';

export async function signedIn(
  run: Run<AnyChallengeHandler>,
  state: FlowState,
  { tokens, newDevice }: Extract<ServiceReply, { kind: 'tokens' }>,
  signal: AbortSignal | undefined,
): Promise<SignedIn> {
  const username = usernameOf(tokens) ?? state.username;
  const { transport, random, devices } = run;
  const { accessToken } = tokens;
  const proposed = newDevice && { newDevice, username, accessToken, transport, random };
  const device = proposed && (await confirm(devices, { ...proposed, ...(signal && { signal }) }));
  return {
    kind: 'signed-in',
    tokens,
    username,
    ...(newDevice && { newDevice }),
    ...(device && { device }),
    challenges: state.answered,
  };
}

/** The tokens are there: nothing that happens to the device may cost them. */
async function confirm(
  devices: Devices | undefined,
  proposed: ProposedDevice,
): Promise<ConfirmedDevice | undefined> {
  try {
    // A store that hangs may not keep the tokens, either.
    return await (devices?.confirm && abortable(devices.confirm(proposed), proposed.signal));
  } catch (error) {
    return { kind: 'failed', error };
  }
}
