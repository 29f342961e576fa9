/**
 * A challenge handler turns what was received into a typed prompt, and a typed answer into what is
 * to be done next, as data. It is pure: no I/O, no clock, no randomness but what `context` hands in.
 *
 * @module
 */
import type { PoolName } from './pool-id.ts';
import type { ServiceError } from './errors.ts';
import type { WireMap, WireObject } from './wire.ts';

/** A stage of a challenge before any call of its own was made. */
export const FIRST_STAGE = 'received';

/** What the service asked, as it came. UNTRUSTED throughout. */
export interface ReceivedChallenge {
  /** Cognito's own spelling. */
  readonly name: string;
  readonly parameters: WireMap;
  /** `AvailableChallenges`, remembered from the response that carried it. */
  readonly available: readonly string[];
  /** {@link FIRST_STAGE}, or the stage that a `call` or `ask` reply named. */
  readonly stage: string;
  /** Outputs of the challenge's own calls, by the stage that reads them. SECRET. */
  readonly outputs: { readonly [stage: string]: WireObject };
}

/** Fills `length` bytes from a cryptographically secure source. Throws when there is none. */
export type RandomBytes = (length: number) => Uint8Array;

/**
 * Something secret that one request leaves in memory for the answer to the very next challenge, and
 * for nothing else: the SRP ephemeral behind `SRP_A`. It is single-use and never serialised.
 */
export interface Ephemeral {
  /** Which handlers may use it, for example `srp`. */
  readonly kind: string;
  /** Wipes the secret. Called by the flow whether or not the ephemeral was used. */
  discard(): void;
}

/** A remembered device, as `ConfirmDevice` left it. SECRET: `devicePassword`. */
export interface DeviceRecord {
  readonly deviceKey: string;
  readonly deviceGroupKey: string;
  readonly devicePassword: string;
}

/** What the flow was given or has found, and a handler may answer from without a human. */
export interface Known {
  /** SECRET. */
  readonly password?: string;
  /** Looked up by the real user name, never by the alias that was typed. */
  readonly device?: DeviceRecord;
}

/** Handed to a handler that speaks first. */
export interface BeginContext {
  readonly poolName: PoolName;
  readonly random: RandomBytes;
  readonly known: Known;
}

/** What a handler contributes to the request that opens a flow or chooses a factor. */
export interface Opening {
  readonly parameters: WireMap;
  readonly ephemeral?: Ephemeral;
}

/** Handed to a handler that is to answer. */
export interface ReplyContext extends BeginContext {
  /** The user name that goes out as `USERNAME`: the real one as soon as it is known. */
  readonly username: string;
  /** Milliseconds since 1970 on the service's clock, as far as it is known. */
  readonly nowMs: number;
  readonly ephemeral?: Ephemeral;
}

/** A challenge that an answer chooses: its handler, if there is one, begins in the same request. */
export interface OpenedChallenge {
  readonly challenge: string;
  /** What the sign-in knows from now on. SECRET. */
  readonly password?: string;
}

/**
 * What is to be done next.
 *
 * - `respond`: answer with `RespondToAuthChallenge`. The flow adds `USERNAME`, `SECRET_HASH`, the
 *   `Session`, `DEVICE_KEY` where `offerDeviceKey` is set and a device is known, and what the handler of
 *   another challenge begins with, where the answer `opens` that one.
 * - `call`: a call of the challenge's own. The flow adds the `Session` and keeps the new one; the
 *   output is read at `stage`.
 * - `ask`: a human again, same challenge, another stage; with `error`, because the answer was wrong.
 * - `restart`: this answer can no longer be given; the sign-in has to start over.
 */
export type Reply =
  | {
      readonly kind: 'respond';
      readonly responses: WireMap;
      readonly offerDeviceKey?: boolean;
      readonly ephemeral?: Ephemeral;
      readonly opens?: OpenedChallenge;
    }
  | {
      readonly kind: 'call';
      readonly operation: string;
      readonly input: WireObject;
      readonly stage: string;
    }
  | { readonly kind: 'ask'; readonly stage: string; readonly error?: ServiceError }
  | { readonly kind: 'restart'; readonly reason: RestartReason };

/** Why a sign-in has to start over. */
export type RestartReason =
  /** The secret behind `SRP_A` is gone: the sign-in was resumed elsewhere, or it was used. */
  | 'ephemeral-lost'
  /** The service no longer accepts this sign-in's session or code. */
  | 'session-spent'
  /** The service does not know the remembered device (any more). */
  | 'device-forgotten';

/**
 * What a refused answer means for the sign-in:
 * the same challenge can be answered again · start over · the remembered device is void · the end.
 */
export type Verdict = 'retry' | 'restart' | 'forget-device' | 'refused';

/**
 * One challenge. `Name` is a literal type, so that a step's `name` narrows its prompt and answer.
 *
 * The members are declared as methods on purpose: a list of handlers with different prompts and
 * answers stays assignable to {@link AnyChallengeHandler} without `any`.
 */
export interface ChallengeHandler<Name extends string, Prompt, Answer> {
  readonly name: Name;
  /** The client speaks first: what goes into the request that leads to this challenge. */
  begin?(context: BeginContext): Opening | Promise<Opening>;
  /** @throws `ProtocolError` when the service left out or garbled what the challenge needs. */
  read(challenge: ReceivedChallenge): Prompt;
  /** The answer that needs no human, or `undefined` when one has to be asked. */
  automatic?(prompt: Prompt, context: ReplyContext): Answer | undefined;
  /** @throws `ArgumentError` when the answer cannot be right, before anything is sent. */
  reply(prompt: Prompt, answer: Answer, context: ReplyContext): Reply | Promise<Reply>;
  /**
   * Where this challenge departs from the general rule. `undefined` leaves it to that. Not asked about
   * a refusal that speaks of the session, the user or the client: a lock-out is no judgement of the answer.
   */
  judge?(error: ServiceError): Verdict | undefined;
}

/** A handler whose prompt and answer are not known at the call site. */
export type AnyChallengeHandler = ChallengeHandler<string, unknown, unknown>;
