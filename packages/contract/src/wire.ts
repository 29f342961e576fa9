/**
 * What travels between a client and Amazon Cognito, before anybody has made sense of it.
 *
 * @module
 */

/** A value inside a JSON body. `undefined` members are left out when the body is written. */
export type WireValue =
  | string
  | number
  | boolean
  | null
  | readonly WireValue[]
  | { readonly [member: string]: WireValue | undefined };

/** A JSON object as an operation sends or receives it, in AWS's own spelling. */
export type WireObject = { readonly [member: string]: WireValue | undefined };

/** `AuthParameters`, `ChallengeParameters`, `ChallengeResponses`, `ClientMetadata`: text to text. */
export type WireMap = { readonly [key: string]: string };

/** Tells a JSON object from everything else that JSON can be. */
export function isWireObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
