/** Compiled, never run: what must, and what must not, compile. */
import type { AnyChallengeHandler, FlowStep } from '@countersign/contract';
import { code, machine } from './_handlers.ts';
import { customChallenge } from './hard-cases/custom-challenge.ts';

const { handler } = machine();
type Handlers = typeof code | typeof customChallenge | typeof handler;

export async function answersMatchTheirChallenge(step: FlowStep<Handlers>): Promise<void> {
  if (step.kind === 'signed-in') {
    const token: string = step.tokens.accessToken;
    void token;
    // @ts-expect-error: a signed-in step has nothing to answer
    await step.answer({ code: '123456' });
    return;
  }
  if (step.kind !== 'challenge' && step.kind !== 'retry') return;
  if (step.name === 'SOFTWARE_TOKEN_MFA') {
    const next: FlowStep<Handlers> = await step.answer({ code: '123456' });
    void next;
    const friendlyName: string = step.prompt.friendlyName;
    void friendlyName;
    // @ts-expect-error: the answer of another challenge
    await step.answer({ answer: 'forty-two' });
    // @ts-expect-error: a misspelt member
    await step.answer({ cdoe: '123456' });
  }
  // @ts-expect-error: no handler of that name was given
  if (step.name === 'EMAIL_OTP') return;
  // @ts-expect-error: which challenge it is has to be known first
  await step.answer({ code: '123456' });
}

export const handlersOfManyKinds: readonly AnyChallengeHandler[] = [code, customChallenge, handler];
