/** Sign-ins, and what a caller gets to see of them, whatever carries the calls. */
import { allChallengeHandlers } from '@countersign/challenge-handlers/all';
import type { DeviceRecord, FlowStep, Transport } from '@countersign/contract';
import { signIn } from '@countersign/flow';
import type { SignInOptions } from '@countersign/flow';
import { rememberDevices } from '@countersign/flow/devices';
import { refreshTokens, refreshTokensByInitiateAuth } from '@countersign/flow/refresh';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';
import { createDeviceSecret } from '@countersign/srp-core/device';
import { createSecretHash } from '@countersign/srp-core/secret-hash';
// RFC 6238 in node:crypto: the library that the pool uses judges nothing here.
import { totp } from '../../local-pool/test/_totp.ts';
import { CLIENT_SECRET, PASSWORD, POOLS, TOTP_SECRET } from './_pool.ts';

/** What a scenario is played with. */
export interface Stage {
  readonly transportFor: (userPoolId: string) => Transport;
  /** The pool's clock, which only a scenario moves. */
  readonly clock: { nowMs(): number; advance(seconds: number): void };
  /** The newest code for a user. */
  readonly codeFor: (username: string) => string;
}

export interface Scenario {
  readonly title: string;
  play(stage: Stage): Promise<readonly object[]>;
  /** What is seen, and perhaps more. */
  readonly seen: readonly object[];
}

type Options = SignInOptions<(typeof allChallengeHandlers)[number]>;

export function startIn(pool: keyof typeof POOLS, { transportFor }: Pick<Stage, 'transportFor'>) {
  const start = {
    transport: transportFor(POOLS[pool]),
    client: { userPoolId: POOLS[pool], clientId: pool },
    handlers: allChallengeHandlers,
    authFlow: userSrpAuth,
    password: PASSWORD,
  };
  return async (own: Pick<Options, 'username'> & Partial<Options>): Promise<FlowStep> =>
    signIn({ ...start, ...own });
}

/** Tests name what they expect to be asked, so any answer may be given to any challenge. */
export async function answerTo(step: FlowStep, answer: unknown): Promise<FlowStep> {
  if (step.kind !== 'challenge' && step.kind !== 'retry') throw new Error(step.kind);
  return step.answer(answer);
}

/** What a caller can tell apart, without what is random. */
export function outlineOf(step: FlowStep): object {
  if (step.kind === 'signed-in') {
    const { username, challenges, tokens, device } = step;
    const { expiresInSeconds } = tokens;
    const names = Object.keys(tokens).sort();
    return { signedIn: username, challenges, names, expiresInSeconds, device: device?.kind };
  }
  const error = 'error' in step ? step.error : undefined;
  return {
    [step.kind]: 'name' in step ? step.name : true,
    service: error?.service,
    says: error?.message,
    status: error?.status,
    retryable: error?.retryable,
  };
}

function wrongCode(secret: string, nowMs: number): string {
  return String((Number(totp(secret, nowMs)) + 1) % 1_000_000).padStart(6, '0');
}

