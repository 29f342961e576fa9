/**
 * One challenge at a time: what the user is asked, and how what was typed becomes the answer.
 *
 * @module
 */
import { totpSetupUri } from '@countersign/challenge-handlers/totp-setup-uri';
import { isFlowError } from '@countersign/contract';
import type { Question, Step } from './sign-in.ts';
import type { Terminal } from './terminal.ts';

type Of<Name extends string> = Extract<Question, { readonly name: Name }>;

const ISSUER = 'Countersign sample';

export async function answer(step: Question, terminal: Terminal): Promise<Step> {
  switch (step.name) {
    case 'NEW_PASSWORD_REQUIRED':
      terminal.say('The password was temporary.');
      return insist(terminal, () => askNewPassword(step, terminal));
    case 'MFA_SETUP':
      return setUpAuthenticator(step, terminal);
    case 'SOFTWARE_TOKEN_MFA': {
      const app = step.prompt.friendlyDeviceName || 'the authenticator app';
      return insist(terminal, async () =>
        step.answer({ code: await terminal.ask(`Code from ${app}:`) }),
      );
    }
    case 'PASSWORD_VERIFIER':
    case 'DEVICE_SRP_AUTH':
    case 'DEVICE_PASSWORD_VERIFIER':
      // The flow answers these by itself, and comes here only if it has nothing to answer with.
      throw new Error(`There is nothing to answer ${step.name} with.`);
  }
}

async function askNewPassword(
  step: Of<'NEW_PASSWORD_REQUIRED'>,
  terminal: Terminal,
): Promise<Step> {
  let newPassword = await terminal.askSecret('New password:');
  while ((await terminal.askSecret('New password again:')) !== newPassword) {
    newPassword = await terminal.askSecret('The two differ. New password:');
  }
  const attributes = new Map<string, string>();
  for (const name of step.prompt.requiredAttributes) {
    attributes.set(name, await terminal.ask(`${name}:`));
  }
  return step.answer({ newPassword, attributes: Object.fromEntries(attributes) });
}

async function setUpAuthenticator(step: Of<'MFA_SETUP'>, terminal: Terminal): Promise<Step> {
  const { prompt, state } = step;
  if (prompt.kind === 'choose') return step.answer({ kind: 'totp' });
  if (prompt.kind !== 'scan') throw new Error(`Nobody is asked when ${prompt.kind}.`);
  const { secretCode } = prompt;
  terminal.say('A second factor is required. Give an authenticator app this key, or this link:');
  terminal.say(secretCode);
  terminal.say(totpSetupUri({ secretCode, account: state.typedUsername, issuer: ISSUER }));
  return insist(terminal, async () =>
    step.answer({ kind: 'code', code: await terminal.ask('Code from the app:') }),
  );
}

/** An answer that cannot be right was not sent, and the step takes another. */
async function insist(terminal: Terminal, attempt: () => Promise<Step>): Promise<Step> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isFlowError(error) || error.code !== 'ERR_ARGUMENT') throw error;
      terminal.say(error.message);
    }
  }
}
