/**
 * The passkeys of somebody who is signed in: see them, add one, delete one.
 *
 * @module
 */
import { deletePasskey, listPasskeys, registerPasskey } from '@countersign/adapter-browser';
import type { PasskeyCallOptions, RegisteredPasskey } from '@countersign/adapter-browser';
import type { SignedIn } from '@countersign/contract';
import { ask, textOf } from './ask.ts';
import { passkeyError, say } from './outcome.ts';
import type { Settings } from './settings.ts';

const NOT_MADE = 'No passkey was made: cancelled, or not in time.';
/** Who answered one of these has a second factor. */
const SECOND_FACTORS = ['MFA_SETUP', 'SOFTWARE_TOKEN_MFA', 'DEVICE_PASSWORD_VERIFIER'];

/** Can this browser do passkeys? */
export const hasPasskeys = (): boolean => 'PublicKeyCredential' in window;

/** Stays until the user goes back. */
export async function managePasskeys(
  { tokens, challenges }: SignedIn,
  { transport }: Settings,
): Promise<void> {
  const call = { transport, accessToken: tokens.accessToken };
  const hasSecondFactor = challenges.some((name) => SECOND_FACTORS.includes(name));
  let done: string | undefined = '';
  while (done !== undefined) {
    say('One moment …', 'working');
    const passkeys = await listPasskeys(call);
    say(done);
    done = await ask(
      'passkeys',
      (form) => {
        const credentialId = textOf(form, 'delete');
        return credentialId === '' ? add(call, hasSecondFactor) : remove(call, credentialId);
      },
      {
        fill(form) {
          form.querySelector('[data-passkeys]')!.replaceChildren(...passkeys.map(createItem));
          form.querySelector<HTMLButtonElement>('[value=add]')!.hidden = !hasPasskeys();
        },
      },
    );
  }
}

async function add(call: PasskeyCallOptions, hasSecondFactor: boolean): Promise<string> {
  const outcome = await registerPasskey(call);
  if (outcome.kind === 'not-registered') throw passkeyError(outcome.reason, NOT_MADE);
  return hasSecondFactor ? countAsBoth(call) : 'The passkey is added.';
}

/** Who has a second factor cannot begin with a passkey until it counts as both by their own wish. */
async function countAsBoth({ transport, accessToken }: PasskeyCallOptions): Promise<string> {
  const input = { AccessToken: accessToken, WebAuthnMfaSettings: { Enabled: true } };
  const reply = await transport({ operation: 'SetUserMFAPreference', input });
  if (reply.kind === 'success') return 'The passkey is added.';
  return `The passkey is added, but not as a second factor: ${reply.error.message}`;
}

async function remove(call: PasskeyCallOptions, credentialId: string): Promise<string> {
  await deletePasskey({ ...call, credentialId });
  return 'The passkey is deleted. Remove it from your device, too.';
}

function createItem({ credentialId, friendlyName, createdAtMs }: RegisteredPasskey): HTMLElement {
  const name = friendlyName ?? 'Passkey';
  const label =
    createdAtMs === undefined ? name : `${name}, ${new Date(createdAtMs).toLocaleString()}`;
  const button = document.createElement('button');
  button.name = 'delete';
  button.value = credentialId;
  button.textContent = 'Delete';
  button.ariaLabel = `Delete ${label}`;
  const item = document.createElement('li');
  item.append(label, button);
  return item;
}
