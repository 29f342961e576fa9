/**
 * What every client under test here is made into: a program that the runner can ask to prove a
 * password. Its clock and its randomness are the case's; nothing else of it is changed.
 *
 * @module
 */
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { json } from 'node:stream/consumers';
import { COGNITO_PRIME, createReference } from '../reference/srp.mjs';
import { sha256 } from '../generate/_vectors.mjs';

const reference = createReference({ hash: sha256 });
const SystemDate = Date;
let pinnedMs;

/** The time that a client reads. */
globalThis.Date = class extends SystemDate {
  constructor(...given) {
    super(...(given.length === 0 && pinnedMs !== undefined ? [pinnedMs] : given));
  }

  static now() {
    return pinnedMs ?? SystemDate.now();
  }
};

/**
 * Answers cases until there are no more. A client that throws has refused; which of the two parties
 * it blames is not asked.
 *
 * @param {(input: object) => Promise<object>} prove - gives SRP_A, TIMESTAMP, PASSWORD_CLAIM_SIGNATURE.
 * @param {{ takesAnyPool?: boolean }} options - a device's group key is not the name of a pool, and who
 *   signs in to a pool is not asked about one.
 */
export async function serveProofs(prove, { takesAnyPool = false } = {}) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, op, in: input } = JSON.parse(line);
    const isAsked = op === 'srp.prove' && (takesAnyPool || isPoolName(input.poolName));
    const answer = isAsked ? await answerOf(prove, input) : { skip: 'unsupported' };
    console.log(JSON.stringify({ id, ...answer }));
  }
  process.exit(0);
}

function isPoolName(text) {
  return text === '' || /^[0-9A-Za-z]+$/.test(text);
}

async function answerOf(prove, input) {
  pinnedMs = input.nowMs;
  let out;
  try {
    out = await prove(input);
  } catch {
    return { error: 'REFUSED' };
  } finally {
    pinnedMs = undefined;
  }
  // A secret that was not the case's would make every signature wrong, and nobody's fault.
  const expected = reference.publicA(BigInt(`0x${input.secretA}`));
  if (BigInt(`0x${out.SRP_A}`) % COGNITO_PRIME !== expected) {
    console.error('The client drew another secret than the one of the case.');
    process.exit(1);
  }
  return { out };
}

/** The user's name as typed, where the case has one that can be. */
export function typedName({ userIdForSrp }) {
  return typeof userIdForSrp === 'string' && userIdForSrp !== '' ? userIdForSrp : 'alice';
}

/**
 * A service that plays one case at a time to a client that signs in over HTTP.
 *
 * @returns {Promise<{ url: string, play(input: object, signIn: () => Promise<unknown>): Promise<object> }>}
 */
export async function startScriptedService() {
  let current;
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error));
  });

  async function answer(request, response) {
    const { ChallengeResponses: claimed, AuthParameters: opening } = await json(request);
    const { input } = current;
    if (opening !== undefined) {
      current.SRP_A = opening.SRP_A;
      const { SALT, SRP_B, SECRET_BLOCK, userIdForSrp } = input;
      const ChallengeParameters = {
        ...{ SALT, SRP_B, SECRET_BLOCK },
        ...{ USER_ID_FOR_SRP: userIdForSrp, USERNAME: typedName(input) },
      };
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      return response.end(
        JSON.stringify({ ChallengeName: 'PASSWORD_VERIFIER', ChallengeParameters }),
      );
    }
    current.claimed = claimed;
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
    return response.end('{"__type":"NotAuthorizedException","message":"Seen."}');
  }

  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    async play(input, signIn) {
      current = { input };
      await signIn().catch((error) => {
        current.error = error;
      });
      const { SRP_A, claimed, error } = current;
      if (claimed === undefined) throw error ?? new Error('There was no claim.');
      const { TIMESTAMP, PASSWORD_CLAIM_SIGNATURE } = claimed;
      return { SRP_A, TIMESTAMP, PASSWORD_CLAIM_SIGNATURE };
    },
  };
}

/** A pool id that ends with the case's pool name. */
export function poolIdOf({ poolName }) {
  return `eu-west-1_${poolName}`;
}
