/** Sign-ins that aim at a level of authentication, whatever carries the calls. */
import type { FlowStep } from '@countersign/contract';
import { meaningOf } from '@countersign/flow/refusals';
import { userAuthStepUp } from '@countersign/flow/user-auth';
import type { StepUpOptions } from '@countersign/flow/user-auth';
import { answerTo, outlineOf, startIn } from './_scenarios.ts';
import type { Scenario, Stage } from './_scenarios.ts';

const LOA = 'urn:cognito:loa:';
const MINUTE = 60;

type Aim = Partial<StepUpOptions> & { readonly username?: string };

function aimIn(stage: Stage): (level: number, aim?: Aim) => Promise<FlowStep> {
  const signInAs = startIn('levels', stage);
  return async (level, { username = 'alice', ...aim } = {}) => {
    const options = { targetAcrValues: [LOA + level], accessToken: null, ...aim } as const;
    return signInAs({ username, authFlow: userAuthStepUp(options) });
  };
}

/** Also what the tokens say of the level, and what helps where there are none. */
function levelOf(step: FlowStep): object {
  if (step.kind === 'refused') return { ...outlineOf(step), meaning: meaningOf(step.error).kind };
  if (step.kind !== 'signed-in') return outlineOf(step);
  const [, payload = ''] = tokenOf(step).split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const { acr, amr } = claims as { acr?: string; amr?: readonly string[] };
  return { ...outlineOf(step), acr, amr };
}

function tokenOf(step: FlowStep): string {
  if (step.kind !== 'signed-in') throw new Error(step.kind);
  return step.tokens.accessToken;
}

const otherThan = (code: string): string =>
  String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0');

export const stepUpScenarios: readonly Scenario[] = [
  {
    title: 'step-up: the password first, then no more than the code, wrong and right',
    async play(stage) {
      const aim = aimIn(stage);
      const choose = await aim(1);
      const one = await answerTo(choose, { challenge: 'PASSWORD_SRP' });
      const asked = await aim(3, { accessToken: tokenOf(one) });
      const code = stage.codeFor('alice');
      const wrong = await answerTo(asked, { code: otherThan(code) });
      const three = await answerTo(wrong, { code });
      return [choose, one, asked, wrong, three].map(levelOf);
    },
    seen: [
      { challenge: 'SELECT_CHALLENGE' },
      { acr: `${LOA}1`, amr: ['pwd'], challenges: ['SELECT_CHALLENGE', 'PASSWORD_VERIFIER'] },
      { challenge: 'EMAIL_OTP' },
      { retry: 'EMAIL_OTP', service: 'CodeMismatchException' },
      { acr: `${LOA}3`, amr: ['pwd', 'email_otp', 'mfa'], challenges: ['EMAIL_OTP'] },
    ],
  },
  {
    title: 'step-up: a preferred factor in the first call, and a password for what it lacks',
    async play(stage) {
      const aim = aimIn(stage);
      const asked = await aim(2, { preferredChallenge: 'SMS_OTP' });
      const two = await answerTo(asked, { code: stage.codeFor('alice') });
      const accessToken = tokenOf(two);
      const wrong = await answerTo(await aim(3, { accessToken }), {
        challenge: 'PASSWORD',
        password: 'Wrong-Horse-9',
      });
      const three = await aim(3, { accessToken, preferredChallenge: 'PASSWORD' });
      return [asked, two, wrong, three].map(levelOf);
    },
    seen: [
      { challenge: 'SMS_OTP' },
      { acr: `${LOA}2`, amr: ['sms'] },
      { refused: true, says: 'Incorrect username or password.', meaning: 'refused' },
      { acr: `${LOA}3`, amr: ['sms', 'pwd', 'mfa'], challenges: [] },
    ],
  },
  {
    title: 'step-up: a token that is too old gives no credit, and one that has expired is refused',
    async play(stage) {
      const aim = aimIn(stage);
      const one = await aim(1, { preferredChallenge: 'PASSWORD' });
      const accessToken = tokenOf(one);
      stage.clock.advance(MINUTE);
      const inTime = await aim(3, { accessToken, maxAgeSeconds: MINUTE });
      stage.clock.advance(1);
      const late = await aim(3, { accessToken, maxAgeSeconds: MINUTE });
      stage.clock.advance(MINUTE * MINUTE);
      const expired = await aim(3, { accessToken });
      return [one, inTime, late, expired].map(levelOf);
    },
    seen: [
      { acr: `${LOA}1` },
      { challenge: 'EMAIL_OTP' },
      { challenge: 'SELECT_CHALLENGE' },
      { refused: true, service: 'NotAuthorizedException', meaning: 'start-over' },
    ],
  },
  {
    title: 'step-up: another user’s token, a level reached already, out of reach, unknown: refused',
    async play(stage) {
      const aim = aimIn(stage);
      const one = await aim(1, { preferredChallenge: 'PASSWORD' });
      const accessToken = tokenOf(one);
      const steps = [
        await aim(1, { username: 'bob', accessToken }),
        await aim(1, { accessToken }),
        await aim(4),
        await aim(5),
        await aim(1, { accessToken: `${accessToken}x` }),
      ];
      return steps.map(levelOf);
    },
    seen: [
      { refused: true, service: 'NotAuthorizedException', meaning: 'start-over' },
      { refused: true, service: 'InvalidParameterException', meaning: 'configuration' },
      { refused: true, service: 'InvalidParameterException', meaning: 'configuration' },
      { refused: true, service: 'InvalidParameterException', meaning: 'configuration' },
      { refused: true, service: 'NotAuthorizedException', meaning: 'start-over' },
    ],
  },
];
