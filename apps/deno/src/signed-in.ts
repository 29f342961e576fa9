/**
 * The end of a good sign-in: what became of the device.
 *
 * @module
 */
import type { SignedIn } from '@countersign/contract';
import type { Terminal } from './terminal.ts';

/** The tokens end with the program. Yours would use them here. */
export async function welcome(
  { username, challenges, device }: SignedIn,
  terminal: Terminal,
): Promise<void> {
  terminal.say(`Signed in as ${username}. Answered: ${challenges.join(', ')}.`);
  switch (device?.kind) {
    case undefined:
      return;
    case 'remembered':
      return terminal.say('This device is remembered.');
    case 'consent-needed':
      // Who leaves here is asked the next time.
      return device.answer((await terminal.ask('Remember this device? (yes or no)')) === 'yes');
    case 'failed':
      return terminal.say('This device could not be remembered.');
  }
}
