/**
 * What a sign-in is made of: how it opens, the steps that a caller sees, and the state that lets
 * it go on in another process.
 *
 * @module
 */
import type { ServiceError } from './errors.ts';
import type {
  AnyChallengeHandler,
  ChallengeHandler,
  DeviceRecord,
  Known,
  RandomBytes,
  RestartReason,
} from './handler.ts';
import type { Transport } from './transport.ts';
import type { WireMap, WireObject } from './wire.ts';

/** How a sign-in opens: one `AuthFlow` of `InitiateAuth`. */
export interface AuthFlow {
  /** Cognito's own spelling, for example `USER_SRP_AUTH`. */
  readonly name: string;
  /** The challenge whose handler speaks first in this flow (its `begin` runs). */
  readonly opener?: string;
  /** From `ConfirmSignUp`: goes out as `Session` of `InitiateAuth`. SECRET. */
  readonly session?: string;
  /**
   * The flow's own `AuthParameters`; the flow adds `USERNAME`, `SECRET_HASH` and `DEVICE_KEY`.
   * @throws `ArgumentError` when something is missing that this flow sends.
   */
  parameters(known: Known): WireMap;
}

/** Where remembered devices are kept. Keys are real user names, never aliases. */
export interface DeviceStore {
  load(username: string): Promise<DeviceRecord | undefined>;
  save(username: string, device: DeviceRecord): Promise<void>;
  forget(username: string): Promise<void>;
}

/** What a sign-in does with devices: offers those that it knows, and confirms the one it is given. */
export interface Devices extends Pick<DeviceStore, 'load' | 'forget'> {
  /**
   * `ConfirmDevice`, when the service proposes to remember this device. It has to come before the
   * first refresh. Never rejects: the user is signed in, whatever becomes of the device.
   */
  confirm?(proposed: ProposedDevice): Promise<ConfirmedDevice>;
}

/** A sign-in that ended with `NewDeviceMetadata`. */
export interface ProposedDevice {
  readonly newDevice: NewDevice;
  readonly username: string;
  /** SECRET. */
  readonly accessToken: string;
  readonly transport: Transport;
  readonly random: RandomBytes;
  readonly signal?: AbortSignal;
}

/** What became of a proposed device. */
export type ConfirmedDevice =
  /** The next sign-in from here needs no second factor. */
  | { readonly kind: 'remembered'; readonly deviceKey: string }
  /**
   * The pool wants the user's word (`UserConfirmationNecessary`): ask, then `answer`. No record is
   * kept before that.
   */
  | {
      readonly kind: 'consent-needed';
      readonly deviceKey: string;
      /**
       * What a yes saves. SECRET. For who would rather keep it at once, and pass the word on later by
       * `updateDeviceStatus`: with a record, the device is not proposed again.
       */
      readonly record: DeviceRecord;
      /**
       * `UpdateDeviceStatus`; once the service has taken a yes, the record is saved. Can be given
       * again, after a failure or a change of mind.
       *
       * @throws `ServiceError` when it is refused; see `Transport` too. Rejects with what the store's
       * `save` rejects with.
       */
      answer(remember: boolean, options?: AnswerOptions): Promise<void>;
    }
  /** Tokens stay good until they expire; refreshing them may be refused. */
  | { readonly kind: 'failed'; readonly error: unknown };

/** Tokens as the service gave them. SECRET. Any of the optional ones can be absent. */
export interface Tokens {
  readonly accessToken: string;
  readonly idToken?: string;
  readonly refreshToken?: string;
  readonly tokenType: string;
  readonly expiresInSeconds: number;
}

/** `NewDeviceMetadata`: the service proposes to remember this device. */
export interface NewDevice {
  readonly deviceKey: string;
  readonly deviceGroupKey: string;
}

/**
 * A sign-in that waits for an answer, as JSON: everything needed to go on in another process, over
 * another transport too, and nothing else.
 *
 * SECRET: whoever holds it can finish the sign-in, so seal it before it leaves your hands. It never
 * contains the password or the ephemeral secret; it does contain the service's `Session` and, while
 * an authenticator app is being set up, that app's secret.
 */
