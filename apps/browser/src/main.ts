/**
 * A sign-in page: begin, answer what is asked, and stay signed in until the user has had enough.
 *
 * @module
 */
import type { SignedIn } from '@countersign/contract';
import { answer } from './answer.ts';
import type { Next } from './answer.ts';
import { ask, textOf } from './ask.ts';
import { createDeviceStore } from './device-store.ts';
import { NO_ANSWER_WORDS, RESTART_WORDS, say, sayError } from './outcome.ts';
import { hasPasskeys } from './passkeys.ts';
import { putAway, takeBack } from './put-away.ts';
import { readSettings } from './settings.ts';
import { createSignIns } from './sign-in.ts';
import type { Question, SignIns, Step } from './sign-in.ts';
import { welcome } from './signed-in.ts';

type End = Exclude<Next, Question>;

async function run(): Promise<void> {
  const settings = readSettings(new URLSearchParams(location.search));
  const store = createDeviceStore(settings.client.userPoolId);
  const signIns = createSignIns(settings, store);
  let first = await resume(signIns);
  for (;;) {
    const end = await carryOn(first ?? (await begin(signIns)));
    if (end?.kind === 'signed-in') await welcome(end, settings, store);
    else if (end !== undefined) sayWhy(end);
    first = undefined;
  }
}

async function resume(signIns: SignIns): Promise<Step | undefined> {
  const state = takeBack();
  // It may be of another pool: then it is as good as not there.
  return state === undefined ? undefined : signIns.resume(state).catch(() => undefined);
}

async function begin(signIns: SignIns): Promise<Step | undefined> {
  return ask(
    'password',
    async (form) => {
      // Phones put a space after a word that they complete; no user name of Cognito's has one.
      const username = textOf(form, 'username').trim();
      if (textOf(form, 'way') !== 'passkey') {
        return signIns.start(username, textOf(form, 'password'));
      }
      if (!hasPasskeys()) throw new Error('This browser cannot do passkeys. Use the password.');
      return signIns.startWithPasskey(username);
    },
    {
      fill(form) {
        const username = form.querySelector<HTMLInputElement>('[name=username]')!;
        // A passkey takes the user name and nothing else. `false` is no click.
        form.querySelector<HTMLButtonElement>('[value=passkey]')!.onclick = () =>
          username.reportValidity();
      },
    },
  );
}

/** From question to question, to the end. */
async function carryOn(first: Step | undefined): Promise<End | undefined> {
  let step: Next | undefined = first;
  while (step?.kind === 'challenge' || step?.kind === 'retry') {
    putAway(step);
    if (step.kind === 'retry') sayError(step.error);
    step = await answer(step);
  }
  putAway(undefined);
  return step;
}

function sayWhy(end: Exclude<End, SignedIn>): void {
  switch (end.kind) {
    case 'refused':
    case 'failed':
      return sayError(end.error);
    case 'restart':
      return say(RESTART_WORDS[end.reason], 'error');
    case 'unsupported':
      return say(NO_ANSWER_WORDS[end.name] ?? `This page cannot answer ${end.name}.`, 'error');
  }
}

run().catch(sayError);
