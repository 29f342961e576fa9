/**
 * The negative vectors once more, through a whole sign-in: what the service must not send ends in its
 * typed error, and nothing more is sent.
 */
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { newPasswordRequired } from '@countersign/challenge-handlers/new-password-required';
import { passwordVerifier } from '@countersign/challenge-handlers/password-verifier';
import { isFlowError } from '@countersign/contract';
import type { CognitoCall, FlowStep, WireObject } from '@countersign/contract';
import { signIn } from '@countersign/flow';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';
import { expand } from '../suite/longhand.ts';
import negative from '../vectors/srp-negative.json' with { type: 'json' };

interface Vector {
  readonly tcId: number;
  readonly number: number;
  readonly comment: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly error?: Readonly<Record<string, string>>;
  readonly signatureBase64?: string;
}

const group = negative.groups[0]!;
const base = group.base as Required<typeof group.base>;
const vectors: readonly Vector[] = group.tests;

const tokens = { AuthenticationResult: { AccessToken: 'a.b.c', ExpiresIn: 3600 } };

interface Played {
  readonly calls: readonly CognitoCall[];
  readonly step?: FlowStep;
  readonly error?: unknown;
}

/** Signs in over SRP with the ephemeral secret of the vectors; the service answers with `outputs`. */
async function play(password: string, ...outputs: readonly WireObject[]): Promise<Played> {
  const calls: CognitoCall[] = [];
  try {
    const step = await signIn({
      client: { userPoolId: `eu-west-1_${base.poolName}`, clientId: '1example23456789' },
      authFlow: userSrpAuth,
      handlers: [passwordVerifier, newPasswordRequired],
      username: 'typed@example.com',
      password,
      now: () => base.nowMs,
      random: () => Uint8Array.from(base.secretAHex.match(/../g)!, (byte) => Number(`0x${byte}`)),
      transport: async (call) => {
        const output = outputs[calls.length];
        calls.push(call);
        if (output === undefined) throw new Error(`Nothing is scripted for call ${calls.length}`);
        return { kind: 'success', output };
      },
    });
    return { calls, step };
  } catch (error) {
    return { calls, error };
  }
}

function challenge(parameters: WireObject): WireObject {
  return { ChallengeName: 'PASSWORD_VERIFIER', ChallengeParameters: parameters };
}

function parametersOf(input: Readonly<Record<string, unknown>>): WireObject {
  return {
    SALT: input['saltHex'],
    SRP_B: input['publicBHex'],
    SECRET_BLOCK: input['secretBlockBase64'],
    USER_ID_FOR_SRP: input['userIdForSrp'],
  } as WireObject;
}

const operations = ({ calls }: Played): readonly string[] =>
  calls.map(({ operation }) => operation);

// The pool name is the caller's; `signIn` takes it from the pool id, which has tests of its own.
for (const vector of vectors.filter(({ input }) => !('poolName' in input))) {
  test(`srp-negative#${vector.tcId} (case ${vector.number}) ${vector.comment}`, async () => {
    const input: Record<string, unknown> = { ...base, ...expand(vector.input) };
    const password = input['password'] as string;
    const played = await play(password, challenge(parametersOf(input)), tokens);
    if (vector.error === undefined) {
      expect(operations(played)).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
      expect(played.calls[1]?.input['ChallengeResponses']).toMatchObject({
        PASSWORD_CLAIM_SIGNATURE: vector.signatureBase64,
      });
      return;
    }
    expect(isFlowError(played.error)).toBe(true);
    // A value that is absent, empty or no text is `missing` to the handler.
    const { reason: _reason, ...expected } = vector.error;
    expect(played.error).toMatchObject(expected);
    expect(inspect(played.error)).not.toContain(base.password);
    expect(operations(played)).toEqual(vector.error['argument'] ? [] : ['InitiateAuth']);
  });
}

test.each([
  ['C37: no ChallengeParameters', undefined, 'USER_ID_FOR_SRP'],
  ['C38: no SRP_B', 'SRP_B', 'SRP_B'],
  ['C39: no SALT', 'SALT', 'SALT'],
  ['C40: no SECRET_BLOCK', 'SECRET_BLOCK', 'SECRET_BLOCK'],
  ['C41: no USER_ID_FOR_SRP', 'USER_ID_FOR_SRP', 'USER_ID_FOR_SRP'],
])('%s', async (_name, absent, field) => {
  const { ChallengeParameters, ...bare } = challenge(parametersOf(base));
  const rest = Object.entries(ChallengeParameters as WireObject).filter(([key]) => key !== absent);
  const output =
    absent === undefined ? bare : { ...bare, ChallengeParameters: Object.fromEntries(rest) };
  const played = await play(base.password, output, tokens);
  expect(played.error).toMatchObject({ code: 'ERR_PROTOCOL', reason: 'missing', field });
  expect(operations(played)).toEqual(['InitiateAuth']);
});

test.each(['requiredAttributes', 'userAttributes'])('C60: malformed %s', async (field) => {
  const played = await play(base.password, challenge(parametersOf(base)), {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    ChallengeParameters: { [field]: '{"not' },
    Session: 's'.repeat(20),
  });
  expect(played.error).toMatchObject({ code: 'ERR_PROTOCOL', reason: 'malformed', field });
  expect(operations(played)).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
});

test('C43: an unknown challenge is an unsupported step with its name and Session', async () => {
  const played = await play(base.password, {
    ChallengeName: 'SOMETHING_NEW',
    ChallengeParameters: { QUESTION: 'why' },
    Session: 's'.repeat(20),
  });
  expect(played.step).toMatchObject({
    kind: 'unsupported',
    name: 'SOMETHING_NEW',
    parameters: { QUESTION: 'why' },
    state: { session: 's'.repeat(20) },
  });
  expect(operations(played)).toEqual(['InitiateAuth']);
});

test('C71: unknown members and parameters change nothing', async () => {
  const plain = await play(base.password, challenge(parametersOf(base)), tokens);
  const more = {
    ...challenge({ ...parametersOf(base), EXTRA: 'x', LIST: ['y'] }),
    Extra: { z: 1 },
  };
  expect((await play(base.password, more, tokens)).calls).toEqual(plain.calls);
});
