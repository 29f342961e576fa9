/**
 * The local pool, and the server's half of srp-core, as the suite asks for a service.
 *
 * @module
 */
import { isFlowError } from '@countersign/contract';
import { createLocalPool } from '@countersign/local-pool';
import type { LocalPool, PoolSeed } from '@countersign/local-pool';
import { openServerSrp } from '@countersign/srp-core/server';
import { deriveClaimKey, derivePrivateX, derivePublicA } from '@countersign/srp-core/steps';
import { deriveScramblerU, deriveSharedSecretS, signClaim } from '@countersign/srp-core/steps';
import { bytesFromHex, hexFromBytes } from '../suite/_bytes.ts';
import { integer } from '../suite/_vectors.ts';
import type { ServiceSubject } from '../suite/subjects.ts';

const POOL_NAME = 'AbCdEf123';
const CLIENT_ID = '1example23456789';
const PASSWORD = 'P@ssw0rd-1';
const ALICE = { username: 'alice', password: PASSWORD };
const FLOWS = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'];
const SECRET_A = new Uint8Array(32).fill(0x5a);

interface Answer {
  readonly [member: string]: unknown;
}

export const service: ServiceSubject = {
  name: 'countersign',
  checkClaim({ verifierHex, secretBHex, ...claim }) {
    const random = (length: number): Uint8Array => bytesFromHex(secretBHex, length);
    try {
      return openServerSrp({ verifierHex, random }).checkClaim(claim)
        ? null
        : 'NotAuthorizedException';
    } catch (error) {
      // The pool takes a signature that is none for a wrong one.
      if (isFlowError(error) && error.code === 'ERR_PROTOCOL') return 'NotAuthorizedException';
      throw error;
    }
  },
  async answerTimestamp({ serverTimeMs, timestamp }) {
    const pool = start({}, serverTimeMs);
    const SRP_A = integer(hexFromBytes(derivePublicA(SECRET_A)));
    const opened = await call(pool, 'InitiateAuth', {
      AuthFlow: 'USER_SRP_AUTH',
      ClientId: CLIENT_ID,
      AuthParameters: { USERNAME: ALICE.username, SRP_A },
    });
    const challenge = opened['ChallengeParameters'] as Readonly<Record<string, string>>;
    const answered = await call(pool, 'RespondToAuthChallenge', {
      ClientId: CLIENT_ID,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: {
        USERNAME: ALICE.username,
        PASSWORD_CLAIM_SECRET_BLOCK: challenge['SECRET_BLOCK'],
        PASSWORD_CLAIM_SIGNATURE: signatureOver(challenge, timestamp),
        TIMESTAMP: timestamp,
      },
    });
    return exceptionOf(answered);
  },
  async answerSecretHash({ clientId, clientSecret, username, secretHash }) {
    const secret = clientSecret === '' ? {} : { clientSecret };
    const pool = start({
      clients: [{ clientId, explicitAuthFlows: FLOWS, ...secret }],
      users: [{ ...ALICE, username }],
    });
    const answered = await call(pool, 'InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: clientId,
      AuthParameters: {
        USERNAME: username,
        PASSWORD,
        ...(secretHash !== undefined && { SECRET_HASH: secretHash }),
      },
    });
    return exceptionOf(answered);
  },
  async answerDeviceVerifier(config) {
    const pool = start({ deviceTracking: { onlyRememberedOnUserPrompt: false } });
    const signedIn = await call(pool, 'InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: CLIENT_ID,
      AuthParameters: { USERNAME: ALICE.username, PASSWORD },
    });
    const { AccessToken, NewDeviceMetadata } = signedIn['AuthenticationResult'] as Answer;
    const answered = await call(pool, 'ConfirmDevice', {
      AccessToken,
      DeviceKey: (NewDeviceMetadata as Answer)['DeviceKey'],
      DeviceSecretVerifierConfig: config,
    });
    return exceptionOf(answered);
  },
};

function start(settings: Partial<PoolSeed>, nowMs: number = Date.UTC(2026, 0, 7)): LocalPool {
  const pool: PoolSeed = {
    name: 'conformance',
    userPoolId: `eu-west-1_${POOL_NAME}`,
    clients: [{ clientId: CLIENT_ID, explicitAuthFlows: FLOWS }],
    users: [ALICE],
    ...settings,
  };
  return createLocalPool({ seed: { pools: [pool] }, nowMs: () => nowMs });
}

async function call(pool: LocalPool, operation: string, input: unknown): Promise<Answer> {
  const response = await pool.fetch('http://localhost/', {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(input),
  });
  return (await response.json()) as Answer;
}

function exceptionOf(answer: Answer): string | null {
  return typeof answer['__type'] === 'string' ? answer['__type'] : null;
}

/** A claim over any text, which no client of ours would sign. */
function signatureOver(challenge: Readonly<Record<string, string>>, timestamp: string): string {
  const who = { poolName: POOL_NAME, userIdForSrp: challenge['USER_ID_FOR_SRP']! };
  const salt = bytesFromHex(challenge['SALT']!);
  const publicB = bytesFromHex(challenge['SRP_B']!, 384);
  const privateX = derivePrivateX({ ...who, password: PASSWORD, salt });
  const scramblerU = deriveScramblerU(derivePublicA(SECRET_A), publicB);
  const sharedS = deriveSharedSecretS({ publicB, privateX, secretA: SECRET_A, scramblerU });
  const secretBlock = Uint8Array.from(atob(challenge['SECRET_BLOCK']!), (one) => one.charCodeAt(0));
  const claimKey = deriveClaimKey(sharedS, scramblerU);
  const signature = signClaim(claimKey, { ...who, secretBlock, timestamp });
  return btoa(String.fromCharCode(...signature));
}
