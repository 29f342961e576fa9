/**
 * What a caller hands to a sign-in, and the checks made before anything is sent.
 *
 * @module
 */
import {
  ArgumentError,
  asUserPoolId,
  invalidValue,
  requireBoundedText,
  requireOnly,
  secureRandom,
} from '@countersign/contract';
import type {
  AnyChallengeHandler,
  AuthFlow,
  Devices,
  RandomBytes,
  Transport,
  UserPoolId,
  WireMap,
} from '@countersign/contract';
import { requireClient } from './_checks.ts';

/** `SECRET_HASH` of one request: over the `USERNAME` that goes out with it. */
export type SecretHash = (username: string) => string | Promise<string>;

/** The app client that signs its users in. */
export interface ClientOptions {
  /** `<region>_<pool name>`. */
  readonly userPoolId: string;
  readonly clientId: string;
  /** For a client with a secret: `createSecretHash` of `@countersign/srp-core/secret-hash`. */
  readonly secretHash?: SecretHash;
}

/** `UserContextData`, for the pool's threat protection. */
export interface UserContextData {
  /** What AWS's script for browsers, or its mobile SDKs, collected about the device. Opaque. */
  readonly encodedData?: string;
  /** Looked at for clients with a secret only, and only where the client allows it. */
  readonly ipAddress?: string;
}

/** What a sign-in and a resumed sign-in have in common. */
export interface FlowOptions<Handler extends AnyChallengeHandler> {
  readonly transport: Transport;
  readonly client: ClientOptions;
  /** The challenges that can be answered. Any other becomes an `unsupported` step. */
  readonly handlers: readonly Handler[];
  /** SECRET. 1 to 256 characters, taken byte for byte. Never stored in a `FlowState`. */
  readonly password?: string;
  /** Remembered devices; `rememberDevices` of `@countersign/flow/devices`. Default: none. */
  readonly devices?: Devices;
  /** Handed to the pool's Lambda triggers with every request. Not for secrets. */
  readonly clientMetadata?: WireMap;
  /** For the pool's threat protection: made anew for each request, for the name that goes with it. */
  readonly userContextData?: (username: string) => UserContextData | undefined;
  /** `AnalyticsMetadata.AnalyticsEndpointId`: an Amazon Pinpoint endpoint. */
  readonly analyticsEndpointId?: string;
  /** Stops the sign-in up to the step that is returned; each answer takes its own. */
  readonly signal?: AbortSignal;
  /** Default: `crypto.getRandomValues`. */
  readonly random?: RandomBytes;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number;
}

/** Options of `signIn`. */
export interface SignInOptions<Handler extends AnyChallengeHandler> extends FlowOptions<Handler> {
  readonly authFlow: AuthFlow;
  /** What the user typed: user name or alias, 1 to 128 characters. */
  readonly username: string;
}

/** Options of `resumeSignIn`. */
export interface ResumeOptions<Handler extends AnyChallengeHandler> extends FlowOptions<Handler> {
  /** `step.state`, back from JSON. UNTRUSTED. */
  readonly state: unknown;
}

/** One sign-in in this process: checked options, and what is learnt on the way. */
export interface Run<Handler extends AnyChallengeHandler> {
  readonly transport: Transport;
  readonly userPoolId: UserPoolId;
  readonly clientId: string;
  readonly secretHash: SecretHash | undefined;
  readonly handlers: ReadonlyMap<string, Handler>;
  /** As given, or as the user gave it on the way. SECRET. */
  password: string | undefined;
  readonly devices: Devices | undefined;
  readonly clientMetadata: WireMap | undefined;
  readonly userContextData: FlowOptions<Handler>['userContextData'];
  readonly analyticsEndpointId: string | undefined;
  readonly random: RandomBytes;
  readonly now: () => number;
  /** The service's clock minus ours. */
  clockOffsetMs: number;
  /** Requests that went out, or may have. */
  sent: number;
  /** How to open this sign-in again; absent in a resumed one. */
  readonly opening: { readonly authFlow: AuthFlow; readonly username: string } | undefined;
  /** A forgotten device is healed once; the second time the caller is told. */
  healed: boolean;
  /** Healing starts again: not where that would throw a human's answer away. */
  humanAnswered: boolean;
}

const COMMON = ['transport', 'client', 'handlers', 'password', 'devices'];
const PASSED_ON = ['clientMetadata', 'userContextData', 'analyticsEndpointId'];
const SEAMS = ['signal', 'random', 'now'];
const USERNAME_MAX_LENGTH = 128;
const PASSWORD_MAX_LENGTH = 256;

/** @throws `ArgumentError` naming the option at fault. */
export function prepareSignIn<Handler extends AnyChallengeHandler>(
  options: SignInOptions<Handler>,
): Run<Handler> {
  requireOnly(options, [...COMMON, ...PASSED_ON, ...SEAMS, 'authFlow', 'username']);
  const { authFlow } = options;
  requireBoundedText('username', options.username, USERNAME_MAX_LENGTH);
  if (typeof authFlow?.name !== 'string' || typeof authFlow.parameters !== 'function') {
    throw invalidValue('authFlow', 'must be an AuthFlow, for example `userSrpAuth`.');
  }
  const run = prepare(options, { authFlow, username: options.username });
  if (authFlow.opener !== undefined && !run.handlers.get(authFlow.opener)?.begin) {
    throw new ArgumentError(
      'handlers',
      'missing-handler',
      `${authFlow.name} opens with ${authFlow.opener}: add its handler to \`handlers\`.`,
    );
  }
  return run;
}

/** @throws `ArgumentError` naming the option at fault. */
export function prepareResume<Handler extends AnyChallengeHandler>(
  options: ResumeOptions<Handler>,
): Run<Handler> {
  requireOnly(options, [...COMMON, ...PASSED_ON, ...SEAMS, 'state']);
  return prepare(options, undefined);
}

function prepare<Handler extends AnyChallengeHandler>(
  options: FlowOptions<Handler>,
  opening: Run<Handler>['opening'],
): Run<Handler> {
  const { transport, client, password, random, now } = options;
  if (typeof transport !== 'function') {
    throw invalidValue('transport', 'must be a Transport, for example of createFetchTransport.');
  }
  const { userPoolId, clientId, secretHash } = client ?? {};
  requireClient(client ?? {}, clientId, secretHash);
  if (password !== undefined) requireBoundedText('password', password, PASSWORD_MAX_LENGTH);
  return {
    transport,
    userPoolId: asUserPoolId(userPoolId),
    clientId,
    secretHash,
    handlers: indexByName(options.handlers),
    password,
    devices: options.devices,
    clientMetadata: options.clientMetadata,
    userContextData: options.userContextData,
    analyticsEndpointId: options.analyticsEndpointId,
    random: random ?? secureRandom,
    now: now ?? Date.now,
    clockOffsetMs: 0,
    sent: 0,
    opening,
    healed: false,
    humanAnswered: false,
  };
}

function indexByName<Handler extends AnyChallengeHandler>(
  handlers: readonly Handler[],
): ReadonlyMap<string, Handler> {
  if (!Array.isArray(handlers)) throw invalidValue('handlers', 'must be a list of handlers.');
  const byName = new Map<string, Handler>();
  for (const handler of handlers) {
    if (typeof handler?.read !== 'function' || typeof handler.reply !== 'function') {
      throw invalidValue('handlers', 'has an entry that is no handler.');
    }
    if (byName.has(handler.name)) {
      throw invalidValue('handlers', `has two handlers for ${handler.name}.`);
    }
    byName.set(handler.name, handler);
  }
  return byName;
}
