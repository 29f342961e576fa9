/**
 * What a check has to work with: a client of the server, accounts, and the two calls of a sign-in.
 *
 * @module
 */
import { createHmac } from 'node:crypto';
import type { JsonObject } from '../case.ts';
import { printable } from '../safe-text.ts';
import { timestampOf } from '../timestamp.ts';
import { open, signProof } from './proof.ts';
import type { Fault, Opening, ProofInput } from './proof.ts';
import type { Call, WireReply } from './wire.ts';

export interface AppClient {
  readonly clientId: string;
  readonly clientSecret?: string;
}

/** A pool, and the client through which it is used. */
export interface Pool extends AppClient {
  readonly userPoolId: string;
}

export interface Account {
  readonly username: string;
  readonly password: string;
}

/** Everything that differs from server to server. */
export interface World {
  readonly call: Call;
  readonly pool: Pool;
  /** One whose client has a secret. */
  readonly secretPool: Pool | Missing;
  /** One that tracks devices. */
  readonly devicePool: Pool | Missing;
  /** Confirmed, its password permanent, nothing held against it. */
  account(pool?: Pool, wanted?: Partial<Account>): Promise<Account>;
  /** One that has to choose a new password. */
  invitedAccount(): Promise<Account>;
  /** What a check leaves with an account, to be removed where the account stays. */
  undoLater(what: string, operation: string, input: JsonObject): void;
}

/** What is not there, and why. */
export interface Missing {
  readonly missing: string;
}

/** The server is wrong. */
export class CheckFailure extends Error {
  override readonly name = 'CheckFailure';
}

/** The check cannot be made here. */
export class CheckSkipped extends Error {
  override readonly name = 'CheckSkipped';
}

/** A sign-in that has got as far as the challenge. */
export interface Attempt {
  readonly account: Account;
  readonly pool: Pool;
  readonly opening: Opening;
  /** What answers are sent as: the service's spelling of the user. */
  readonly username: string;
  readonly parameters: Readonly<
    Record<'SALT' | 'SRP_B' | 'SECRET_BLOCK' | 'USER_ID_FOR_SRP', string>
  >;
  /** Where the service sent one. */
  readonly session?: string;
}

/** What of an answer is not as it should be. */
export interface Wrong {
  readonly fault?: Fault;
  readonly proof?: Partial<ProofInput>;
  /** Replaces members of `ChallengeResponses`; null takes one out. */
  readonly responses?: { readonly [name: string]: string | null };
}

/** @throws {@link CheckSkipped} where there is none. */
export function requirePool(pool: Pool | Missing): Pool {
  if ('missing' in pool) throw new CheckSkipped(pool.missing);
  return pool;
}

/** The first call, whatever comes of it. */
export function initiate(
  { call }: World,
  {
    pool,
    username,
    SRP_A,
    more = {},
  }: {
    readonly pool: Pool;
    readonly username: string;
    readonly SRP_A: string;
    readonly more?: JsonObject;
  },
): Promise<WireReply> {
  const AuthParameters = { USERNAME: username, SRP_A, ...secretHash(pool, username), ...more };
  return call('InitiateAuth', {
    AuthFlow: 'USER_SRP_AUTH',
    ClientId: pool.clientId,
    AuthParameters,
  });
}

/** @throws {@link CheckFailure} where no challenge comes. */
export async function begin(
  world: World,
  account: Account,
  {
    pool = world.pool,
    opening = open(),
    spell = hex,
    more = {},
  }: {
    readonly pool?: Pool;
    readonly opening?: Opening;
    /** `SRP_A` as it goes out. */
    readonly spell?: (publicA: bigint) => string;
    readonly more?: JsonObject;
  } = {},
): Promise<Attempt> {
  const { username } = account;
  const reply = await initiate(world, { pool, username, SRP_A: spell(opening.publicA), more });
  const { ChallengeName, ChallengeParameters, Session } = reply.body;
  if (ChallengeName !== 'PASSWORD_VERIFIER') throw new CheckFailure(`InitiateAuth: ${tell(reply)}`);
  requireProofParameters(ChallengeName, ChallengeParameters);
  const sent = Object(ChallengeParameters) as JsonObject;
  const { USER_ID_FOR_SRP } = sent;
  if (typeof USER_ID_FOR_SRP !== 'string') {
    throw new CheckFailure('PASSWORD_VERIFIER has no USER_ID_FOR_SRP.');
  }
  const session = typeof Session === 'string' ? { session: Session } : {};
  const parameters = sent as Attempt['parameters'];
  const named = sent['USERNAME'] ?? USER_ID_FOR_SRP;
  if (typeof named !== 'string') throw new CheckFailure('USERNAME is no text.');
  return { account, pool, opening, username: named, parameters, ...session };
}

/** As long as N with a sign byte; B is below it. */
const LONGEST_B = 770;
/** Four times what the service sends. */
const LONGEST_SALT = 128;

