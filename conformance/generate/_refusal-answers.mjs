/**
 * Answers over HTTP that say no, and some that are no answer of the service's.
 *
 * @module
 */
const WRONG = { service: 'NotAuthorizedException', message: 'Incorrect username or password.' };
const JSON_TYPE = { 'content-type': 'application/x-amz-json-1.1' };
const errorType = (name) => ({ ...JSON_TYPE, 'x-amzn-errortype': name });
const PAGE = '<!doctype html><title>403 Forbidden</title><h1>Forbidden</h1>';

function refusal(flag, comment, { status = 400, headers = JSON_TYPE, body, operation }, read = {}) {
  return {
    comment,
    flags: [flag],
    operation: operation ?? 'RespondToAuthChallenge',
    status,
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...WRONG,
    retryable: false,
    ...read,
    result: 'valid',
  };
}

function noAnswer(comment, status, headers, body, error) {
  const asked = { operation: 'RespondToAuthChallenge', status, headers, body };
  return { comment, flags: ['NotTheService'], ...asked, result: 'invalid', error };
}

const NOT_JSON = { code: 'ERR_TRANSPORT', reason: 'not-json' };
const BAD_RESPONSE = { code: 'ERR_TRANSPORT', reason: 'bad-response' };
const HTML = { 'content-type': 'text/html' };

function retry(comment, operation, status, service, retryable) {
  const body = { __type: service, message: 'No.' };
  const read = { service, message: 'No.', retryable };
  return refusal('Retry', comment, { operation, status, body }, read);
}

const named = (name) => ({ __type: name, message: WRONG.message });

export const ANSWERS = [
  refusal('Spelling', 'in __type', { body: named(WRONG.service) }),
  refusal('Spelling', 'in __type, qualified', {
    body: named(`com.amazonaws.cognitoidentityprovider#${WRONG.service}`),
  }),
  refusal('Spelling', 'in __type, with a colon behind', {
    body: named(`${WRONG.service}:http://internal.amazon.com/coral/`),
  }),
  refusal('Spelling', 'in code', { body: { code: WRONG.service, message: WRONG.message } }),
  refusal('Spelling', 'in the header, and nowhere else', {
    headers: errorType(WRONG.service),
    body: { message: WRONG.message },
  }),
  refusal('Spelling', 'in the header, with a colon behind', {
    headers: errorType(`${WRONG.service}:http://internal.amazon.com/coral/`),
    body: { message: WRONG.message },
  }),
  refusal('Spelling', 'in the header and in __type', {
    headers: errorType(WRONG.service),
    body: named(WRONG.service),
  }),
  refusal('Spelling', 'the message in Message', {
    body: { __type: WRONG.service, Message: WRONG.message },
  }),
  refusal('Spelling', 'no message', { body: { __type: WRONG.service } }, { message: '' }),
  refusal(
    'Spelling',
    'a message that is null',
    { body: { __type: WRONG.service, message: null } },
    { message: '' },
  ),
  refusal(
    'Spelling',
    'a message outside ASCII',
    { body: { __type: WRONG.service, message: 'N\u00e3o.' } },
    { message: 'N\u00e3o.' },
  ),
  refusal(
    'Spelling',
    'the header alone, and no body',
    { headers: errorType(WRONG.service), body: '' },
    { message: '' },
  ),
  refusal(
    'Spelling',
    'the header, and a body that is no JSON',
    { headers: errorType('ForbiddenException'), status: 403, body: PAGE },
    { service: 'ForbiddenException', message: '' },
  ),
  refusal('Spelling', 'members that nobody knows', {
    body: { ...named(WRONG.service), requestId: 'x', details: { a: [1] } },
  }),
  refusal(
    'Spelling',
    'a name that nobody knows',
    { body: named('SomethingNewException') },
    { service: 'SomethingNewException' },
  ),

  retry('InitiateAuth, throttled', 'InitiateAuth', 400, 'TooManyRequestsException', true),
  retry(
    'RespondToAuthChallenge, throttled: turned away unread',
    'RespondToAuthChallenge',
    400,
    'TooManyRequestsException',
    true,
  ),
  retry('InitiateAuth, failed inside', 'InitiateAuth', 500, 'InternalErrorException', true),
  retry(
    'RespondToAuthChallenge, failed inside: the session may be spent',
    'RespondToAuthChallenge',
    500,
    'InternalErrorException',
    false,
  ),
  retry(
    'RespondToAuthChallenge, 503',
    'RespondToAuthChallenge',
    503,
    'ServiceUnavailableException',
    false,
  ),
  retry('InitiateAuth, a quota of hours', 'InitiateAuth', 400, 'LimitExceededException', false),
  retry(
    'InitiateAuth, a quota of hours with status 429',
    'InitiateAuth',
    429,
    'LimitExceededException',
    false,
  ),
  retry('InitiateAuth, a wrong parameter', 'InitiateAuth', 400, 'InvalidParameterException', false),
  retry('InitiateAuth, refused', 'InitiateAuth', 400, 'NotAuthorizedException', false),
  retry('GetUser, throttled with status 429', 'GetUser', 429, 'ThrottlingException', true),

  noAnswer('a page of a firewall', 403, HTML, PAGE, NOT_JSON),
  noAnswer('a page of a gateway', 502, HTML, '<html>Bad Gateway</html>', NOT_JSON),
  noAnswer(
    'a page with status 200: a hotel wants its guests to sign in',
    200,
    HTML,
    PAGE,
    NOT_JSON,
  ),
  noAnswer('a page that says it is JSON', 403, JSON_TYPE, PAGE, NOT_JSON),
  noAnswer('nothing at all', 400, JSON_TYPE, '', NOT_JSON),
  noAnswer('a text', 504, { 'content-type': 'text/plain' }, 'upstream request timeout', NOT_JSON),
  noAnswer('JSON that names no exception', 400, JSON_TYPE, '{"message":"Forbidden"}', BAD_RESPONSE),
  noAnswer(
    'JSON of a gateway, as AWS API Gateway has it',
    403,
    JSON_TYPE,
    '{"message":"Missing Authentication Token"}',
    BAD_RESPONSE,
  ),
  noAnswer(
    'an exception whose name is a number',
    400,
    JSON_TYPE,
    '{"__type":7,"message":"x"}',
    BAD_RESPONSE,
  ),
  noAnswer(
    'an exception whose name is markup',
    400,
    JSON_TYPE,
    '{"__type":"<script>","message":"x"}',
    BAD_RESPONSE,
  ),
  noAnswer('a redirection', 302, { location: 'https://example.com/' }, '', {
    code: 'ERR_TRANSPORT',
    reason: 'redirect',
  }),
];
