/** Faults in requests and answers, and in what all packages share. */
import { faultsIn } from './_faults-in.mjs';

export const TRANSPORT = [
  ...faultsIn('transport/src/_request.ts', [
    [
      'content-type-json',
      'requests say application/json',
      "'application/x-amz-json-1.1'",
      "'application/json'",
    ],
    [
      'target-prefix',
      'requests name another service',
      "'AWSCognitoIdentityProviderService.'",
      "'AWSCognitoIdentityService.'",
    ],
  ]),
  ...faultsIn('transport/src/_carry.ts', [
    [
      'answer-retried-when-throttled',
      'RespondToAuthChallenge is sent again by itself',
      'isRepeatable(request.call) ? settings.maxAttempts : 1',
      'settings.maxAttempts',
    ],
  ]),
  ...faultsIn('transport/src/_refusal.ts', [
    [
      'no-code',
      'an exception in `code` is not found',
      "exceptionNameOf(body?.['code'])",
      'undefined',
    ],
    [
      'no-header',
      'an exception in the header is not found',
      "exceptionNameOf(header('x-amzn-errortype'))",
      'undefined',
    ],
    [
      'no-capital-message',
      'a message in `Message` is not found',
      "typeof message === 'string' ? message : Message",
      'message',
    ],
  ]),
  ...faultsIn('transport/src/_reply.ts', [
    [
      'page-as-yes',
      'a page with status 200 counts as an empty yes',
      'if (output === undefined) throw notJson(status, false);',
      'if (output === undefined) return {};',
    ],
    [
      'errors-pass',
      'any status is one that passes',
      'status === 429 || status >= 500',
      'status >= 400',
    ],
    [
      'empty-as-yes',
      'no body counts as an empty one',
      'if (WITHOUT_OUTPUT.has(operation)) return {};',
      'return {};',
    ],
  ]),
  ...faultsIn('transport/src/_json.ts', [
    ['byte-order-mark', 'a byte order mark is taken', 'ignoreBOM: true', 'ignoreBOM: false'],
    ['utf-8-mended', 'what is no UTF-8 is mended', 'fatal: true', 'fatal: false'],
    [
      'member-twice',
      'of two members of one name the last counts',
      'tally.members !== countMembers(parsed.text)',
      'tally.members > countMembers(parsed.text)',
    ],
    [
      'prototype-members',
      'members that are called like a prototype reach the caller',
      'Object.fromEntries(cleaned.filter(([name]) => !DANGEROUS_NAMES.includes(name)))',
      'Object.fromEntries(cleaned)',
    ],
    [
      'depth-off-by-one',
      'one level more than there may be',
      'depth > MAX_DEPTH',
      'depth > MAX_DEPTH + 1',
    ],
    [
      'infinite-numbers',
      '1e999 is a number',
      "typeof value === 'number' && !Number.isFinite(value)",
      'value === undefined',
    ],
    [
      'array-as-answer',
      'an array is an answer',
      'if (!isWireObject(value)) throw',
      "if (typeof value !== 'object' || value === null) throw",
    ],
    [
      'escapes-in-texts',
      'a quote in a text ends it',
      'else if (unit === BACKSLASH) index += 1;',
      '',
    ],
    [
      'json-by-label',
      'broken JSON counts as a page',
      'if (!opensLikeJson(bytes)) return undefined;',
      'if (bytes.length > 0) return undefined;',
    ],
  ]),
  ...faultsIn('transport/src/_body.ts', [
    [
      'body-of-any-size',
      'a body may be of any size',
      'if (length > maxBytes) throw tooLarge(maxBytes, status);',
      '',
    ],
  ]),
  ...faultsIn('transport/src/_settings.ts', [
    [
      'body-one-byte-more',
      'a body may be a byte longer than a megabyte',
      'maxBodyBytes: 1_048_576',
      'maxBodyBytes: 1_048_577',
    ],
    ['two-attempts', 'a call is tried twice', 'maxAttempts: 3', 'maxAttempts: 2'],
  ]),
  ...faultsIn('transport/src/_retry.ts', [
    [
      'retry-after-ignored',
      'the service’s wish to wait is not heard',
      ', retryAfterMs ?? 0)',
      ', 0)',
    ],
    ['retry-after-in-ms', 'seconds count as milliseconds', 'Number(text) * 1_000', 'Number(text)'],
    [
      'retry-after-brought-forward',
      'a long wait is cut short',
      'if (retryAfterMs !== undefined && retryAfterMs > RETRY_AFTER_MAX_MS) return undefined;',
      'retryAfterMs = Math.min(retryAfterMs ?? 0, RETRY_AFTER_MAX_MS);',
    ],
  ]),
  ...faultsIn('transport/src/_call-scope.ts', [
    [
      'no-deadline',
      'a call has no time limit',
      'timers.schedule(() => finish(timeoutError()), deadlineMs)',
      '() => {}',
    ],
  ]),
  ...faultsIn('transport/src/_custom-endpoint.ts', [
    [
      'http-anywhere',
      'passwords go in the clear',
      "url.protocol !== 'https:' && !LOOPBACK.test(url.hostname)",
      "url.protocol === 'file:'",
    ],
    [
      'loopback-by-its-beginning',
      'localhost.example.com is this machine',
      '|\\[::1\\])$/',
      '|\\[::1\\])/',
    ],
    [
      'endpoint-with-a-path',
      'an endpoint’s path, user and query are dropped',
      'url === null || url.href !== `${url.origin}/`',
      'url === null',
    ],
  ]),
  ...faultsIn('transport/src/_attempt.ts', [
    [
      'sync-throw-escapes',
      'a fetch that throws at once is the caller’s to catch',
      'if (error instanceof TransportError) return { outcome: error };',
      'if (error instanceof TransportError) return { outcome: error };\n    if (!(error instanceof TypeError && error.cause)) throw error;',
    ],
  ]),
  ...faultsIn('transport/src/_answer.ts', [
    [
      'any-response',
      'whatever fetch gives is read',
      'if (!isResponse(response)) {',
      'if (response === null) {',
    ],
    [
      'redirect-taken',
      'a redirection is no error of its own',
      "type === 'opaqueredirect' || redirected || (status >= 300 && status < 400)",
      'false',
    ],
  ]),
];

