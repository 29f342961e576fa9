/**
 * What the demo shows, scene by scene. Each scene fails loudly when the pool or the client does not do
 * what is claimed.
 *
 * @module
 */
import { devicePasswordVerifier } from '@countersign/challenge-handlers/device-password-verifier';
import { deviceSrpAuth } from '@countersign/challenge-handlers/device-srp-auth';
import { mfaSetup } from '@countersign/challenge-handlers/mfa-setup';
import { newPasswordRequired } from '@countersign/challenge-handlers/new-password-required';
import { passwordVerifier } from '@countersign/challenge-handlers/password-verifier';
import { softwareTokenMfa } from '@countersign/challenge-handlers/software-token-mfa';
import type { Devices, FlowStep, Tokens, Transport, WireObject } from '@countersign/contract';
import { signIn } from '@countersign/flow';
import { createMemoryDeviceStore, rememberDevices } from '@countersign/flow/devices';
import { refreshTokens } from '@countersign/flow/refresh';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';
import { createDeviceSecret } from '@countersign/srp-core/device';
import { TOTP } from 'otpauth';
import type { Narrator } from './narrator.ts';
import { verifyTokens } from './verify-tokens.ts';

/** Where the scenes play. */
export interface Stage {
  readonly url: string;
  /** Every call goes through it, so that every call is told. */
  readonly transport: Transport;
  readonly narrator: Narrator;
  /** The pool's own, which can be moved instead of waiting. */
  readonly clock: { nowMs(): number; advance(seconds: number): void };
}

interface Client {
  readonly userPoolId: string;
  readonly clientId: string;
}

const handlers = [
  passwordVerifier,
  newPasswordRequired,
  mfaSetup,
  softwareTokenMfa,
  deviceSrpAuth,
  devicePasswordVerifier,
];
type Step = FlowStep<(typeof handlers)[number]>;

const USERNAME = 'alice';
const TEMPORARY_PASSWORD = 'Temporary-1!';
const PASSWORD = 'Correct-horse-7!';
const SECONDS_PER_CODE = 30;

/** Plays all scenes. Throws when one does not go as it should. */
export async function playScenes(stage: Stage): Promise<void> {
  const { narrator } = stage;
  narrator.scene('A user pool, an app client, and a user with a temporary password');
  const client = await createUser(stage);

  narrator.scene('Alice signs in with the temporary password, and must set a new one');
  const first = await signInAs(stage, client, TEMPORARY_PASSWORD);
  if (first.kind !== 'challenge' || first.name !== 'NEW_PASSWORD_REQUIRED') throw unexpected(first);
  narrator.say('Alice is asked for a new password, and types one.');
  const tokens = tokensOf(await first.answer({ newPassword: PASSWORD }));
  narrator.good('signed in');

  narrator.scene('Alice signs in over SRP: the password is proved, and never sent');
  const again = await signInAs(stage, client, PASSWORD);
  if (again.kind !== 'signed-in') throw unexpected(again);
  narrator.good(`signed in, challenges answered: ${again.challenges.join(', ')}`);

  narrator.scene('Somebody tries a wrong password');
  const wrong = await signInAs(stage, client, 'Wrong-horse-7!');
  if (wrong.kind !== 'refused') throw unexpected(wrong);
  narrator.good(`refused: "${wrong.error.message}"`);

  narrator.scene('The pool requires a second factor: Alice sets up an authenticator app');
  await callPool(stage, 'SetUserPoolMfaConfig', {
    UserPoolId: client.userPoolId,
    MfaConfiguration: 'ON',
    SoftwareTokenMfaConfiguration: { Enabled: true },
  });
  const { app, tokens: enrolled } = await setUpApp(stage, client);

  narrator.scene('Alice signs in with her password and a code');
  stage.clock.advance(SECONDS_PER_CODE);
  narrator.say("A code works once, so the pool's clock moves on by half a minute.");
  const laptop = createLaptop();
  const asked = await signInAs(stage, client, PASSWORD, laptop);
  if (asked.kind !== 'challenge' || asked.name !== 'SOFTWARE_TOKEN_MFA') throw unexpected(asked);
  narrator.say(`Alice is asked for the code of her ${asked.prompt.friendlyDeviceName}.`);
  const withCode = await asked.answer({ code: codeOf(app, stage) });
  if (withCode.kind !== 'signed-in') throw unexpected(withCode);
  if (withCode.device?.kind !== 'remembered') throw new Error('The device was not remembered.');
  narrator.good('signed in, and her laptop is remembered');

  narrator.scene('Alice signs in from the remembered laptop: no code is asked for');
  const fromLaptop = await signInAs(stage, client, PASSWORD, laptop);
  if (fromLaptop.kind !== 'signed-in') throw unexpected(fromLaptop);
  narrator.good(`signed in, challenges answered: ${fromLaptop.challenges.join(', ')}`);

  narrator.scene('The tokens are refreshed, which takes the key of the laptop');
  const refreshed = await refresh(stage, client, fromLaptop.tokens, withCode.device.deviceKey);
  narrator.good('refreshed');

  narrator.scene("The tokens are verified against the pool's keys");
  for (const [title, issued] of [
    ['first sign-in', tokens],
    ['second sign-in', again.tokens],
    ['with a new app', enrolled],
    ['with a code', withCode.tokens],
    ['from the laptop', fromLaptop.tokens],
    ['refreshed', refreshed],
  ] as const) {
    const subject = await verifyTokens(stage.url, client, issued);
    narrator.good(`${title}: access and id token are genuine, both of user ${subject}`);
  }
}

