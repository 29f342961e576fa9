/**
 * What a client and a service show of themselves beside SRP, so that the suite can judge them: one
 * object in and one value out, all of it JSON, at once or promised.
 *
 * @module
 */
import type { CheckClaimInput } from './srp-implementation.ts';

type Eventually<Value> = Value | Promise<Value>;

/** An exception of the service's, and what it says of itself. */
export interface Refusal {
  /** For example `NotAuthorizedException`. */
  readonly service: string;
  readonly message: string;
}

/** An answer of HTTP. Names of headers in lower case. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What can be done about a refusal. */
export interface Meaning {
  /** `same-challenge`, `start-over`, `user-action`, `configuration` or `refused`. */
  readonly kind: string;
  /** Of the user. */
  readonly action?: string;
}

/** A client. What it refuses it throws, with `code`, `reason` and `field` or `argument`. */
export interface ClientSubject {
  readonly name: string;
  /** The bytes that are hashed of an integer. Hex in any spelling in, two digits a byte out. */
  padInteger(input: { readonly hex: string }): Eventually<string>;
  splitUserPoolId(input: {
    readonly userPoolId: string;
  }): Eventually<{ readonly region: string; readonly poolName: string }>;
  /** `TIMESTAMP`. */
  printTimestamp(input: { readonly nowMs: number }): Eventually<string>;
  /** `SECRET_HASH`. */
  createSecretHash(input: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly username: string;
  }): Eventually<string>;
  meaningOf(refusal: Refusal): Eventually<Meaning>;
  /** What a call's answer says no with; whether the same call may be made again. */
  readRefusal(
    input: HttpAnswer & { readonly operation: string },
  ): Promise<Refusal & { readonly retryable: boolean }>;
}

/** A service. Each answers with the name of the exception, or `null` where there is none. */
export interface ServiceSubject {
  readonly name: string;
  /** A claim, with the ephemeral secret handed in. */
  checkClaim(input: CheckClaimInput): Eventually<string | null>;
  /** A claim that is right over `timestamp`, at a time. */
  answerTimestamp(input: {
    readonly serverTimeMs: number;
    readonly timestamp: string;
  }): Promise<string | null>;
  /** A request of a client, which has a secret unless that is empty. */
  answerSecretHash(input: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly username: string;
    /** `undefined`: none is sent. */
    readonly secretHash: string | undefined;
  }): Promise<string | null>;
  /** `ConfirmDevice` of a device that was just proposed. UNTRUSTED in each member. */
  answerDeviceVerifier(deviceSecretVerifierConfig: unknown): Promise<string | null>;
}
