/**
 * Sign-up, up to the point where `signIn` with `userAuthAfterSignUp(session)` goes on by itself.
 *
 * @module
 */
import {
  invalidValue,
  isWireObject,
  ProtocolError,
  requireBoundedText,
  requireOnly,
} from '@countersign/contract';
import type { ServiceError, Transport, WireMap, WireObject } from '@countersign/contract';
import { requireClient } from './_checks.ts';
import type { ClientOptions } from './options.ts';
import { parseSession } from './_service-reply.ts';

/** What all three calls need. */
export interface SignUpCallOptions {
  readonly transport: Transport;
  readonly client: Pick<ClientOptions, 'clientId' | 'secretHash'>;
  /** 1 to 128 characters. */
  readonly username: string;
  /** Handed to the pool's Lambda triggers. Not for secrets. */
  readonly clientMetadata?: WireMap;
  readonly signal?: AbortSignal;
}

/** Options of {@link signUp}. */
export interface SignUpOptions extends SignUpCallOptions {
  /** SECRET. `null` for a user who will sign in without one, where the pool allows that. */
  readonly password: string | null;
  /** For example `{ email: 'alice@example.com' }`; custom ones begin with `custom:`. */
  readonly attributes?: WireMap;
}

/** Options of {@link confirmSignUp}. */
export interface ConfirmSignUpOptions extends SignUpCallOptions {
  /** As the user typed it; spaces are taken out, for no code has any. */
  readonly code: string;
  /** From {@link signUp}; `null` gives up the automatic sign-in. SECRET. */
  readonly session: string | null;
}

/** Where a code went. UNTRUSTED. */
export interface CodeDelivery {
  /** `SMS` or `EMAIL`. */
  readonly medium: string;
  /** Masked, for example `a***@e***`. */
  readonly destination: string;
  /** What will be verified, for example `email`. */
  readonly attribute: string;
}

/** The service said no; who asked may ask again. */
export interface SignUpRefused {
  readonly kind: 'refused';
  readonly error: ServiceError;
}

/** What became of a sign-up. */
export type SignedUp =
  | {
      readonly kind: 'signed-up';
      /** False: a code has to be given to {@link confirmSignUp} first. */
      readonly isConfirmed: boolean;
      /** The user's `sub`. */
      readonly userSub: string;
      readonly delivery?: CodeDelivery;
      /** For {@link confirmSignUp}, where the client allows USER_AUTH. SECRET. */
      readonly session?: string;
    }
  | SignUpRefused;

/** What became of a confirmation. */
export type SignUpConfirmed =
  /** `session`: for `userAuthAfterSignUp`, within minutes. SECRET. */
  { readonly kind: 'confirmed'; readonly session?: string } | SignUpRefused;

/** What became of a wish for another code. */
export type CodeSent = { readonly kind: 'sent'; readonly delivery?: CodeDelivery } | SignUpRefused;

const COMMON = ['transport', 'client', 'username', 'clientMetadata', 'signal'];
const USERNAME_MAX_LENGTH = 128;
const PASSWORD_MAX_LENGTH = 256;
const CODE_MAX_LENGTH = 2048;

/**
 * `SignUp`. A `LimitExceededException` can come although the user was made: no code was sent then.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT` before anything is sent; `ProtocolError` when the reply is none.
 */
export async function signUp(options: SignUpOptions): Promise<SignedUp> {
  requireOptions(options, ['password', 'attributes']);
  const { password, attributes = {} } = options;
  if (password !== null) requireBoundedText('password', password, PASSWORD_MAX_LENGTH);
  const reply = await call(options, 'SignUp', {
    ...(password !== null && { Password: password }),
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  });
  if (reply.kind === 'refused') return reply;
  const { UserConfirmed, UserSub, CodeDeliveryDetails, Session } = reply.output;
  if (typeof UserSub !== 'string' || UserSub === '') {
    throw new ProtocolError('UserSub', 'missing', 'SignUp was answered without UserSub.');
  }
  const delivery = readDelivery(CodeDeliveryDetails);
  const session = parseSession(Session);
  return {
    kind: 'signed-up',
    isConfirmed: UserConfirmed === true,
    userSub: UserSub,
    ...(delivery && { delivery }),
    ...(session !== null && { session }),
  };
}

/**
 * `ConfirmSignUp`.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT` before anything is sent.
 */
export async function confirmSignUp(options: ConfirmSignUpOptions): Promise<SignUpConfirmed> {
  requireOptions(options, ['code', 'session']);
  const { session } = options;
  const code = requireBoundedText('code', options.code, CODE_MAX_LENGTH).replace(/\s/g, '');
  if (code === '') throw invalidValue('code', 'must be more than spaces.');
  if (session !== null) requireBoundedText('session', session, CODE_MAX_LENGTH);
  const reply = await call(options, 'ConfirmSignUp', {
    ConfirmationCode: code,
    ...(session !== null && { Session: session }),
  });
  if (reply.kind === 'refused') return reply;
  const next = parseSession(reply.output['Session']);
  return { kind: 'confirmed', ...(next !== null && { session: next }) };
}

/**
 * `ResendConfirmationCode`. The service sends few of them an hour.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT` before anything is sent.
 */
export async function resendConfirmationCode(options: SignUpCallOptions): Promise<CodeSent> {
  requireOptions(options, []);
  const reply = await call(options, 'ResendConfirmationCode', {});
  if (reply.kind === 'refused') return reply;
  const delivery = readDelivery(reply.output['CodeDeliveryDetails']);
  return { kind: 'sent', ...(delivery && { delivery }) };
}

async function call(
  { transport, client, username, clientMetadata, signal }: SignUpCallOptions,
  operation: string,
  own: WireObject,
): Promise<{ readonly kind: 'success'; readonly output: WireObject } | SignUpRefused> {
  const reply = await transport({
    operation,
    input: {
      ClientId: client.clientId,
      Username: username,
      ...(client.secretHash && { SecretHash: await client.secretHash(username) }),
      ...own,
      ...(clientMetadata && { ClientMetadata: clientMetadata }),
    },
    ...(signal && { signal }),
  });
  return reply.kind === 'success' ? reply : { kind: 'refused', error: reply.error };
}

function requireOptions(options: SignUpCallOptions, own: readonly string[]): void {
  requireOnly(options, [...COMMON, ...own]);
  if (typeof options.transport !== 'function') {
    throw invalidValue('transport', 'must be a Transport.');
  }
  const { clientId, secretHash } = options.client ?? {};
  requireClient(options.client ?? {}, clientId, secretHash);
  requireBoundedText('username', options.username, USERNAME_MAX_LENGTH);
}

function readDelivery(details: unknown): CodeDelivery | undefined {
  if (!isWireObject(details)) return undefined;
  const { DeliveryMedium, Destination, AttributeName } = details;
  return {
    medium: textOr(DeliveryMedium),
    destination: textOr(Destination),
    attribute: textOr(AttributeName),
  };
}

function textOr(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
