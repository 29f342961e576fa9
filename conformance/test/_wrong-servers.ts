/**
 * Servers that are wrong on purpose: the local pool behind a proxy that knows every password, since it
 * saw the accounts being made, and gives tokens where it should not.
 *
 * @module
 */
import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { createLocalPool } from '@countersign/local-pool';
import { bytesOfLength, COGNITO_PRIME, createReference, signedBytes } from '../reference/srp.mjs';

export interface Received {
  readonly operation: string;
  readonly input: Input;
}
export interface Input {
  readonly [member: string]: unknown;
}
export interface Sent {
  readonly status: number;
  readonly body: Input;
}

/** What the proxy has seen. */
export interface Knowledge {
  readonly passwords: ReadonlyMap<string, string>;
  readonly secrets: ReadonlyMap<string, string>;
  /** The pool's own answer. */
  readonly forward: (received: Received) => Promise<Sent>;
  /** Tokens for a user, whatever he proved. */
  readonly tokensFor: (clientId: string, username: string) => Promise<Sent>;
}

/** Answers one call in the pool's place, or with its help. */
export type Mischief = (received: Received, knowledge: Knowledge) => Promise<Sent>;

export const REFUSED: Sent = {
  status: 400,
  body: { __type: 'NotAuthorizedException', message: 'Incorrect username or password.' },
};