/**
 * What a proof is computed from. It is UNTRUSTED: a longer integer costs the reference minutes.
 *
 * @throws {@link CheckFailure}
 */
export function requireProofParameters(
  challenge: string,
  parameters: unknown,
): Readonly<Record<'SALT' | 'SRP_B' | 'SECRET_BLOCK', string>> {
  const sent = Object(parameters) as JsonObject;
  const need = (name: string): string => {
    const value = sent[name];
    if (typeof value === 'string') return value;
    throw new CheckFailure(`${challenge} has no ${name}.`);
  };
  const needHex = (name: string, longest: number): string => {
    const value = need(name);
    if (value.length > longest) throw new CheckFailure(`${name} is too long.`);
    if (!/^[0-9A-Fa-f]+$/.test(value)) throw new CheckFailure(`${name} is not hex.`);
    return value;
  };
  return {
    SALT: needHex('SALT', LONGEST_SALT),
    SRP_B: needHex('SRP_B', LONGEST_B),
    SECRET_BLOCK: need('SECRET_BLOCK'),
  };
}

/** Answers the challenge, rightly but for what is said to be wrong. */
export function answer(world: World, attempt: Attempt, wrong: Wrong = {}): Promise<WireReply> {
  const { pool, opening, parameters, account, session, username } = attempt;
  const id = parameters.USER_ID_FOR_SRP;
  const proof: ProofInput = {
    ...{ opening, ...parameters, scope: poolNameOf(pool), id },
    ...{ password: account.password, timestamp: timestampOf(Date.now()), ...wrong.proof },
  };
  const responses = {
    USERNAME: username,
    PASSWORD_CLAIM_SECRET_BLOCK: proof.SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: signProof(proof, wrong.fault),
    TIMESTAMP: proof.timestamp,
    ...secretHash(pool, username),
    ...wrong.responses,
  };
  return respond(world, { pool, name: 'PASSWORD_VERIFIER', responses, session });
}

/** Answers any challenge. Members that are null stay away. */
export function respond(
  { call }: World,
  {
    pool,
    name,
    responses,
    session,
  }: {
    readonly pool: Pool;
    readonly name: string;
    readonly responses: { readonly [name: string]: string | null };
    readonly session?: string | undefined;
  },
): Promise<WireReply> {
  const given = Object.entries(responses).filter(([, value]) => value !== null);
  return call('RespondToAuthChallenge', {
    ChallengeName: name,
    ClientId: pool.clientId,
    ChallengeResponses: Object.fromEntries(given) as JsonObject,
    Session: session,
  });
}

/** A whole sign-in. */
export async function signIn(
  world: World,
  account: Account,
  wrong: Wrong & { readonly pool?: Pool } = {},
): Promise<WireReply> {
  const attempt = await begin(world, account, { pool: wrong.pool ?? world.pool });
  return answer(world, attempt, wrong);
}

/** What a confidential client proves itself with; nothing for a public one. */
export function secretHash(
  { clientId, clientSecret }: AppClient,
  username: string,
): { readonly SECRET_HASH?: string } {
  if (clientSecret === undefined) return {};
  const mac = createHmac('sha256', clientSecret).update(username + clientId);
  return { SECRET_HASH: mac.digest('base64') };
}

/** Tokens, as they come. @throws {@link CheckFailure} where there are none. */
export function requireTokens(reply: WireReply): JsonObject {
  const result = reply.body['AuthenticationResult'] as JsonObject | undefined;
  if (reply.status === 200 && typeof result?.['AccessToken'] === 'string') return result;
  throw new CheckFailure(`expected tokens, got ${tell(reply)}`);
}

/** A 4xx with a name. @throws {@link CheckFailure} for anything else, a crash above all. */
export function requireRefused(reply: WireReply, ...names: readonly string[]): void {
  if (reply.status < 400 || reply.status > 499 || reply.error === '') {
    throw new CheckFailure(`expected a refusal, got ${tell(reply)}`);
  }
  if (names.length > 0 && !names.includes(reply.error)) {
    throw new CheckFailure(`expected ${names.join(' or ')}, got ${tell(reply)}`);
  }
}

/** An answer in a few words, and never a token. */
export function tell({ status, body, error }: WireReply): string {
  if (error !== '') {
    const message = body['message'] ?? body['Message'];
    return `${status} ${printable(error)} "${typeof message === 'string' ? printable(message) : ''}"`;
  }
  if (Object(body['AuthenticationResult']) === body['AuthenticationResult']) {
    return `${status} with tokens`;
  }
  const name = body['ChallengeName'];
  return typeof name === 'string' ? `${status} ${printable(name)}` : `${status} without an error`;
}

export function hex(integer: bigint): string {
  return integer.toString(16);
}

function poolNameOf({ userPoolId }: Pool): string {
  return userPoolId.slice(userPoolId.indexOf('_') + 1);
}
