/**
 * One challenge, one form: what the user is asked, and how what was typed becomes the answer.
 *
 * @module
 */
import { askForPasskey } from '@countersign/adapter-browser';
import { totpSetupUri } from '@countersign/challenge-handlers/totp-setup-uri';
import { isFlowError } from '@countersign/contract';
import { ask, textOf } from './ask.ts';
import { addAttributeFields, attributesOf } from './attribute-fields.ts';
import { passkeyError, say } from './outcome.ts';
import type { Question, Step } from './sign-in.ts';

/** The step after this one, or why there is none. */
export type Next = Step | { readonly kind: 'failed'; readonly error: unknown };

type Of<Name extends string> = Extract<Question, { readonly name: Name }>;

const ISSUER = 'Countersign sample';
const NOT_GIVEN = 'No passkey: cancelled, not in time, or not on this device.';

/** Asks until there is an answer that can be right. `undefined`: the user wants to start again. */
export async function answer(step: Question): Promise<Next | undefined> {
  switch (step.name) {
    case 'NEW_PASSWORD_REQUIRED':
      return askNewPassword(step);
    case 'MFA_SETUP':
      return setUpAuthenticator(step);
    case 'SOFTWARE_TOKEN_MFA':
      return askCode(step);
    case 'WEB_AUTHN':
      return askPasskey(step);
    case 'PASSWORD_VERIFIER':
    case 'DEVICE_SRP_AUTH':
    case 'DEVICE_PASSWORD_VERIFIER':
      // The flow answers these by itself, and comes here only if it has nothing to answer with.
      return failed(new Error(`There is nothing to answer ${step.name} with.`));
  }
}

function askNewPassword(step: Of<'NEW_PASSWORD_REQUIRED'>): Promise<Next | undefined> {
  const username = step.state.typedUsername;
  const { requiredAttributes } = step.prompt;
  return ask(
    'new-password',
    (form) => {
      const newPassword = textOf(form, 'newPassword');
      return settle(step.answer({ newPassword, attributes: attributesOf(form) }));
    },
    {
      texts: { username },
      fill(form) {
        fieldOf(form, 'username').value = username;
        addAttributeFields(form.querySelector('[data-fields]')!, requiredAttributes);
        const [typed, again] = [fieldOf(form, 'newPassword'), fieldOf(form, 'again')];
        form.oninput = () =>
          again.setCustomValidity(typed.value === again.value ? '' : 'The passwords differ.');
      },
    },
  );
}

async function setUpAuthenticator(step: Of<'MFA_SETUP'>): Promise<Next | undefined> {
  const { prompt, state } = step;
  // The one way that this page knows; a pool that does not offer it ends the sign-in here.
  if (prompt.kind === 'choose') return step.answer({ kind: 'totp' }).catch(failed);
  if (prompt.kind !== 'scan') return failed(new Error(`Nobody is asked when ${prompt.kind}.`));
  const { secretCode } = prompt;
  const uri = totpSetupUri({ secretCode, account: state.typedUsername, issuer: ISSUER });
  return ask(
    'authenticator',
    (form) => settle(step.answer({ kind: 'code', code: textOf(form, 'code') })),
    {
      texts: { username: state.typedUsername },
      fill(form) {
        form.querySelector('[data-secret]')!.replaceChildren(...inGroups(secretCode));
        form.querySelector<HTMLAnchorElement>('[data-link]')!.href = uri;
      },
    },
  );
}

function askCode(step: Of<'SOFTWARE_TOKEN_MFA'>): Promise<Next | undefined> {
  const app = step.prompt.friendlyDeviceName || 'your authenticator app';
  return ask('code', (form) => settle(step.answer({ code: textOf(form, 'code') })), {
    texts: { username: step.state.typedUsername, app },
  });
}

/** The browser has a dialogue of its own for this. */
async function askPasskey(step: Of<'WEB_AUTHN'>): Promise<Next> {
  say('Your browser asks for your passkey …', 'working');
  try {
    const outcome = await askForPasskey(step.prompt);
    if (outcome.kind === 'answer') return await step.answer(outcome.answer);
    return failed(passkeyError(outcome.reason, NOT_GIVEN));
  } catch (error) {
    return failed(error);
  } finally {
    say('');
  }
}

/**
 * An answer that cannot be right was not sent, and the form stays. After any other failure nobody
 * knows whether the service got it, and a step takes one answer: the sign-in is over.
 */
async function settle(next: Promise<Step>): Promise<Next> {
  return next.catch((error: unknown) => {
    if (isFlowError(error) && error.code === 'ERR_ARGUMENT') throw error;
    return failed(error);
  });
}

function failed(error: unknown): Next {
  return { kind: 'failed', error };
}

/** Four and four to be read; copied it is one piece. */
function inGroups(secretCode: string): readonly HTMLElement[] {
  return (secretCode.match(/.{1,4}/g) ?? []).map((group) => {
    const span = document.createElement('span');
    span.textContent = group;
    return span;
  });
}

function fieldOf(form: HTMLFormElement, name: string): HTMLInputElement {
  return form.elements.namedItem(name) as HTMLInputElement;
}
