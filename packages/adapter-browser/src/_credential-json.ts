/**
 * What the browser made, as JSON: `toJSON()` where there is one that works. Older browsers have none, and
 * some password managers put an object in its place whose own throws, or leaves out half.
 *
 * @see W3C WebAuthn Level 3, §5.1 (`toJSON`), §5.2 (authenticator responses)
 * @module
 */
import type { WireObject, WireValue } from '@countersign/contract';
import { base64urlFromBytes } from './_base64url.ts';

type Members = Readonly<Record<string, unknown>>;

const BINARY = [
  'clientDataJSON',
  'attestationObject',
  'authenticatorData',
  'signature',
  'userHandle',
];

/** @returns `undefined` when it is no public-key credential at all. */
export function jsonFromCredential(credential: unknown): WireObject | undefined {
  if (!isObject(credential)) return undefined;
  const json = nativeJson(credential) ?? ownJson(credential);
  return isComplete(json) ? json : undefined;
}

/** Both kinds of response have client data. */
function isComplete({ id, response }: Members): boolean {
  return (
    typeof id === 'string' && isObject(response) && typeof response['clientDataJSON'] === 'string'
  );
}

function nativeJson(credential: Members): WireObject | undefined {
  if (typeof credential['toJSON'] !== 'function') return undefined;
  try {
    const json: unknown = (credential as { readonly toJSON: () => unknown }).toJSON();
    return isObject(json) && isComplete(json) ? (json as WireObject) : undefined;
  } catch {
    return undefined;
  }
}

function ownJson(credential: Members): WireObject {
  const { id, rawId, type, authenticatorAttachment, response } = credential;
  return {
    id: id as WireValue,
    rawId: encode(rawId),
    type: type as WireValue,
    ...(typeof authenticatorAttachment === 'string' && { authenticatorAttachment }),
    // None were asked for.
    clientExtensionResults: {},
    ...(isObject(response) && { response: ownResponse(response) }),
  };
}

function ownResponse(response: Members): WireObject {
  const { getTransports } = response;
  const binary = BINARY.map((name) => [name, encode(response[name])] as const);
  return {
    ...Object.fromEntries(binary.filter(([, encoded]) => encoded !== undefined)),
    ...(typeof getTransports === 'function' && {
      transports: (response as { readonly getTransports: () => string[] }).getTransports(),
    }),
  };
}

function encode(value: unknown): string | undefined {
  if (ArrayBuffer.isView(value)) {
    return base64urlFromBytes(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  }
  // Not `instanceof`: it may come from another frame.
  const isBuffer = Object.prototype.toString.call(value) === '[object ArrayBuffer]';
  return isBuffer ? base64urlFromBytes(new Uint8Array(value as ArrayBuffer)) : undefined;
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}
