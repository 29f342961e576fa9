/**
 * What the demo shows, scene by scene. Each scene fails loudly when the pool or the client does not do
 * what is claimed.
 *
 * @module
 */
import { newPasswordRequired } from '@countersign/challenge-handlers/new-password-required';
import { passwordVerifier } from '@countersign/challenge-handlers/password-verifier';
import type { FlowStep, Tokens, Transport, WireObject } from '@countersign/contract';
import { signIn } from '@countersign/flow';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';
import type { Narrator } from './narrator.ts';
import { verifyTokens } from './verify-tokens.ts';

/** Where the scenes play. */
export interface Stage {
  readonly url: string;
  /** Every call goes through it, so that every call is told. */
  readonly transport: Transport;
  readonly narrator: Narrator;
}

interface Client {
  readonly userPoolId: string;
  readonly clientId: string;
}

const handlers = [passwordVerifier, newPasswordRequired];
type Step = FlowStep<(typeof handlers)[number]>;

const USERNAME = 'alice';
const TEMPORARY_PASSWORD = 'Temporary-1!';
const PASSWORD = 'Correct-horse-7!';

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

  narrator.scene("The tokens are verified against the pool's keys");
  for (const [title, issued] of [
    ['first sign-in', tokens],
    ['second sign-in', again.tokens],
  ] as const) {
    const subject = await verifyTokens(stage.url, client, issued);
    narrator.good(`${title}: access and id token are genuine, both of user ${subject}`);
  }
}

async function createUser({ transport }: Stage): Promise<Client> {
  const call = async (operation: string, input: WireObject): Promise<WireObject> => {
    const reply = await transport({ operation, input });
    if (reply.kind === 'refusal') throw reply.error;
    return reply.output;
  };
  const pool = await call('CreateUserPool', { PoolName: 'demo' });
  const userPoolId = textOf(pool, 'UserPool', 'Id');
  const app = await call('CreateUserPoolClient', {
    UserPoolId: userPoolId,
    ClientName: 'demo',
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  await call('AdminCreateUser', {
    UserPoolId: userPoolId,
    Username: USERNAME,
    TemporaryPassword: TEMPORARY_PASSWORD,
    MessageAction: 'SUPPRESS',
  });
  return { userPoolId, clientId: textOf(app, 'UserPoolClient', 'ClientId') };
}

async function signInAs({ transport }: Stage, client: Client, password: string): Promise<Step> {
  return signIn({
    transport,
    client,
    handlers,
    authFlow: userSrpAuth,
    username: USERNAME,
    password,
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
