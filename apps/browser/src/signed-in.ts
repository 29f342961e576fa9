/**
 * What there is to do for somebody who is signed in: agree that the browser is remembered, have it
 * forgotten, see to passkeys, sign out. The tokens live as long as this page, and nowhere else.
 *
 * @module
 */
import type { ConfirmedDevice, DeviceStore, SignedIn } from '@countersign/contract';
import { ask, textOf } from './ask.ts';
import { say, sayError } from './outcome.ts';
import { managePasskeys } from './passkeys.ts';
import type { Settings } from './settings.ts';

type Consent = Extract<ConfirmedDevice, { readonly kind: 'consent-needed' }>;

/** Stays until the user signs out. */
export async function welcome(
  signedIn: SignedIn,
  settings: Settings,
  store: DeviceStore,
): Promise<void> {
  const { username, device, challenges } = signedIn;
  if (device?.kind === 'consent-needed') await askConsent(device);
  if (device?.kind === 'failed') sayError(device.error);
  for (;;) {
    const isRemembered = (await store.load(username)) !== undefined;
    const action = await ask('what-next', async (form) => textOf(form, 'action'), {
      texts: {
        username,
        device: isRemembered ? 'This browser is remembered.' : '',
        challenges: challenges.join(', '),
      },
      fill(form) {
        form.querySelector<HTMLButtonElement>('[value=forget]')!.hidden = !isRemembered;
      },
    });
    if (action === 'passkeys') await managePasskeys(signedIn, settings).catch(sayError);
    else if (action !== 'forget') return tell(signOut(signedIn, settings), 'Signed out.');
    else await tell(forgetBrowser(signedIn, settings, store), 'This browser is forgotten.');
  }
}

/** It has happened on this side whatever the service says to it. */
async function tell(work: Promise<void>, done: string): Promise<void> {
  say('One moment …', 'working');
  try {
    await work;
    say(done);
  } catch (error) {
    sayError(error);
  }
}

/** Who closes the page here is asked the next time. */
async function askConsent(device: Consent): Promise<void> {
  const failure = await ask('consent', async (form) => {
    try {
      await device.answer(form.get('remember') === 'yes');
      return undefined;
    } catch (error) {
      return { error };
    }
  });
  if (failure !== undefined) sayError(failure.error);
}

/** Here first: on the other side a device without its record is of no use. */
async function forgetBrowser(
  { username, tokens }: SignedIn,
  { transport }: Settings,
  store: DeviceStore,
): Promise<void> {
  const record = await store.load(username);
  if (record === undefined) return;
  await store.forget(username);
  const input = { AccessToken: tokens.accessToken, DeviceKey: record.deviceKey };
  const reply = await transport({ operation: 'ForgetDevice', input });
  if (reply.kind === 'refusal') throw reply.error;
}

/** The refresh token, and the access tokens that came of it, are good for nothing from now on. */
async function signOut({ tokens }: SignedIn, { transport, client }: Settings): Promise<void> {
  const { refreshToken } = tokens;
  if (refreshToken === undefined) return;
  const input = { Token: refreshToken, ClientId: client.clientId };
  const reply = await transport({ operation: 'RevokeToken', input });
  if (reply.kind === 'refusal') throw reply.error;
}
