/**
 * Registering, listing and deleting passkeys.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import { requireBearer } from '../_access-token.ts';
import { readInteger, readObject, readText, requireText } from '../_input.ts';
import type { PoolOperation } from '../_operation.ts';
import { takePage } from '../_page.ts';
import { judgeRegistration, readCredential } from '../_passkey-proof.ts';
import { CEREMONY_MS, describeCreation, makeChallenge } from '../_passkeys.ts';
import { requireRelyingParty, verificationOf } from '../_passkeys.ts';
import type { Passkey } from '../_passkeys.ts';
import { invalidParameter, notFound, ServiceFault } from '../_service-fault.ts';
import type { User } from '../_user.ts';

const LARGEST_PAGE = 20;
const MOST_PASSKEYS = 20;

export const startWebAuthnRegistration: PoolOperation = {
  name: 'StartWebAuthnRegistration',
  async handle(service, input) {
    const { pool, user, grant } = await requireBearer(service, input);
    const rpId = requireRelyingParty(pool);
    requireRoom(user);
    const challenge = makeChallenge(service);
    const expiresAtMs = service.clock.nowMs() + CEREMONY_MS;
    user.pendingPasskey = { challenge, clientId: grant.clientId, expiresAtMs };
    return { CredentialCreationOptions: describeCreation(pool, user, { rpId, challenge }) };
  },
};

export const completeWebAuthnRegistration: PoolOperation = {
  name: 'CompleteWebAuthnRegistration',
  async handle(service, input) {
    const { pool, user, grant } = await requireBearer(service, input);
    const relyingPartyId = requireRelyingParty(pool);
    const given = readObject(input, 'Credential');
    if (given === undefined) throw invalidParameter('Credential is missing.');
    const credential = readCredential(given, ['clientDataJSON', 'attestationObject']);
    const { challenge } = takePending(user, grant.clientId, service.clock.nowMs());
    const userVerification = verificationOf(pool);
    const expected = { challenge, relyingPartyId, userVerification };
    const made = await judgeRegistration(credential, expected);
    requireRoom(user);
    if ([...pool.users.values()].some(({ passkeys }) => passkeys.has(made.credentialId))) {
      throw invalidParameter('The credential is registered already.');
    }
    const createdAtMs = service.clock.nowMs();
    user.passkeys.set(made.credentialId, { ...made, relyingPartyId, createdAtMs });
    return {};
  },
};

export const listWebAuthnCredentials: PoolOperation = {
  name: 'ListWebAuthnCredentials',
  async handle(service, input) {
    const { user } = await requireBearer(service, input);
    const size = readInteger(input, 'MaxResults', { minimum: 0, maximum: LARGEST_PAGE });
    const token = readText(input, 'NextToken', { minLength: 1 });
    const passkeys = [...user.passkeys.values()];
    // As elsewhere, 0 is taken for "as many as fit".
    const { items, nextToken } = takePage(passkeys, size || LARGEST_PAGE, token);
    return {
      Credentials: items.map(describePasskey),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    };
  },
};

export const deleteWebAuthnCredential: PoolOperation = {
  name: 'DeleteWebAuthnCredential',
  async handle(service, input) {
    const { user } = await requireBearer(service, input);
    if (user.passkeys.delete(requireText(input, 'CredentialId', { minLength: 1 }))) return {};
    throw notFound('The credential does not exist.');
  },
};

function requireRoom({ passkeys }: User): void {
  if (passkeys.size < MOST_PASSKEYS) return;
  const message = `A user can have ${MOST_PASSKEYS} passkeys.`;
  throw new ServiceFault('LimitExceededException', message);
}

/** A challenge is good for one answer, right or wrong. */
function takePending(
  user: User,
  clientId: string,
  nowMs: number,
): NonNullable<User['pendingPasskey']> {
  const { pendingPasskey: pending } = user;
  if (pending === undefined || nowMs >= pending.expiresAtMs) {
    const message = 'There is no registration under way.';
    throw new ServiceFault('WebAuthnChallengeNotFoundException', message);
  }
  if (pending.clientId !== clientId) {
    const message = 'The registration was begun by another client.';
    throw new ServiceFault('WebAuthnClientMismatchException', message);
  }
  user.pendingPasskey = undefined;
  return pending;
}

function describePasskey(passkey: Passkey): WireObject {
  const { credentialId, relyingPartyId, attachment, transports, createdAtMs } = passkey;
  return {
    CredentialId: credentialId,
    FriendlyCredentialName: attachment === 'cross-platform' ? 'Security key' : 'Passkey',
    RelyingPartyId: relyingPartyId,
    ...(attachment !== undefined && { AuthenticatorAttachment: attachment }),
    AuthenticatorTransports: [...transports],
    CreatedAt: createdAtMs / 1000,
  };
}
