/**
 * Sign in: initiate, read, ask, reply, until there are tokens.
 *
 * @module
 */
export { resumeSignIn, signIn } from './sign-in.ts';
export type { ClientOptions, FlowOptions, ResumeOptions } from './options.ts';
export type { SecretHash, SignInOptions } from './options.ts';
export { parseFlowState } from './state.ts';