/** Where Alice's laptop keeps what it shows the pool next time; empty in the beginning. */
function createLaptop(): Devices {
  const store = createMemoryDeviceStore();
  return rememberDevices({ store, createSecret: createDeviceSecret, deviceName: 'laptop' });
}

async function refresh(
  { transport, narrator }: Stage,
  { clientId }: Client,
  { refreshToken = '' }: Tokens,
  deviceKey: string,
): Promise<Tokens> {
  const input = { transport, clientId, refreshToken };
  const without = await refreshTokens({ ...input, deviceKey: null });
  if (without.kind !== 'refused') throw new Error('The pool refreshed without the device.');
  narrator.good(`without it: "${without.error.message}"`);
  const refreshed = await refreshTokens({ ...input, deviceKey });
  if (refreshed.kind !== 'refreshed') throw refreshed.error;
  return refreshed.tokens;
}

async function setUpApp(
  stage: Stage,
  client: Client,
): Promise<{ readonly app: TOTP; readonly tokens: Tokens }> {
  const choose = await signInAs(stage, client, PASSWORD);
  if (choose.kind !== 'challenge' || choose.name !== 'MFA_SETUP') throw unexpected(choose);
  const scan = await choose.answer({ kind: 'totp' });
  if (scan.kind !== 'challenge' || scan.name !== 'MFA_SETUP') throw unexpected(scan);
  if (scan.prompt.kind !== 'scan') throw unexpected(scan);
  stage.narrator.say('Alice scans a QR code with her app, and types the first code that it shows.');
  const app = new TOTP({ secret: scan.prompt.secretCode });
  const code = codeOf(app, stage);
  const step = await scan.answer({ kind: 'code', code, friendlyDeviceName: 'phone' });
  const tokens = tokensOf(step);
  stage.narrator.good('signed in, and from now on with a second factor');
  return { app, tokens };
}

function codeOf(app: TOTP, { clock }: Stage): string {
  return app.generate({ timestamp: clock.nowMs() });
}

async function callPool(
  { transport }: Stage,
  operation: string,
  input: WireObject,
): Promise<WireObject> {
  const reply = await transport({ operation, input });
  if (reply.kind === 'refusal') throw reply.error;
  return reply.output;
}

async function createUser(stage: Stage): Promise<Client> {
  const pool = await callPool(stage, 'CreateUserPool', {
    PoolName: 'demo',
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true },
  });
  const userPoolId = textOf(pool, 'UserPool', 'Id');
  const appClient = await callPool(stage, 'CreateUserPoolClient', {
    UserPoolId: userPoolId,
    ClientName: 'demo',
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  await callPool(stage, 'AdminCreateUser', {
    UserPoolId: userPoolId,
    Username: USERNAME,
    TemporaryPassword: TEMPORARY_PASSWORD,
    MessageAction: 'SUPPRESS',
  });
  return { userPoolId, clientId: textOf(appClient, 'UserPoolClient', 'ClientId') };
}

async function signInAs(
  { transport }: Stage,
  client: Client,
  password: string,
  devices?: Devices,
): Promise<Step> {
  return signIn({
    transport,
    client,
    handlers,
    authFlow: userSrpAuth,
    username: USERNAME,
    password,
    ...(devices && { devices }),
  });
}

function tokensOf(step: Step): Tokens {
  if (step.kind !== 'signed-in') throw unexpected(step);
  return step.tokens;
}

function unexpected(step: Step): Error {
  const name = 'name' in step ? ` ${step.name}` : '';
  const why = 'error' in step && step.error !== undefined ? `: ${step.error.message}` : '';
  return new Error(`This was not to come: ${step.kind}${name}${why}`);
}

function textOf(output: WireObject, member: string, name: string): string {
  const value = (output[member] as WireObject | undefined)?.[name];
  if (typeof value !== 'string') throw new Error(`The pool's reply has no ${member}.${name}.`);
  return value;
}