export const CONTRACT = [
  ...faultsIn('contract/src/pool-id.ts', [
    [
      'pool-id-whole',
      'the whole pool id is hashed',
      "userPoolId.slice(userPoolId.indexOf('_') + 1)",
      'userPoolId.slice(0)',
    ],
    [
      'pool-id-with-two',
      'a pool id may have two underscores',
      '_[0-9a-zA-Z]+$/',
      '_[0-9a-zA-Z_]+$/',
    ],
    [
      'pool-id-of-any-length',
      'a pool id may be of any length',
      'POOL_ID_MAX_LENGTH = 55',
      'POOL_ID_MAX_LENGTH = 56',
    ],
    ['pool-id-by-line', 'a pool id may end in a line break', '_[0-9a-zA-Z]+$/', '_[0-9a-zA-Z]+$/m'],
  ]),
  ...faultsIn('contract/src/refusal.ts', [
    [
      'exception-qualified',
      'the namespace before an exception’s name stays',
      "text.lastIndexOf('#') + 1",
      '0',
    ],
    ['exception-with-colon', 'what is behind a colon stays', "    .replace(/[:,].*$/s, '')\n", ''],
    [
      'quota-retried',
      'a quota of hours is tried again',
      'if (service === HOURLY_QUOTA) return false;',
      '',
    ],
    [
      'throttling-final',
      'throttling is final',
      'if (status === 429 || THROTTLED.has(service)) return true;',
      'if (status === 429) return true;',
    ],
    [
      'failed-answer-retried',
      'an answer is sent again when the service fails inside',
      'return fault && isRepeatable(call);',
      'return fault;',
    ],
  ]),
  ...faultsIn('contract/src/repeatable.ts', [
    [
      'sign-up-session-repeated',
      "an opening with a sign-up's session is sent again",
      " && input['Session'] === undefined",
      '',
    ],
    [
      'answers-repeatable',
      'answers count among what may be sent again',
      "  'InitiateAuth',\n",
      "  'InitiateAuth',\n  'RespondToAuthChallenge',\n",
    ],
  ]),
  ...faultsIn('contract/src/text.ts', [
    [
      'surrogates-well-formed',
      'half a surrogate pair is well-formed',
      '/\\p{Surrogate}/u',
      '/[^\\s\\S]/u',
    ],
  ]),
  ...faultsIn('contract/src/http-date.ts', [
    [
      'date-of-any-form',
      'any text of a date is one',
      ' && new Date(timeMs).toUTCString() === text',
      '',
    ],
  ]),
];
