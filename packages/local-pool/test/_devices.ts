/**
 * Signs in from devices, as a client that keeps records of them does.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { LocalPool, PoolSeed } from '@countersign/local-pool';
import { ALICE, POOL_SEED } from './_fixture.ts';
import { openEphemeral, pad, signClaim, verifierOf } from './_srp-client.ts';
import type { Identity } from './_srp-client.ts';
import { call, startPool, timestampOf } from './_wire-client.ts';
import type { Answer, Json, SignInInput } from './_wire-client.ts';

export const SECRET_CODE = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
/** Has an authenticator app. */
export const CAROL: SignInInput = { ...ALICE, username: 'carol' };

/** A pool that tracks devices, with Carol in it. */
export function startTrackingPool(deviceTracking: PoolSeed['deviceTracking'] & object): LocalPool {
  const carol = { username: 'carol', password: ALICE.password, totpSecret: SECRET_CODE };
  const users = [...POOL_SEED.users!, carol];
  return startPool({
    seed: { pools: [{ ...POOL_SEED, mfa: 'OPTIONAL', deviceTracking, users }] },
  });
}

export interface Device {
  readonly key: string;
  readonly identity: Identity;
  readonly tokens: Json;
}

export function tokensOf(answer: Answer): Json {
  expect(answer.body['AuthenticationResult'], answer.text).toBeDefined();
  return answer.body['AuthenticationResult'];
}

/** The device that a finished sign-in proposes, not confirmed yet. */
export function proposedBy(answer: Answer): Device {
  const tokens = tokensOf(answer);
  const { DeviceKey: key, DeviceGroupKey: groupKey } = tokens['NewDeviceMetadata'];
  const password = randomBytes(20).toString('hex');
  return { key, tokens, identity: { poolName: groupKey, userId: key, password } };
}

export async function confirm(
  pool: LocalPool,
  { key, identity, tokens }: Device,
  salt: bigint = BigInt(`0x${randomBytes(16).toString('hex')}`),
): Promise<Answer> {
  return call(pool.fetch, 'ConfirmDevice', {
    AccessToken: tokens['AccessToken'],
    DeviceKey: key,
    DeviceName: 'laptop',
    DeviceSecretVerifierConfig: {
      Salt: pad(salt).toString('base64'),
      PasswordVerifier: verifierOf(identity, salt).toString('base64'),
    },
  });
}

export async function rememberedBy(
  pool: LocalPool,
  answer: Answer,
  salt?: bigint,
): Promise<Device> {
  const device = proposedBy(answer);
  expect((await confirm(pool, device, salt)).body).toEqual({ UserConfirmationNecessary: false });
  return device;
}

export interface AnswerInput {
  readonly user?: string;
  readonly clientId?: string;
  /** Leave the `Session` out, as programs on boto3 do. */
  readonly sessionless?: boolean;
  readonly responses?: Record<string, string>;
}

export async function respond(
  pool: LocalPool,
  asked: Pick<Answer, 'body'>,
  responses: Record<string, string>,
  input: AnswerInput = {},
): Promise<Answer> {
  const { user = 'alice', clientId = ALICE.clientId, sessionless = false } = input;
  return call(pool.fetch, 'RespondToAuthChallenge', {
    ClientId: clientId,
    ChallengeName: asked.body['ChallengeName'],
    ...(!sessionless && { Session: asked.body['Session'] }),
    ChallengeResponses: { USERNAME: user, ...responses, ...input.responses },
  });
}

/** Both steps of a device, from DEVICE_SRP_AUTH on. */
export async function prove(
  pool: LocalPool,
  asked: Pick<Answer, 'body'>,
  device: Device,
  input: AnswerInput = {},
): Promise<Answer> {
  expect(asked.body['ChallengeName']).toBe('DEVICE_SRP_AUTH');
  const ephemeral = openEphemeral();
  const begun = { DEVICE_KEY: device.key, SRP_A: ephemeral.publicAHex };
  const { responses: _, ...plain } = input;
  const posed = await respond(pool, asked, begun, plain);
  if (posed.error !== undefined) return posed;
  expect(posed.body['ChallengeName']).toBe('DEVICE_PASSWORD_VERIFIER');
  return respond(pool, posed, claimOf(pool, posed, device, ephemeral), input);
}

export function claimOf(
  pool: LocalPool,
  posed: Answer,
  { key, identity }: Device,
  ephemeral: ReturnType<typeof openEphemeral>,
): Record<string, string> {
  const parameters = posed.body['ChallengeParameters'];
  expect(parameters).toMatchObject({ DEVICE_KEY: key });
  const timestamp = timestampOf(pool.clock.nowMs());
  return {
    DEVICE_KEY: key,
    PASSWORD_CLAIM_SECRET_BLOCK: parameters['SECRET_BLOCK'],
    PASSWORD_CLAIM_SIGNATURE: signClaim(ephemeral, { identity, parameters, timestamp }),
    TIMESTAMP: timestamp,
  };
}

/** Alice, over SRP, from a device. */
export const withDevice = ({ key }: Pick<Device, 'key'>): SignInInput => ({
  ...ALICE,
  responses: { DEVICE_KEY: key },
});
/** Alice, with her plain password, from a device. */
export const withDevicePlain = ({ key }: Pick<Device, 'key'>): SignInInput => ({
  ...ALICE,
  parameters: { DEVICE_KEY: key },
});

export function claimsOf(accessToken: string): Json {
  return JSON.parse(Buffer.from(accessToken.split('.')[1]!, 'base64url').toString()) as Json;
}
