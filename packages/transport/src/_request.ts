/**
 * A call as the HTTP request that carries it.
 *
 * @module
 */
import { invalidValue } from '@countersign/contract';
import type { CognitoCall } from '@countersign/contract';
import type { Settings } from './_settings.ts';

/** SECRET: the body holds passwords, proofs and sessions. */
export interface PreparedRequest {
  readonly call: CognitoCall;
  readonly url: string;
  readonly init: RequestInit;
}

const OPERATION = /^[A-Za-z]{1,128}$/;
const TARGET_PREFIX = 'AWSCognitoIdentityProviderService.';

/** @throws `ArgumentError` `ERR_ARGUMENT` when the call has no place in a request. */
export function prepareRequest(call: CognitoCall, settings: Settings): PreparedRequest {
  const { operation } = call;
  if (typeof operation !== 'string' || !OPERATION.test(operation)) {
    throw invalidValue(
      'operation',
      'must be the name of a Cognito operation such as "InitiateAuth".',
    );
  }
  return {
    call,
    url: `${settings.endpoint}/`,
    init: {
      method: 'POST',
      headers: {
        ...settings.headers,
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': TARGET_PREFIX + operation,
        'cache-control': 'no-store',
      },
      body: serialise(call.input),
      // A followed 307 would hand the password to whatever it points to. Not `error`: Cloudflare
      // Workers refuse that word.
      redirect: 'manual',
      ...privacyInit(),
    },
  };
}

/** Cloudflare Workers throw on members that they do not implement; `Request` tells which. */
function privacyInit(): RequestInit {
  const known = (globalThis.Request?.prototype ?? {}) as object;
  return {
    ...('credentials' in known && { credentials: 'omit' as const }),
    ...('referrerPolicy' in known && { referrerPolicy: 'no-referrer' as const }),
  };
}

/** JSON.stringify's own error is dropped: it names members of a cyclic input. */
function serialise(input: unknown): string {
  try {
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) {
      return JSON.stringify(input);
    }
  } catch {
    // Falls through to the one error below.
  }
  throw invalidValue('input', 'must be an object that JSON can hold.');
}
