/**
 * A sign-in page. Where the user pool is comes from the address:
 * `?endpoint=…&userPoolId=…&clientId=…`.
 *
 * @module
 */
import { newPasswordRequired } from '@countersign/challenge-handlers/new-password-required';
import { passwordVerifier } from '@countersign/challenge-handlers/password-verifier';
import { signIn } from '@countersign/flow';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';
import { createFetchTransport } from '@countersign/transport';

const settings = new URLSearchParams(location.search);
const passwordForm = requireForm('password-form');
const newPasswordForm = requireForm('new-password-form');
const outcome = requireElement('outcome');

async function start(username: string, password: string) {
  return signIn({
    transport: createFetchTransport({ endpoint: settings.get('endpoint') ?? '' }),
    client: {
      userPoolId: settings.get('userPoolId') ?? '',
      clientId: settings.get('clientId') ?? '',
    },
    authFlow: userSrpAuth,
    handlers: [passwordVerifier, newPasswordRequired],
    username,
    password,
  });
}

type Step = Awaited<ReturnType<typeof start>>;

function show(step: Step): void {
  newPasswordForm.hidden = true;
  passwordForm.hidden = step.kind === 'signed-in';
  switch (step.kind) {
    case 'signed-in':
      return say(step.kind, `Signed in as ${step.username}.`);
    case 'refused':
    case 'retry':
      if (step.kind === 'retry') askFor(step);
      return say(step.kind, step.error.message);
    case 'challenge':
      askFor(step);
      return say(step.kind, '');
    case 'restart':
      return say(step.kind, 'That took too long. Please start again.');
    case 'unsupported':
      return say(step.kind, `This page cannot answer ${step.name}.`);
  }
}

function askFor(step: Extract<Step, { kind: 'challenge' | 'retry' }>): void {
  if (step.name !== 'NEW_PASSWORD_REQUIRED') return;
  passwordForm.hidden = true;
  newPasswordForm.hidden = false;
  // For the password manager: whose password it is that changes.
  newPasswordForm.querySelector('input')!.value = step.state.typedUsername;
  onSubmit(newPasswordForm, (form) => step.answer({ newPassword: textOf(form, 'newPassword') }));
}

function onSubmit(form: HTMLFormElement, work: (data: FormData) => Promise<Step>): void {
  form.onsubmit = (event) => {
    event.preventDefault();
    say('working', 'One moment …');
    work(new FormData(form)).then(show, (error: unknown) => {
      say('failed', error instanceof Error ? error.message : String(error));
    });
  };
}

function say(kind: string, text: string): void {
  outcome.dataset['kind'] = kind;
  outcome.textContent = text;
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

function requireForm(id: string): HTMLFormElement {
  const element = requireElement(id);
  if (element instanceof HTMLFormElement) return element;
  throw new Error(`#${id} is no form.`);
}

function requireElement(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no #${id}.`);
  return element;
}

onSubmit(passwordForm, (form) => start(textOf(form, 'username'), textOf(form, 'password')));
