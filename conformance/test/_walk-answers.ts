/**
 * Right and wrong answers to whatever is asked.
 *
 * @module
 */
import { generateKeyPairSync } from 'node:crypto';
import { askForPasskey } from '@countersign/adapter-browser';
import type { WebAuthnPrompt } from '@countersign/challenge-handlers/web-authn';
import type { MfaSetupPrompt } from '@countersign/challenge-handlers/mfa-setup';
import type { FlowStep } from '@countersign/contract';
import { createBrowser } from '../../packages/adapter-browser/test/_browser.ts';
import { createAuthenticator } from '../../packages/local-pool/test/_authenticator.ts';
import type { Authenticator, Mischief } from '../../packages/local-pool/test/_authenticator.ts';
import { totp } from '../../packages/local-pool/test/_totp.ts';
import { RIGHT_RIDDLE } from './_walk-pool.ts';

export const NEW_PASSWORD = 'Another-horse-8!';
export const WRONG_PASSWORD = 'Wrong-horse-9!';

/** A step that waits for an answer. */
export type Asked = Extract<FlowStep, { kind: 'challenge' | 'retry' }>;

/** What a user has at hand. */
export interface Belongings {
  readonly password: string;
  readonly secretCode: string;
  readonly authenticator: Authenticator;
  /** The newest code that was mailed or texted. */
  readonly sentCode: string;
  readonly nowMs: number;
}

/** How to answer: `choice` is among what is offered, or among the ways to be wrong. */
export interface Manner {
  readonly rightly: boolean;
  readonly choice: number;
}

type Answerer = (prompt: unknown, manner: Manner, has: Belongings) => unknown;

const sentCode: Answerer = (_prompt, { rightly }, has) => ({ code: digits(has.sentCode, rightly) });
const chosen: Answerer = (prompt, { rightly, choice }) => {
  const { available } = prompt as { readonly available: readonly string[] };
  return { challenge: rightly ? pick(available, choice) : 'NOT_OFFERED' };
};

const ANSWERERS: { readonly [challenge: string]: Answerer } = {
  CUSTOM_CHALLENGE: (_prompt, { rightly }) => ({ answer: rightly ? RIGHT_RIDDLE : '41' }),
  EMAIL_OTP: sentCode,
  MFA_SETUP: (prompt, manner, has) => setUp(prompt as MfaSetupPrompt, manner, has),
  NEW_PASSWORD_REQUIRED: (_prompt, { rightly }) => ({
    newPassword: rightly ? NEW_PASSWORD : 'weak',
  }),
  SELECT_CHALLENGE(prompt, manner, { password }) {
    const { available } = prompt as { readonly available: readonly string[] };
    if (!manner.rightly && manner.choice % 2 === 0) return { challenge: 'NOT_OFFERED' };
    const factors = manner.rightly
      ? available
      : available.filter((name) => name.startsWith('PASSWORD'));
    return {
      challenge: pick(factors, manner.choice),
      password: manner.rightly ? password : WRONG_PASSWORD,
    };
  },
  SELECT_MFA_TYPE: chosen,
  SMS_MFA: sentCode,
  SMS_OTP: sentCode,
  SOFTWARE_TOKEN_MFA: (_prompt, { rightly }, has) => ({ code: digits(appCode(has), rightly) }),
  WEB_AUTHN: (prompt, manner, has) => showPasskey(prompt as WebAuthnPrompt, manner, has),
};

export async function answerTo(asked: Asked, manner: Manner, has: Belongings): Promise<unknown> {
  const answerer = ANSWERERS[asked.name];
  if (answerer === undefined) throw new Error(`Nobody here can answer ${asked.name}.`);
  return answerer(asked.prompt, manner, has);
}

/** The pool wants a second factor that cannot be set up in a sign-in. */
export function isDeadEnd({ name, prompt }: Asked): boolean {
  if (name !== 'MFA_SETUP') return false;
  const setup = prompt as MfaSetupPrompt;
  return setup.kind === 'choose' && kindsToSetUp(setup.methods).length === 0;
}

function setUp(prompt: MfaSetupPrompt, { rightly, choice }: Manner, has: Belongings): unknown {
  if (prompt.kind === 'scan') {
    const { secretCode } = prompt;
    return { kind: 'code', code: digits(appCode({ ...has, secretCode }), rightly) };
  }
  // Out of its turn, where wrong.
  if (prompt.kind !== 'choose' || !rightly) return { kind: 'code', code: '000000' };
  const kind = pick(kindsToSetUp(prompt.methods), choice);
  return kind === 'totp' ? { kind } : { kind, email: 'new@example.com' };
}

function kindsToSetUp(methods: readonly string[]): string[] {
  const kinds = { totp: 'SOFTWARE_TOKEN_MFA', email: 'EMAIL_OTP' };
  return Object.entries(kinds).flatMap(([kind, name]) => (methods.includes(name) ? [kind] : []));
}

const strangersKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const MISCHIEFS: readonly Mischief[] = [
  { challenge: 'x'.repeat(43) },
  { privateKey: strangersKey },
  { id: createAuthenticator().credentialId },
];

async function showPasskey(
  prompt: WebAuthnPrompt,
  { rightly, choice }: Manner,
  { authenticator }: Belongings,
): Promise<unknown> {
  const browser = createBrowser(authenticator, rightly ? {} : pick(MISCHIEFS, choice));
  const outcome = await askForPasskey(prompt, { browser });
  if (outcome.kind === 'answer') return outcome.answer;
  throw new Error(`No passkey: ${outcome.reason}.`);
}

function appCode({ secretCode, nowMs }: Belongings): string {
  return totp(secretCode, nowMs);
}

/** The code, or one that it is not. */
function digits(code: string, rightly: boolean): string {
  if (rightly) return code;
  return String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0');
}

function pick<Item>(items: readonly Item[], choice: number): Item {
  return items[choice % items.length]!;
}
