/**
 * What a client shows of itself so that whole sign-ins can be driven through it.
 *
 * @module
 */
import type { HttpAnswer } from './subjects.ts';

/** What a sign-in starts with. */
export interface Login {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly authFlow: string;
  /** CUSTOM_AUTH begins with a proof of the password. */
  readonly srpFirst?: boolean;
  /** `PREFERRED_CHALLENGE` of USER_AUTH. */
  readonly preferred?: string;
  /** From `ConfirmSignUp`. */
  readonly session?: string;
  readonly username: string;
  /** `null`: not known before it is asked for. */
  readonly password: string | null;
  readonly clientMetadata?: Readonly<Record<string, string>>;
  /** Remembered for the user of that real name. */
  readonly device?: {
    readonly username: string;
    readonly deviceKey: string;
    readonly deviceGroupKey: string;
    readonly devicePassword: string;
  };
  /** A device that the service proposes is to be confirmed. */
  readonly remembersDevices?: boolean;
  /** The client's clock, in milliseconds since 1970. */
  readonly nowMs: number;
  /** HexBytes: what 32 random bytes are. */
  readonly secretA: string;
}

/** What a refresh starts with. */
export interface RefreshLogin {
  readonly operation: 'GetTokensFromRefreshToken' | 'InitiateAuth';
  readonly clientId: string;
  readonly clientSecret?: string;
  /** The real name. */
  readonly username: string;
  readonly refreshToken: string;
  /** Of the device that the tokens were issued to. */
  readonly deviceKey: string | null;
}

/** A request as it left the client. */
export interface SentRequest {
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A human is asked. */
export interface Asked {
  /** Of the challenge. */
  readonly name: string;
  /** The exception that the answer before met. */
  readonly again?: string;
}

/** How a sign-in or a refresh ended. */
export interface End {
  /** `signed-in`, `unsupported`, `refreshed`, `refused` or `restart`. */
  readonly kind: string;
  /** The user's real name, of one who is signed in. */
  readonly username?: string;
  /** Of a challenge that is not supported. */
  readonly name?: string;
  /** The exception, where it was one that ended it. */
  readonly service?: string;
  /** The one that is good from now on. */
  readonly refreshToken?: string;
  /** Of a refused refresh: the tokens are to be discarded. */
  readonly discards?: boolean;
}

/** The world of a client: the service, and the human. */
export interface World {
  exchange(request: SentRequest): HttpAnswer;
  /** An answer in the words of `vectors/challenges/`. */
  answer(asked: Asked): unknown;
}

/** A client. What it refuses it throws, with `code`, `reason` and `field` or `argument`. */
export interface TranscriptClient {
  readonly name: string;
  /** It takes `secretA` and `nowMs` for its own. Else its proofs are judged, not compared. */
  readonly isDeterministic: boolean;
  /** `false`: it throws `ERR_UNSUPPORTED` for a login with a client secret, as a page should. */
  readonly takesSecrets: boolean;
  signIn(login: Login, world: World): Promise<End>;
  refresh(login: RefreshLogin, world: Pick<World, 'exchange'>): Promise<End>;
}