export const scenarios: readonly Scenario[] = [
  {
    title: 'the right password, a wrong one, nobody, a disabled user',
    async play(stage) {
      const signInAs = startIn('plain', stage);
      const steps = [
        await signInAs({ username: 'alice' }),
        await signInAs({ username: 'alice', password: 'Wrong-Horse-9' }),
        await signInAs({ username: 'nobody' }),
        await signInAs({ username: 'disabled' }),
      ];
      return steps.map(outlineOf);
    },
    seen: [
      { signedIn: 'alice', challenges: ['PASSWORD_VERIFIER'] },
      { refused: true, service: 'NotAuthorizedException', says: 'Incorrect username or password.' },
      { refused: true, service: 'NotAuthorizedException', says: 'Incorrect username or password.' },
      { refused: true, service: 'NotAuthorizedException', status: 400 },
    ],
  },
  {
    title: 'a client with a secret, with its hash and without',
    async play(stage) {
      const client = { userPoolId: POOLS.plain, clientId: 'confidential' };
      const secretHash = createSecretHash(client.clientId, CLIENT_SECRET);
      const signInAs = startIn('plain', stage);
      const steps = [
        await signInAs({ username: 'alice', client: { ...client, secretHash } }),
        await signInAs({ username: 'alice', client }),
      ];
      return steps.map(outlineOf);
    },
    seen: [{ signedIn: 'alice' }, { refused: true, service: 'NotAuthorizedException' }],
  },
  {
    title: 'a temporary password: a poor one is refused, a good one is taken, and works',
    async play(stage) {
      const signInAs = startIn('plain', stage);
      const username = 'newcomer';
      const asked = await signInAs({ username });
      const poor = await answerTo(asked, { newPassword: 'poor' });
      const again = await signInAs({ username });
      const taken = await answerTo(again, { newPassword: 'Better-Horse-9' });
      const used = await signInAs({ username, password: 'Better-Horse-9' });
      return [asked, poor, again, taken, used].map(outlineOf);
    },
    seen: [
      { challenge: 'NEW_PASSWORD_REQUIRED' },
      { service: 'InvalidPasswordException' },
      { challenge: 'NEW_PASSWORD_REQUIRED' },
      { signedIn: 'newcomer', challenges: ['PASSWORD_VERIFIER', 'NEW_PASSWORD_REQUIRED'] },
      { signedIn: 'newcomer', challenges: ['PASSWORD_VERIFIER'] },
    ],
  },
  {
    title: 'an authenticator app is set up, and its codes are asked for',
    async play(stage) {
      const { clock } = stage;
      const signInAs = startIn('factor', stage);
      const choose = await signInAs({ username: 'alice' });
      const scan = await answerTo(choose, { kind: 'totp' });
      const { secretCode } = (scan as unknown as { prompt: { secretCode: string } }).prompt;
      const wrong = await answerTo(scan, {
        kind: 'code',
        code: wrongCode(secretCode, clock.nowMs()),
      });
      const set = await answerTo(wrong, { kind: 'code', code: totp(secretCode, clock.nowMs()) });
      clock.advance(30);
      const asked = await signInAs({ username: 'alice' });
      const mistyped = await answerTo(asked, { code: wrongCode(secretCode, clock.nowMs()) });
      const done = await answerTo(mistyped, { code: totp(secretCode, clock.nowMs()) });
      return [choose, scan, wrong, set, asked, mistyped, done].map(outlineOf);
    },
    seen: [
      { challenge: 'MFA_SETUP' },
      { challenge: 'MFA_SETUP' },
      { retry: 'MFA_SETUP', service: 'EnableSoftwareTokenMFAException' },
      { signedIn: 'alice' },
      { challenge: 'SOFTWARE_TOKEN_MFA' },
      { retry: 'SOFTWARE_TOKEN_MFA', service: 'CodeMismatchException' },
      { signedIn: 'alice', challenges: ['PASSWORD_VERIFIER', 'SOFTWARE_TOKEN_MFA'] },
    ],
  },
  {
    title: 'a device is remembered, stands in for the code, and its tokens are refreshed',
    async play(stage) {
      const records = new Map<string, DeviceRecord>();
      const devices = rememberDevices({
        createSecret: createDeviceSecret,
        store: {
          load: async (username) => records.get(username),
          save: async (username, device) => void records.set(username, device),
          forget: async (username) => void records.delete(username),
        },
      });
      const signInAs = startIn('tracking', stage);
      const asked = await signInAs({ username: 'bob', devices });
      const done = await answerTo(asked, { code: totp(TOTP_SECRET, stage.clock.nowMs()) });
      const known = await signInAs({ username: 'bob', devices });
      if (known.kind !== 'signed-in') throw new Error(known.kind);
      const refreshed = await refreshTokens({
        transport: stage.transportFor(POOLS.tracking),
        clientId: 'tracking',
        refreshToken: known.tokens.refreshToken ?? '',
        deviceKey: records.get('bob')?.deviceKey ?? null,
      });
      return [...[asked, done, known].map(outlineOf), { refresh: refreshed.kind }];
    },
    seen: [
      { challenge: 'SOFTWARE_TOKEN_MFA' },
      { signedIn: 'bob', device: 'remembered' },
      {
        signedIn: 'bob',
        challenges: ['PASSWORD_VERIFIER', 'DEVICE_SRP_AUTH', 'DEVICE_PASSWORD_VERIFIER'],
      },
      { refresh: 'refreshed' },
    ],
  },
  {
    title: 'tokens are refreshed by both operations, and a wrong refresh token is refused by both',
    async play(stage) {
      const transport = stage.transportFor(POOLS.plain);
      const step = await startIn('plain', stage)({ username: 'alice' });
      if (step.kind !== 'signed-in') throw new Error(step.kind);
      const right = step.tokens.refreshToken ?? '';
      const outlines: object[] = [];
      for (const refreshToken of [right, `${right}x`]) {
        for (const refresh of [refreshTokens, refreshTokensByInitiateAuth]) {
          const options = { transport, clientId: 'plain', refreshToken, deviceKey: null };
          const { kind, ...more } = await refresh(options);
          outlines.push({ kind, ended: 'sessionEnded' in more && more.sessionEnded });
        }
      }
      return outlines;
    },
    seen: [
      { kind: 'refreshed' },
      { kind: 'refreshed' },
      { kind: 'refused', ended: true },
      { kind: 'refused', ended: true },
    ],
  },
];
