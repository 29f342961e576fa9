/**
 * The pool of a walk, and how a user reaches it.
 *
 * @module
 */
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { createAdminAwsSdkTransport } from '@countersign/adapter-aws-sdk/admin';
import type { Transport } from '@countersign/contract';
import { createLocalPool } from '@countersign/local-pool';
import type { LocalPool, PoolTriggers, Seed } from '@countersign/local-pool';
import { createFetchTransport } from '@countersign/transport';
import { vi } from 'vitest';
import { RELYING_PARTY } from '../../packages/local-pool/test/_authenticator.ts';
import type { Plan } from './_walk-plans.ts';

export const USERNAME = 'ada';
export const PASSWORD = 'Correct-horse-7!';
export const SECRET_CODE = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
export const RIGHT_RIDDLE = '42';
export const CLIENT = { userPoolId: 'us-east-1_Walks', clientId: 'walks' };
export const CLIENT_SECRET = 'abcdefghijklmnopqrstuvwxyz012345';

/** As far as it matters here. */
type SdkRequest = { readonly path: string } & Required<
  Pick<RequestInit, 'method' | 'headers' | 'body'>
>;

/** So many are put up with. */
const WRONG_RIDDLES = 2;
const ENDPOINT = 'http://localhost:9229';
const FLOW_NAMES = ['USER_SRP', 'USER_PASSWORD', 'ADMIN_USER_PASSWORD', 'CUSTOM', 'USER'];

// An RSA key takes a tenth of a second to make, and each walk has a pool of its own.
const makeKey = crypto.subtle.generateKey.bind(crypto.subtle);
let made: ReturnType<typeof makeKey> | undefined;
vi.spyOn(crypto.subtle, 'generateKey').mockImplementation((...how) => (made ??= makeKey(...how)));

/** It always begins at the same time, so that a walk is the same whenever it is walked. */
export function startPool(plan: Plan): LocalPool {
  const nowMs = (): number => Date.UTC(2026, 0, 7, 9, 5, 3);
  return createLocalPool({ nowMs, triggers: triggersOf(plan), seed: seedOf(plan) });
}

export function transportTo({ fetch }: LocalPool): Transport {
  return createFetchTransport({ endpoint: ENDPOINT, fetch });
}

/** As an administrator's server signs in: over the AWS SDK, but for the wire. */
export function adminTransportTo(pool: LocalPool): Transport {
  const client = new CognitoIdentityProviderClient({
    endpoint: ENDPOINT,
    region: 'us-east-1',
    credentials: { accessKeyId: 'not-checked', secretAccessKey: 'not-checked' },
    requestHandler: {
      async handle({ path, ...request }: SdkRequest) {
        const reply = await pool.fetch(`${ENDPOINT}${path}`, request);
        const bytes = new Uint8Array(await reply.arrayBuffer());
        const { status: statusCode, headers: given } = reply;
        return { response: { statusCode, headers: Object.fromEntries(given), body: bytes } };
      },
    },
  });
  return createAdminAwsSdkTransport({ client, userPoolId: CLIENT.userPoolId });
}

function seedOf({ pool, withSecret, user, ...plan }: Plan): Seed {
  const allowed = pool.mfaFactors;
  const email = { email: `${USERNAME}@example.com`, email_verified: 'true' };
  const phone = { phone_number: '+15550000001', phone_number_verified: 'true' };
  const enabledMfa = [
    ...(user.hasEmail && allowed.includes('EMAIL_OTP') ? ['EMAIL_OTP'] : []),
    ...(user.hasPhone && allowed.includes('SMS_MFA') ? ['SMS_MFA'] : []),
  ];
  const hasApp = user.hasApp && allowed.includes('SOFTWARE_TOKEN_MFA');
  return {
    pools: [
      {
        ...pool,
        name: 'walks',
        userPoolId: CLIENT.userPoolId,
        passkeys: {
          relyingPartyId: RELYING_PARTY,
          countsAsTwoFactors: plan.passkeyCountsAsTwoFactors,
        },
        clients: [
          {
            clientId: CLIENT.clientId,
            explicitAuthFlows: [...FLOW_NAMES, 'REFRESH_TOKEN'].map((name) => `ALLOW_${name}_AUTH`),
            preventUserExistenceErrors: 'ENABLED',
            ...(withSecret && { clientSecret: CLIENT_SECRET }),
          },
        ],
        users: [
          {
            username: USERNAME,
            password: PASSWORD,
            temporary: user.temporary,
            confirmed: user.confirmed,
            attributes: { ...(user.hasEmail && email), ...(user.hasPhone && phone) },
            enabledMfa,
            ...(hasApp && { totpSecret: SECRET_CODE }),
          },
        ],
      },
    ],
  };
}

/** Riddles until enough are solved, or too many are not. */
function triggersOf({ riddles }: Plan): PoolTriggers {
  return {
    defineAuthChallenge(event) {
      const { session } = event.request;
      const asked = session.filter(({ challengeName }) => challengeName === 'CUSTOM_CHALLENGE');
      const solved = asked.filter(({ challengeResult }) => challengeResult).length;
      if (session.at(-1)?.challengeName === 'SRP_A') {
        event.response.challengeName = 'PASSWORD_VERIFIER';
      } else if (solved >= riddles) event.response.issueTokens = true;
      else if (asked.length - solved > WRONG_RIDDLES) event.response.failAuthentication = true;
      else event.response.challengeName = 'CUSTOM_CHALLENGE';
      return event;
    },
    createAuthChallenge(event) {
      event.response.publicChallengeParameters = { question: 'of life' };
      event.response.privateChallengeParameters = { answer: RIGHT_RIDDLE };
      return event;
    },
    verifyAuthChallengeResponse(event) {
      const { challengeAnswer, privateChallengeParameters } = event.request;
      event.response.answerCorrect = challengeAnswer === privateChallengeParameters['answer'];
      return event;
    },
  };
}
