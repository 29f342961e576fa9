/**
 * Somebody who answers what is asked, rightly or wrongly, as the plan of a walk has it.
 *
 * @module
 */
import { isFlowError } from '@countersign/contract';
import type { FlowStep } from '@countersign/contract';
import type { LocalPool } from '@countersign/local-pool';
import { totp } from '../../packages/local-pool/test/_totp.ts';
import { LONGEST, NEW_PASSWORD, PASSWORD, RIGHT_RIDDLE, SECRET_CODE } from './_walk-plans.ts';
import type { Recorder } from './_outcomes.ts';
import type { Walk } from './_walk-plans.ts';

/** Longer than any session of these pools lives. */
const SESSION_SECONDS = 200;

/** Any step of a sign-in. */
export type Step = FlowStep;
type Asked = Extract<Step, { kind: 'challenge' | 'retry' }>;

/** One user, over several sign-ins. */
export interface Walker {
  changedPassword: boolean;
  /** What was asked so far. */
  readonly asked: ReadonlySet<string>;
  /** How many decisions it took. */
  readonly turns: number;
  /** To where it goes no further. */
  follow(first: Step): Promise<Step>;
}

export function createWalker(
  way: Walk,
  pool: LocalPool,
  username: string,
  recorder: Recorder,
): Walker {
  let secretCode = SECRET_CODE;
  let turn = 0;
  const names = new Set<string>();

  async function follow(first: Step): Promise<Step> {
    let step = first;
    for (let answers = 0; step.kind === 'challenge' || step.kind === 'retry'; answers += 1) {
      if (answers > LONGEST) throw new Error(`${step.name}: this walk does not end.`);
      const { right, late, choice } = way.decisions[turn % way.decisions.length]!;
      if (isDeadEnd(step)) return step;
      if (late) pool.clock.advance(SESSION_SECONDS);
      turn += 1;
      // Whoever is wrong for ever is not waited for.
      const asked: Asked = step;
      step = await answer(asked, right || answers > LONGEST / 2, choice);
    }
    if (step.kind === 'signed-in') for (const name of step.challenges) names.add(name);
    return step;
  }

  async function answer(asked: Asked, right: boolean, choice: number): Promise<Step> {
    names.add(asked.name);
    const given = answerTo(asked, right, choice);
    recorder.answers(asked.name);
    try {
      const next = recorder.step(await asked.answer(given));
      if (asked.name === 'NEW_PASSWORD_REQUIRED' && next.kind !== 'retry') {
        walker.changedPassword = true;
      }
      return next;
    } catch (error) {
      // An answer that cannot be right is refused here, and the step takes another.
      if (!isFlowError(error) || error.code !== 'ERR_ARGUMENT' || right) throw error;
      recorder.refusedHere();
      return recorder.step(await asked.answer(answerTo(asked, true, choice)));
    }
  }

  function answerTo({ name, prompt }: Asked, right: boolean, choice: number): unknown {
    const available = (prompt as { available?: readonly string[] }).available ?? [];
    switch (name) {
      case 'SELECT_CHALLENGE':
      case 'SELECT_MFA_TYPE': {
        const challenge = right ? available[choice % available.length] : 'NOT_OFFERED';
        return { challenge };
      }
      case 'NEW_PASSWORD_REQUIRED':
        return { newPassword: right ? NEW_PASSWORD : 'weak' };
      case 'PASSWORD':
        return { password: right ? passwordNow() : 'Wrong-horse-7!' };
      case 'CUSTOM_CHALLENGE':
        return { answer: right ? RIGHT_RIDDLE : '41' };
      case 'SOFTWARE_TOKEN_MFA':
        return { code: digits(appCode(), right) };
      case 'MFA_SETUP':
        return setUp(prompt as SetUpPrompt, right, choice);
      default:
        return { code: digits(sentCode(), right) };
    }
  }

  function setUp(prompt: SetUpPrompt, right: boolean, choice: number): unknown {
    if (prompt.kind === 'scan') {
      secretCode = prompt.secretCode;
      return { kind: 'code', code: digits(appCode(), right) };
    }
    const kinds = ['totp', 'email'].filter((kind) =>
      prompt.methods.includes(kind === 'totp' ? 'SOFTWARE_TOKEN_MFA' : 'EMAIL_OTP'),
    );
    const kind = kinds[choice % kinds.length] ?? 'totp';
    if (!right) return { kind: 'code', code: '000000' };
    return kind === 'totp' ? { kind } : { kind, email: `new-${username}@example.com` };
  }

  function appCode(): string {
    // A code works once: each one is of a half minute of its own.
    pool.clock.advance(30);
    return totp(secretCode, pool.clock.nowMs());
  }

  function sentCode(): string {
    const message = pool.outbox.newest(username);
    return message?.kind === 'code' ? message.code : '000000';
  }

  const passwordNow = (): string => (walker.changedPassword ? NEW_PASSWORD : PASSWORD);
  const walker: Walker = {
    changedPassword: false,
    asked: names,
    get turns() {
      return turn;
    },
    follow,
  };
  return walker;
}

type SetUpPrompt =
  | { readonly kind: 'choose'; readonly methods: readonly string[] }
  | { readonly kind: 'scan'; readonly secretCode: string };

/** The code, or one that it is not. */
function digits(code: string, right: boolean): string {
  if (right) return code;
  return String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0');
}

/** The pool wants a second factor that cannot be set up in a sign-in. */
function isDeadEnd({ name, prompt }: Asked): boolean {
  if (name !== 'MFA_SETUP') return false;
  const setUp = prompt as SetUpPrompt;
  const methods = ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'];
  return setUp.kind === 'choose' && !setUp.methods.some((method) => methods.includes(method));
}