export interface FlowState {
  readonly version: 1;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly authFlow: string;
  /** What the user typed. */
  readonly typedUsername: string;
  /** What goes out as `USERNAME`. */
  readonly username: string;
  readonly challenge: {
    readonly name: string;
    readonly parameters: WireMap;
    readonly available: readonly string[];
    readonly stage: string;
    readonly outputs: { readonly [stage: string]: WireObject };
  };
  /** The newest `Session`, or null: some challenges come without one. */
  readonly session: string | null;
  /** Challenges answered so far, oldest first. */
  readonly answered: readonly string[];
  /** When the challenge came, in milliseconds since 1970. Sessions live 3 to 15 minutes. */
  readonly receivedAtMs: number;
}

/** Signed in. */
export interface SignedIn {
  readonly kind: 'signed-in';
  readonly tokens: Tokens;
  /** The real user name: the key for device records and for SECRET_HASH on refresh. */
  readonly username: string;
  /** The service proposes to remember this device. */
  readonly newDevice?: NewDevice;
  /** What became of that, where the sign-in was given what to do with it. */
  readonly device?: ConfirmedDevice;
  /** Challenges answered, in order. */
  readonly challenges: readonly string[];
}

interface Answerable<Name extends string, Prompt, Answer, Handler extends AnyChallengeHandler> {
  readonly name: Name;
  /** What to show or ask. UNTRUSTED text inside. */
  readonly prompt: Prompt;
  /** To go on in another process. */
  readonly state: FlowState;
  /**
   * Sends the answer. A step takes one answer; after a refused one, answer the `retry` step. Where
   * nothing was sent (a `TransportError` with outcome `not-sent`, a store or a secret hash that failed)
   * the step stays good, unless a proof was made for the answer.
   *
   * @throws `ArgumentError` when the answer cannot be right (nothing is sent, the step stays good)
   * or when the step was answered before; see `Transport` for the rest.
   */
  answer(answer: Answer, options?: AnswerOptions): Promise<FlowStep<Handler>>;
}

/** Options of one answer. */
export interface AnswerOptions {
  readonly signal?: AbortSignal;
}

/** The service asks something that needs an answer. */
export interface Challenge<
  Name extends string,
  Prompt,
  Answer,
  Handler extends AnyChallengeHandler,
> extends Answerable<Name, Prompt, Answer, Handler> {
  readonly kind: 'challenge';
}

/** The answer was refused; the session is still good and the same challenge stands. */
export interface Retry<
  Name extends string,
  Prompt,
  Answer,
  Handler extends AnyChallengeHandler,
> extends Answerable<Name, Prompt, Answer, Handler> {
  readonly kind: 'retry';
  readonly error: ServiceError;
}

/** Sign-in has to start over: with the same input, from the beginning. */
export interface Restart {
  readonly kind: 'restart';
  readonly reason: RestartReason;
  /** What the service said, if it was the service that ended it. */
  readonly error?: ServiceError;
}

/**
 * The end of this sign-in: asking again at once with the same input cannot help. What does, `meaningOf` of
 * `@countersign/flow/refusals` says: to wait, for one, where the opening was throttled or the user locked out.
 */
export interface Refused {
  readonly kind: 'refused';
  readonly error: ServiceError;
}

/** A challenge for which no handler was given: add one and resume from `state`. UNTRUSTED. */
export interface Unsupported {
  readonly kind: 'unsupported';
  readonly name: string;
  readonly parameters: WireMap;
  readonly available: readonly string[];
  readonly state: FlowState;
}

type AnswerableOf<Handler extends AnyChallengeHandler, All extends AnyChallengeHandler> =
  Handler extends ChallengeHandler<infer Name, infer Prompt, infer Answer>
    ? Challenge<Name, Prompt, Answer, All> | Retry<Name, Prompt, Answer, All>
    : never;

/** Everything that can come after an answer, told apart by `kind` (and then by `name`). */
export type FlowStep<Handler extends AnyChallengeHandler = AnyChallengeHandler> =
  | SignedIn
  | AnswerableOf<Handler, Handler>
  | Restart
  | Refused
  | Unsupported;
