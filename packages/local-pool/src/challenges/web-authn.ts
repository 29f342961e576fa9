/**
 * WEB_AUTHN: the user's authenticator signs a challenge with a passkey.
 *
 * @module
 */
import { showing } from '../_assurance.ts';
import type { Attempt } from '../_attempt.ts';
import type { PoolChallenge } from '../_challenge.ts';
import { asInput, requireEntry } from '../_input.ts';
import type { Input } from '../_input.ts';
import { judgeAssertion, readCredential } from '../_passkey-proof.ts';
import type { Credential } from '../_passkey-proof.ts';
import { describeRequest, isPasskeyEnough, makeChallenge, passkeysFor } from '../_passkeys.ts';
import { userHandleOf, verificationOf, WEB_AUTHN } from '../_passkeys.ts';
import type { Passkey } from '../_passkeys.ts';
import { invalidParameter, wrongPassword } from '../_service-fault.ts';
import { requireOwnSession } from '../_sessions.ts';
import type { User } from '../_user.ts';

export const webAuthn: PoolChallenge = {
  name: WEB_AUTHN,
  first: {
    allowedBy: WEB_AUTHN,
    method: 'swk',
    standsAlone: true,
    isSetUp: ({ user }) => user !== undefined && user.passkeys.size > 0,
    isEnough: isPasskeyEnough,
  },
  early: {
    isDue: ({ firstFactor }) => firstFactor === WEB_AUTHN,
    pose(attempt, session) {
      const { service, client, account } = attempt;
      const passkeyChallenge = makeChallenge(service);
      session.keep({ ...attempt, passkeyChallenge });
      const options = describeRequest(client.pool, account, passkeyChallenge);
      return { CREDENTIAL_REQUEST_OPTIONS: JSON.stringify(options) };
    },
  },
  async answer(answer) {
    const session = requireOwnSession(answer, WEB_AUTHN);
    const credential = readCredential(
      parse(requireEntry(answer.responses, 'CREDENTIAL')),
      ['clientDataJSON', 'authenticatorData', 'signature'],
      ['userHandle'],
    );
    // Before anything is waited for: of two answers sent in parallel one is accepted.
    session.spend();
    const { attempt } = session;
    const { user } = attempt.account;
    const passkey = findPasskey(attempt, credential);
    if (user === undefined || passkey === undefined) throw wrongPassword();
    const proof = await judgeAssertion(credential, passkey, expectationOf(attempt, passkey));
    if (proof === undefined || !isStillThere(user, passkey)) throw wrongPassword();
    // Another sign-in may have counted on while this one was verified.
    const counts = proof.counter > 0 || passkey.counter > 0;
    if (counts && proof.counter <= passkey.counter) throw wrongPassword();
    passkey.counter = proof.counter;
    const isEnough = proof.isUserVerified && isPasskeyEnough(attempt);
    const signIn = { ...attempt, user, ...(isEnough && { isSecondFactorSettled: true }) };
    return showing(signIn, passkey.attachment === 'cross-platform' ? 'hwk' : 'swk');
  },
};

function expectationOf(
  { client, passkeyChallenge = '' }: Attempt,
  { relyingPartyId }: Passkey,
): Parameters<typeof judgeAssertion>[2] {
  const userVerification = verificationOf(client.pool);
  return { challenge: passkeyChallenge, relyingPartyId, userVerification };
}

function findPasskey(
  { client, account }: Attempt,
  { id, userHandle }: Credential,
): Passkey | undefined {
  const { user } = account;
  if (user === undefined) return undefined;
  if (userHandle !== undefined && userHandle !== userHandleOf(user)) return undefined;
  return passkeysFor(client.pool, user).find(({ credentialId }) => credentialId === id);
}

/** It may have been deleted while it was verified. */
function isStillThere(user: User, passkey: Passkey): boolean {
  return user.passkeys.get(passkey.credentialId) === passkey;
}

function parse(text: string): Input {
  try {
    return asInput(JSON.parse(text) as unknown, 'CREDENTIAL');
  } catch {
    throw invalidParameter('CREDENTIAL is not the JSON text of a credential.');
  }
}