/** Runs a body against a server of that kind. */
export async function withServer<Result>(
  mischief: Mischief,
  body: (endpoint: string) => Promise<Result>,
): Promise<Result> {
  const pool = createLocalPool();
  const passwords = new Map<string, string>();
  const secrets = new Map<string, string>();
  const forward = async ({ operation, input }: Received): Promise<Sent> => {
    const response = await pool.fetch('http://localhost/', {
      method: 'POST',
      headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
      body: JSON.stringify(input),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Input) };
  };
  const knowledge: Knowledge = {
    passwords,
    secrets,
    forward,
    tokensFor(clientId, username) {
      const hash = secretHashOf(secrets.get(clientId), username, clientId);
      const AuthParameters = { USERNAME: username, PASSWORD: passwords.get(username), ...hash };
      const input = { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: clientId, AuthParameters };
      return forward({ operation: 'InitiateAuth', input });
    },
  };
  const server = createServer((request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1]!;
    const handle = async (): Promise<Sent> => {
      const received = { operation, input: (await json(request)) as Input };
      const sent = await mischief(received, knowledge);
      learn(received, sent, { passwords, secrets });
      return sent;
    };
    handle().then(
      ({ status, body }) => response.writeHead(status).end(JSON.stringify(body)),
      () => response.writeHead(400).end('{"__type":"SerializationException"}'),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  try {
    const { port } = server.address() as { readonly port: number };
    return await body(`http://127.0.0.1:${port}`);
  } finally {
    server.closeAllConnections();
    server.close();
    pool.close();
  }
}

function learn(
  { operation, input }: Received,
  { body }: Sent,
  known: { readonly passwords: Map<string, string>; readonly secrets: Map<string, string> },
): void {
  const name = input['Username'] as string;
  if (operation === 'AdminCreateUser') {
    known.passwords.set(name, input['TemporaryPassword'] as string);
  } else if (operation === 'AdminSetUserPassword') {
    known.passwords.set(name, input['Password'] as string);
  } else if (operation === 'CreateUserPoolClient') {
    const { ClientId, ClientSecret } = body['UserPoolClient'] as Record<string, string>;
    if (ClientSecret !== undefined) known.secrets.set(ClientId!, ClientSecret);
  }
}

export function secretHashOf(
  secret: string | undefined,
  username: string,
  clientId: string,
): { readonly SECRET_HASH?: string } {
  if (secret === undefined) return {};
  const mac = createHmac('sha256', secret).update(username + clientId);
  return { SECRET_HASH: mac.digest('base64') };
}

/** Where a server that does SRP by itself is wrong. */
export interface SrpFaults {
  readonly bytesOf?: (integer: bigint) => Uint8Array;
  readonly info?: string;
  readonly zeroA?: 'answered';
  readonly blocks?: 'good-for-ever';
  readonly timestamps?: 'not-read';
  /** Of the signature. */
  readonly comparedBytes?: number;
  readonly names?: 'not-compared';
  readonly B?: 'always-the-same';
}

interface Pending {
  readonly username: string;
  readonly publicA: bigint;
  readonly publicB: bigint;
  readonly secretB: bigint;
  readonly verifier: bigint;
}

/** Does SRP itself, on the reference, and leaves the rest to the pool. */
export function srpServer(faults: SrpFaults): Mischief {
  const reference = createReference({
    hash: (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()),
    ...(faults.bytesOf && { bytesOf: faults.bytesOf, saltOf: signedBytes }),
  });
  const toBytes = faults.bytesOf ?? signedBytes;
  const pending = new Map<string, Pending>();
  const salts = new Map<string, bigint>();
  const constantB = integer(randomBytes(32));

  async function initiate({ operation, input }: Received, knowledge: Knowledge): Promise<Sent> {
    const { USERNAME = '', SRP_A = '' } = input['AuthParameters'] as Record<string, string>;
    const password = knowledge.passwords.get(USERNAME);
    const isPlain = /^[0-9a-f]{1,770}$/i.test(SRP_A) && BigInt(`0x${SRP_A}`) % COGNITO_PRIME > 0n;
    const real = await knowledge.forward({ operation, input });
    if (password === undefined) return real;
    // What the pool refuses for another reason than A is refused.
    if (real.status !== 200 && (isPlain || faults.zeroA === undefined)) return real;
    if (!/^[0-9a-f]+$/i.test(SRP_A)) return real;
    const salt = salts.get(USERNAME) ?? integer(randomBytes(16));
    salts.set(USERNAME, salt);
    const poolName = await poolNameOf(input['ClientId'] as string, knowledge);
    const x = reference.privateX(salt, `${poolName}${USERNAME}`, password);
    const verifier = reference.verifier(x);
    const secretB = faults.B === undefined ? integer(randomBytes(32)) : constantB;
    const publicB = reference.publicB(verifier, secretB);
    const block = randomBytes(64).toString('base64');
    pending.set(block, {
      username: USERNAME,
      publicA: BigInt(`0x${SRP_A}`),
      publicB,
      secretB,
      verifier,
    });
    const hexOf = (value: bigint): string => value.toString(16);
    const ChallengeParameters = {
      ...{ SALT: hexOf(salt), SRP_B: hexOf(publicB), SECRET_BLOCK: block },
      ...{ USERNAME, USER_ID_FOR_SRP: USERNAME },
    };
    return { status: 200, body: { ChallengeName: 'PASSWORD_VERIFIER', ChallengeParameters } };
  }

  async function respond(received: Received, knowledge: Knowledge): Promise<Sent> {
    const { input } = received;
    const responses = input['ChallengeResponses'] as Record<string, string>;
    const block = responses['PASSWORD_CLAIM_SECRET_BLOCK'] ?? '';
    const open = pending.get(block);
    if (open === undefined) return knowledge.forward(received);
    if (faults.blocks === undefined) pending.delete(block);
    const { PASSWORD_CLAIM_SIGNATURE: claimed = '', TIMESTAMP = '', USERNAME = '' } = responses;
    if (faults.names === undefined && USERNAME !== open.username) return REFUSED;
    if (faults.timestamps === undefined && !isNow(TIMESTAMP)) return REFUSED;
    const secret = knowledge.secrets.get(input['ClientId'] as string);
    const { SECRET_HASH } = secretHashOf(secret, USERNAME, input['ClientId'] as string);
    if (SECRET_HASH !== responses['SECRET_HASH']) return REFUSED;
    const { publicA, publicB, secretB: b, verifier: v } = open;
    const u = reference.scramblerU(publicA, publicB);
    const S = reference.serverS({ publicA, v, b, u });
    const info = faults.info ?? 'Caldera Derived Key';
    const key = new Uint8Array(hkdfSync('sha256', toBytes(S), toBytes(u), info, 16));
    const poolName = await poolNameOf(input['ClientId'] as string, knowledge);
    const right = createHmac('sha256', key)
      .update(poolName + open.username)
      .update(Buffer.from(block, 'base64'))
      .update(TIMESTAMP)
      .digest('base64');
    const bytes = (text: string): string =>
      Buffer.from(text, 'base64').subarray(0, faults.comparedBytes).toString('hex');
    const isRight =
      faults.comparedBytes === undefined ? claimed === right : bytes(claimed) === bytes(right);
    return isRight ? knowledge.tokensFor(input['ClientId'] as string, USERNAME) : REFUSED;
  }

  return (received, knowledge) => {
    const { operation, input } = received;
    if (operation === 'InitiateAuth' && input['AuthFlow'] === 'USER_SRP_AUTH') {
      return initiate(received, knowledge);
    }
    const isProof = input['ChallengeName'] === 'PASSWORD_VERIFIER';
    return isProof ? respond(received, knowledge) : knowledge.forward(received);
  };
}

/** As RFC 5054 has it. */
export function filledUp(value: bigint): Uint8Array {
  return bytesOfLength(value, 384);
}

const poolNames = new WeakMap<Knowledge, Map<string, string>>();

/** The pool that a client belongs to. */
async function poolNameOf(clientId: string, knowledge: Knowledge): Promise<string> {
  const known = poolNames.get(knowledge) ?? new Map<string, string>();
  poolNames.set(knowledge, known);
  if (!known.has(clientId)) {
    const { body } = await knowledge.forward({
      operation: 'ListUserPools',
      input: { MaxResults: 60 },
    });
    for (const { Id } of body['UserPools'] as readonly { readonly Id: string }[]) {
      const input = { UserPoolId: Id, MaxResults: 60 };
      const listed = await knowledge.forward({ operation: 'ListUserPoolClients', input });
      const clients = listed.body['UserPoolClients'] as readonly { readonly ClientId: string }[];
      for (const { ClientId } of clients) known.set(ClientId, Id.split('_')[1]!);
    }
  }
  return known.get(clientId) ?? '';
}

function isNow(timestamp: string): boolean {
  const date = new Date(timestamp);
  if (!(Math.abs(date.getTime() - Date.now()) < 5 * 60_000)) return false;
  const [weekday, day, month, year, clock] = date.toUTCString().split(/,? /);
  return timestamp === `${weekday} ${month} ${Number(day)} ${clock} UTC ${year}`;
}

function integer(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}
