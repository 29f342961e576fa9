/**
 * A caller's own endpoint (proxy, emulator, local pool). Passwords and sessions go there, so whatever
 * is not plainly one origin over TLS is refused before anything is sent.
 *
 * @module
 */
import { invalidValue } from '@countersign/contract';

const PLAIN_ORIGIN = /^https?:\/\/[^\s\\@?#]+$/i;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * @param endpoint - for example `https://login.example.com` or `http://127.0.0.1:9229`.
 * @returns the origin, normalised, without a path.
 * @throws `ArgumentError` `ERR_ARGUMENT` unless it is an origin: https anywhere, http on
 * loopback only; no user name, no path but `/`, no query, no fragment.
 */
export function requireCustomEndpoint(endpoint: unknown): string {
  const url = typeof endpoint === 'string' && PLAIN_ORIGIN.test(endpoint) ? parse(endpoint) : null;
  // The service has one path, `/`. A longer one would be dropped or doubled by some proxy.
  if (url === null || url.href !== `${url.origin}/`) {
    throw invalid('must be a scheme, a host and a port only: "https://host:8443".');
  }
  if (url.protocol !== 'https:' && !LOOPBACK.test(url.hostname)) {
    throw invalid('must be https: passwords travel in the body. http is for loopback.');
  }
  return url.origin;
}

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

// The endpoint itself stays out of the message: what was refused may hold a password.
function invalid(demand: string): Error {
  return invalidValue('endpoint', demand);
}
