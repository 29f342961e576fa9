/**
 * Passkeys in a browser: the ceremony that WEB_AUTHN asks for, and the passkeys that a user has.
 *
 * @module
 */
export { askForPasskey } from './ask-for-passkey.ts';
export type { AskForPasskeyOptions, PasskeyOutcome } from './ask-for-passkey.ts';
export type { CeremonyReason, PasskeyBrowser } from './_ceremony.ts';
export { deletePasskey, listPasskeys, registerPasskey } from './passkeys.ts';
export type { DeletePasskeyOptions, PasskeyCallOptions, RegisteredPasskey } from './passkeys.ts';
export type { RegisterPasskeyOptions, RegistrationOutcome } from './passkeys.ts';
