/**
 * A server that shares no code with us judges our client: 240 sign-ins, in each of which one number
 * was made to have the shape that breaks naive SRP code. The server is judged as well: by Amazon's
 * own client, so that it cannot be wrong in the same way as ours.
 *
 * @module
 */
import { passwordVerifier } from '@countersign/challenge-handlers/password-verifier';
import { signIn } from '@countersign/flow';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';
import { createFetchTransport } from '@countersign/transport';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signInWithAmazonsClient } from './_amazon-client.ts';
import { startService } from './_programs.ts';
import type { Service } from './_programs.ts';

/** One user of the independent server, and the edge that its sign-ins show. */
interface IndependentUser {
  /** What is typed. */
  readonly username: string;
  /** What the proof is computed over. */
  readonly userIdForSrp: string;
  readonly password: string;
  readonly edge: string;
  /** Are `SALT` and `SRP_B` filled up with zeros, or minimal as Cognito's are? */
  readonly fixedWidth: boolean;
}

const POOL_NAME = 'StrangerS1';
const USER_POOL_ID = `eu-west-1_${POOL_NAME}`;
const CLIENT_ID = 'independentclient';

const SHAPES = ['leading zero byte', 'odd number of digits', 'top bit set', 'top bit clear'];
const FORCED_BY_SERVER = ['salt', 'x', 'B', 'u', 'S'];
const USERS_PER_EDGE = 10;

// Counted up from any number, these are the first `a` whose g^a has the shape.
const SECRET_A = 0x0e48819f41436b5768438d546ac064478381dd4b052606d7a391f34429e3a15en;
const SECRET_A_OFFSETS: ReadonlyMap<string, bigint> = new Map([
  ['A: leading zero byte', 231n],
  ['A: odd number of digits', 39n],
  ['A: top bit set', 0n],
  ['A: top bit clear', 2n],
]);

const NAMES = ['alice', 'Zoë', 'Дмитрий', '王小明', 'عمر', 'a+b@example.com', '👩🏽‍🚀'];
const PASSWORDS = [
  'Correct-Horse-9',
  'pässwörd ✓ 1A',
  ' leading and trailing ',
  'e\u0301 is not \u00e9',
  '密碼-пароль-🔐',
  'x'.repeat(256),
];

const EDGES = [...FORCED_BY_SERVER, 'A'].flatMap((name) =>
  SHAPES.map((shape) => `${name}: ${shape}`),
);

function usersOf(edge: string): readonly IndependentUser[] {
  return Array.from({ length: USERS_PER_EDGE }, (_, copy) => {
    const index = EDGES.indexOf(edge) * USERS_PER_EDGE + copy;
    const username = `${NAMES[index % NAMES.length]!}-${index}`;
    return {
      username,
      // Every third user signs in with an alias.
      userIdForSrp: index % 3 === 0 ? `user-id-${index}` : username,
      password: PASSWORDS[index % PASSWORDS.length]!,
      edge,
      fixedWidth: copy % 2 === 1,
    };
  });
}

let server: Service<{ url: string }>;

beforeAll(async () => {
  const program = fileURLToPath(new URL('independent-server.mjs', import.meta.url));
  const input = JSON.stringify({ poolName: POOL_NAME, users: EDGES.flatMap(usersOf) });
  const readReady = (line: string): { url: string } => JSON.parse(line) as { url: string };
  server = await startService(process.execPath, [program], readReady, { input });
});

afterAll(async () => {
  console.log('independent server: edges in the proofs it accepted', await edgeCounts());
  await server.stop();
});

function signInWithOurs(
  { username, edge }: IndependentUser,
  password: string,
): ReturnType<typeof signIn> {
  const offset = SECRET_A_OFFSETS.get(edge);
  return signIn({
    transport: createFetchTransport({ endpoint: server.ready.url }),
    client: { userPoolId: USER_POOL_ID, clientId: CLIENT_ID },
    handlers: [passwordVerifier],
    authFlow: userSrpAuth,
    username,
    password,
    ...(offset !== undefined && { random: () => bytes32(SECRET_A + offset) }),
  });
}

function bytes32(integer: bigint): Uint8Array {
  return Uint8Array.from(Buffer.from(integer.toString(16).padStart(64, '0'), 'hex'));
}

async function edgeCounts(): Promise<{ readonly [edge: string]: number }> {
  return (await (await fetch(server.ready.url)).json()) as { [edge: string]: number };
}

describe('a server that shares no code with us', () => {
  test.each(EDGES)('accepts our proofs (%s)', async (edge) => {
    for (const user of usersOf(edge)) {
      const step = await signInWithOurs(user, user.password);
      expect(step).toMatchObject({ kind: 'signed-in', username: user.userIdForSrp });
    }
    expect((await edgeCounts())[edge]).toBeGreaterThanOrEqual(USERS_PER_EDGE);
  });

  test.each(EDGES)('refuses our proofs of a wrong password (%s)', async (edge) => {
    const before = await edgeCounts();
    for (const user of usersOf(edge).slice(0, 2)) {
      const step = await signInWithOurs(user, `${user.password.slice(1)}!`);
      expect(step).toMatchObject({ kind: 'refused', error: { service: 'NotAuthorizedException' } });
    }
    expect(await edgeCounts()).toEqual(before);
  });

  // The judge is judged: it may not be wrong in the way in which we are.
  test.each(EDGES)("accepts the proofs of Amazon's own client (%s)", async (edge) => {
    const { username, password } = usersOf(edge)[1]!;
    const client = { endpoint: server.ready.url, userPoolId: USER_POOL_ID, clientId: CLIENT_ID };
    const { session } = await signInWithAmazonsClient({ ...client, username, password });
    expect(session.getAccessToken().getJwtToken()).not.toBe('');
  });

  test("refuses Amazon's own client a wrong password", async () => {
    const { username } = usersOf(EDGES[0]!)[0]!;
    const client = { endpoint: server.ready.url, userPoolId: USER_POOL_ID, clientId: CLIENT_ID };
    const refused = signInWithAmazonsClient({ ...client, username, password: 'wrong' });
    await expect(refused).rejects.toThrow('Incorrect username or password.');
  });
});
