/** A sign-in over a scripted transport: what a handler makes of a challenge, and what is then sent. */
import { ServiceError } from '@countersign/contract';
import type {
  AnyChallengeHandler,
  CognitoCall,
  CognitoReply,
  FlowStep,
  WireObject,
} from '@countersign/contract';
import { signIn } from '@countersign/flow';
import { userPasswordAuth } from '@countersign/flow/user-password-auth';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';

export interface Recorded<Handler extends AnyChallengeHandler> {
  readonly step: Promise<FlowStep<Handler>>;
  readonly calls: CognitoCall[];
}

export const client = { userPoolId: 'eu-west-1_AbCdEf123', clientId: '1example23456789' };
export const nowMs = Date.UTC(2026, 0, 7, 9, 5, 3);

export function signInWith<Handler extends AnyChallengeHandler>(
  handlers: readonly Handler[],
  ...replies: CognitoReply[]
): Recorded<Handler> {
  const calls: CognitoCall[] = [];
  const step = signIn({
    client,
    handlers,
    authFlow: handlers.some(({ name }) => name === 'PASSWORD_VERIFIER')
      ? userSrpAuth
      : userPasswordAuth,
    username: 'typed@example.com',
    password: 'P@ssw0rd-1',
    now: () => nowMs,
    transport: async (call) => {
      const reply = replies[calls.length];
      calls.push(call);
      if (reply === undefined) throw new Error(`Nothing is scripted for call ${calls.length}`);
      return reply;
    },
  });
  return { step, calls };
}

export function success(output: WireObject): CognitoReply {
  return { kind: 'success', output };
}

export function refusal(service: string): CognitoReply {
  return { kind: 'refusal', error: new ServiceError(service, 'No.', { status: 400 }) };
}

export const tokens: CognitoReply = success({
  AuthenticationResult: { AccessToken: 'a.b.c', ExpiresIn: 3600 },
});
