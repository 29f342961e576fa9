/** The suite on a page: each message is posted to where the page comes from. */
import { runWhole } from './_whole.ts';

export const runOnPage = (): Promise<void> =>
  runWhole(async (message) => {
    await fetch('/message', { method: 'POST', body: JSON.stringify(message) });
  });
