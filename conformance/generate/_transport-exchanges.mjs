/**
 * Calls whose first answers are failures: how often each is sent, and not before when.
 *
 * @module
 */
const JSON_TYPE = { 'content-type': 'application/x-amz-json-1.1' };
const OUTPUT = { Session: 'session-1-..............' };
const YES = { status: 200, headers: JSON_TYPE, body: JSON.stringify(OUTPUT) };
const page = (status) => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<h1>${status}</h1>`,
});
const refusal = (service, status = 400, headers = {}) => ({
  status,
  headers: { ...JSON_TYPE, ...headers },
  body: JSON.stringify({ __type: service, message: 'No.' }),
});
const fails = (code) => ({ fails: code });
const BREAKS_OFF = { breaksOff: '{"Session":' };
const HANGS = { hangs: true };
const TRICKLES = { trickles: true };

const FIRST = 'InitiateAuth';
const ANSWER = 'RespondToAuthChallenge';
const network = { code: 'ERR_TRANSPORT', reason: 'network' };
const timeout = { code: 'ERR_TRANSPORT', reason: 'timeout' };
const notJson = { code: 'ERR_TRANSPORT', reason: 'not-json' };
const badResponse = { code: 'ERR_TRANSPORT', reason: 'bad-response' };

/** Comes to an answer at last. */
function arrives(flag, comment, answers, more = {}) {
  const own = { operation: FIRST, answers, requests: answers.length, output: OUTPUT };
  return { comment, flags: [flag], ...own, ...more, result: 'valid' };
}

/** Comes to an exception of the service's. */
function refused(flag, comment, operation, answers, service, more = {}) {
  const own = { operation, answers, requests: answers.length, service };
  return { comment, flags: [flag], ...own, ...more, result: 'valid' };
}

function gives(flag, comment, operation, answers, error) {
  const own = { operation, answers, requests: answers.length };
  return { comment, flags: [flag], ...own, result: 'invalid', error };
}

const FAILURES = [
  ['the name has no address', 'ENOTFOUND'],
  ['nobody listens', 'ECONNREFUSED'],
  ['the connection is reset before there is an answer', 'ECONNRESET'],
  ['the certificate is another host’s', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['the connection is not made in time', 'UND_ERR_CONNECT_TIMEOUT'],
  ['the browser does not say what it was', ''],
];

export const EXCHANGES = [...failures(), ...silences(), ...statuses(), ...waits(), ...oddities()];

function* failures() {
  for (const [comment, code] of FAILURES) {
    yield arrives('Repeated', `${comment}, once`, [fails(code), YES]);
    yield gives('SentOnce', `an answer: ${comment}`, ANSWER, [fails(code)], network);
  }
  yield arrives('Repeated', 'the body breaks off, once', [BREAKS_OFF, YES]);
  yield gives('SentOnce', 'an answer: the body breaks off', ANSWER, [BREAKS_OFF], network);
  const offline = fails('ENETUNREACH');
  yield arrives('Repeated', 'offline twice, then online', [offline, offline, YES]);
  yield gives('Repeated', 'offline three times', FIRST, [offline, offline, offline], network);
}

function* silences() {
  yield gives('Silence', 'nothing comes', FIRST, [HANGS], timeout);
  yield gives('Silence', 'an answer: nothing comes', ANSWER, [HANGS], timeout);
  yield gives('Silence', 'a byte every second, for ever', FIRST, [TRICKLES], timeout);
  yield gives('Silence', 'an answer: a byte every second', ANSWER, [TRICKLES], timeout);
  const offline = fails('ENETUNREACH');
  yield gives('Silence', 'offline, then nothing comes', FIRST, [offline, HANGS], timeout);
}

function* statuses() {
  for (const status of [429, 500, 502, 503, 504]) {
    yield arrives('Repeated', `a page with ${status}, once`, [page(status), YES]);
    yield gives('SentOnce', `an answer: a page with ${status}`, ANSWER, [page(status)], notJson);
  }
  for (const status of [400, 403, 404]) {
    yield gives('Repeated', `a page with ${status}`, FIRST, [page(status)], notJson);
  }
  const busy = refusal('TooManyRequestsException');
  yield arrives('Repeated', 'throttled, once', [busy, YES]);
  yield refused('SentOnce', 'an answer, throttled', ANSWER, [busy], 'TooManyRequestsException');
  const failed = refusal('InternalErrorException', 500);
  yield arrives('Repeated', 'the service fails inside, once', [failed, YES]);
  const comment = 'an answer: the service fails inside';
  yield refused('SentOnce', comment, ANSWER, [failed], 'InternalErrorException');
  const quota = refusal('LimitExceededException');
  yield refused('Repeated', 'a quota of hours', FIRST, [quota], 'LimitExceededException');
  const wrong = refusal('NotAuthorizedException');
  yield refused('Repeated', 'a wrong password', FIRST, [wrong], 'NotAuthorizedException');
  const moved = { status: 307, headers: { location: 'https://example.com/' }, body: '' };
  const redirect = { code: 'ERR_TRANSPORT', reason: 'redirect' };
  yield gives('Repeated', 'a redirection', FIRST, [moved], redirect);
  const cut = { ...YES, body: '{"Session":' };
  const malformed = { code: 'ERR_PROTOCOL', reason: 'malformed', field: 'body' };
  yield gives('Repeated', 'JSON that is cut off', FIRST, [cut], malformed);
}

function* waits() {
  const asks = (seconds) => refusal('TooManyRequestsException', 429, { 'retry-after': seconds });
  yield arrives('Asked', 'to wait two seconds', [asks('2'), YES], { atLeastMs: 2000 });
  yield arrives('Asked', 'to wait no time', [asks('0'), YES]);
  yield arrives('Asked', 'to wait, in words that nobody knows', [asks('soon'), YES]);
  const long = [asks('3600')];
  yield refused('Asked', 'to wait an hour', FIRST, long, 'TooManyRequestsException');
  const dated = refusal('TooManyRequestsException', 429, {
    date: 'Wed, 07 Jan 2026 09:05:03 GMT',
    'retry-after': 'Wed, 07 Jan 2026 09:05:06 GMT',
  });
  yield arrives('Asked', 'to wait until a time', [dated, YES], { atLeastMs: 3000 });
}

function* oddities() {
  yield gives(
    'SentOnce',
    'an answer: a text in the place of a Response',
    ANSWER,
    [{ gives: 'yes' }],
    badResponse,
  );
  yield gives('SentOnce', 'an answer: fetch throws at once', ANSWER, [{ throws: true }], network);
  yield arrives('Repeated', 'fetch throws at once, once', [{ throws: true }, YES]);
}
