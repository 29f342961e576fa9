/**
 * The end of a good sign-in: what became of the device.
 *
 * @module
 */
import type { ConfirmedDevice, DeviceStore, SignedIn } from '@countersign/contract';
import type { Terminal } from './terminal.ts';

type Consent = Extract<ConfirmedDevice, { readonly kind: 'consent-needed' }>;

/** The tokens end with the program. Yours would use them here. */
export async function welcome(
  { username, challenges, device }: SignedIn,
  terminal: Terminal,
  store: DeviceStore,
): Promise<void> {
  terminal.say(`Signed in as ${username}. Answered: ${challenges.join(', ')}.`);
  switch (device?.kind) {
    case undefined:
      return;
    case 'remembered':
      return terminal.say('This device is remembered.');
    case 'consent-needed':
      return askConsent(device, username, { terminal, store });
    case 'failed':
      return terminal.say('This device could not be remembered.');
  }
}

/**
 * The record stays only once the service has taken a yes. A device with a record is not proposed
 * again, so who says no, or leaves at this question, is asked next time only if nothing is left
 * here.
 */
async function askConsent(
  device: Consent,
  username: string,
  { terminal, store }: { readonly terminal: Terminal; readonly store: DeviceStore },
): Promise<void> {
  const record = await store.load(username);
  await store.forget(username);
  const remember = (await terminal.ask('Remember this device? (yes or no)')) === 'yes';
  await device.answer(remember);
  if (remember && record !== undefined) await store.save(username, record);
}
