/**
 * NEW_PASSWORD_REQUIRED at a terminal: a new password, and the attributes that the pool requires.
 *
 * @module
 */
import type {
  NewPasswordRequiredAnswer,
  NewPasswordRequiredPrompt,
} from '@countersign/challenge-handlers/new-password-required';
import { ArgumentError } from '@countersign/contract';
import { notEmpty } from '../io.ts';
import type { TerminalChallenge } from './terminal-challenge.ts';

/** The text is the new password; attributes come from `--attribute`. */
export const newPasswordRequired: TerminalChallenge<
  'NEW_PASSWORD_REQUIRED',
  NewPasswordRequiredPrompt,
  NewPasswordRequiredAnswer
> = {
  name: 'NEW_PASSWORD_REQUIRED',
  values: 'the new password',

  fromText(newPassword, { requiredAttributes }, { attributes }) {
    const missing = requiredAttributes.filter((name) => !Object.hasOwn(attributes, name));
    if (missing.length > 0) {
      throw new ArgumentError(
        '--attribute',
        'missing-input',
        'The user pool requires more with the new password: ' +
          `${missing.map((name) => `--attribute ${name}=VALUE`).join(' ')}.`,
      );
    }
    return { newPassword, attributes };
  },

  async ask({ requiredAttributes }, prompter, { attributes }) {
    const newPassword = await prompter.askSecret({
      message: 'New password (the one you signed in with was temporary)',
      validate: notEmpty,
    });
    await prompter.askSecret({
      message: 'New password again',
      validate: (again) => (again === newPassword ? undefined : 'The two differ.'),
    });
    const filled = { ...attributes };
    for (const name of requiredAttributes) {
      if (Object.hasOwn(filled, name)) continue;
      filled[name] = await prompter.ask({ message: `Attribute ${name}`, validate: notEmpty });
    }
    return { newPassword, attributes: filled };
  },
};
