/**
 * What a client shows of how it talks to the service.
 *
 * @module
 */

/** An answer as bytes. Names of headers in lower case. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** What becomes of one request. */
export type Outcome =
  | RawAnswer
  /** There is no answer; the code of the failure, where the runtime tells one. */
  | { readonly fails: string }
  /** This much of a body, then the connection is gone. */
  | { readonly breaksOff: string }
  /** Nothing comes, ever. */
  | { readonly hangs: true }
  /** A byte of the body every second, for ever. */
  | { readonly trickles: true }
  /** What makes requests gives this text in the place of an answer. */
  | { readonly gives: string }
  /** What makes requests throws. */
  | { readonly throws: true };

/** How a call ended. */
export interface Ended {
  /** Of a yes: the body's JSON. */
  readonly output?: Readonly<Record<string, unknown>>;
  /** Of a no: the exception. */
  readonly service?: string;
}

/** A call, and what became of its requests in their order. */
export interface CallInput {
  readonly operation: string;
  readonly outcomes: readonly Outcome[];
}

/** What the client did; `thrown` is what it refused the answers with. */
export interface CallReport {
  readonly ended?: Ended;
  readonly thrown?: unknown;
  readonly requests: number;
  /** By a clock that the subject may turn as it likes. */
  readonly elapsedMs: number;
}

/** The half of a client that carries calls. */
export interface TransportSubject {
  readonly name: string;
  call(input: CallInput): Promise<CallReport>;
  /** The URL of a request to an endpoint of the caller's own. What it refuses it throws. */
  urlOf(endpoint: string): Promise<string>;
}
