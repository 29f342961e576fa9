/**
 * Answers of HTTP with a status that means yes.
 *
 * @module
 */
const JSON_TYPE = { 'content-type': 'application/x-amz-json-1.1' };
const broken = (reason) => ({ code: 'ERR_PROTOCOL', reason, field: 'body' });

/** @param {object} asked - body as text, as parts of one, or as `HexBytes`. */
function reads(flag, comment, asked, output, absent = []) {
  const none = absent.length === 0 ? {} : { absent };
  return { comment, flags: [flag], ...envelope(asked), output, ...none, result: 'valid' };
}

function refuses(flag, comment, asked, error) {
  return { comment, flags: [flag], ...envelope(asked), result: 'invalid', error };
}

function envelope({ operation = 'InitiateAuth', status = 200, headers = JSON_TYPE, ...body }) {
  return { operation, status, headers, ...body };
}

const hex = (...bytes) => Buffer.from(bytes).toString('hex');
const text = (value) => hex(...Buffer.from(value));
const times = (repeat, count) => ({ repeat, times: count });
const SESSION = '"Session":"session-1-.............."';
const WITH_SESSION = { Session: 'session-1-..............' };

export const ANSWERS = [...labels(), ...bodies(), ...json(), ...names(), ...bounds()];

function* labels() {
  const body = `{${SESSION}}`;
  for (const type of ['text/plain', 'text/html; charset=utf-8', 'application/json']) {
    const headers = { 'content-type': type };
    yield reads('Label', `good JSON that is called ${type}`, { headers, body }, WITH_SESSION);
  }
  yield reads('Label', 'good JSON without a Content-Type', { headers: {}, body }, WITH_SESSION);
}

function* bodies() {
  yield refuses('Empty', 'no body, with 200', { body: '' }, broken('missing'));
  yield refuses('Empty', 'no body, with 204', { status: 204, body: '' }, broken('missing'));
  const forget = { operation: 'ForgetDevice', body: '' };
  yield reads('Empty', 'no body of an operation without output', forget, {});
  const nothing = { ...forget, status: 204 };
  yield reads('Empty', 'no body of an operation without output, with 204', nothing, {});
  yield refuses(
    'Empty',
    'white space alone',
    { body: ' \n' },
    {
      code: 'ERR_TRANSPORT',
      reason: 'not-json',
    },
  );
}

function* json() {
  for (const [comment, body] of [
    ['cut off', `{${SESSION}`],
    ['cut off in a text', '{"Session":"sess'],
    ['one member more behind it', `{${SESSION}}{}`],
    ['a page behind it', `{${SESSION}}<html>`],
    ['a comma too many', `{${SESSION},}`],
    ['single quotes', "{'Session':'s'}"],
    ['NaN', '{"ExpiresIn":NaN}'],
    ['Infinity', '{"ExpiresIn":Infinity}'],
    ['a comment', '{/* yes */}'],
    ['an array', '[]'],
    ['an array of objects', `[{${SESSION}}]`],
    ['null', 'null'],
    ['a text', '"yes"'],
    ['a number', '1'],
  ]) {
    yield refuses('Json', comment, { body }, broken('malformed'));
  }
  for (const [comment, bodyHex] of [
    ['a byte order mark in front', `efbbbf${text('{}')}`],
    ['a byte that no UTF-8 has', `${text('{"a":"')}ff${text('"}')}`],
    ['an overlong zero', `${text('{"a":"')}c080${text('"}')}`],
    ['half a surrogate pair as three bytes', `${text('{"a":"')}eda080${text('"}')}`],
    ['UTF-16', `fffe${Buffer.from('{}', 'utf16le').toString('hex')}`],
  ]) {
    const error =
      comment === 'UTF-16' ? { code: 'ERR_TRANSPORT', reason: 'not-json' } : broken('malformed');
    yield refuses('Json', comment, { bodyHex }, error);
  }
  for (const [comment, body] of [
    ['a member twice', '{"Session":"a","Session":"b"}'],
    ['a member twice, the same', '{"Session":"a","Session":"a"}'],
    ['a member twice, spelt otherwise', '{"Session":"a","Sessio\\u006e":"b"}'],
    ['a member twice, further in', '{"ChallengeParameters":{"SALT":"1","SALT":"2"}}'],
  ]) {
    yield refuses('Json', comment, { body }, broken('ambiguous'));
  }
  for (const number of ['1e999', '-1e999']) {
    yield refuses('Json', number, { body: `{"ExpiresIn":${number}}` }, broken('out-of-range'));
  }
  const colons = { Session: 'a:"b":{' };
  yield reads('Json', 'colons and braces in a text', { body: JSON.stringify(colons) }, colons);
}

function* names() {
  for (const name of ['__proto__', 'constructor', 'prototype']) {
    const body = `{"${name}":{"polluted":true},${SESSION}}`;
    yield reads('Prototype', name, { body }, WITH_SESSION, [name]);
    const inside = `{"ChallengeParameters":{"${name}":"x","SALT":"1"}}`;
    yield reads(
      'Prototype',
      `${name}, further in`,
      { body: inside },
      {
        ChallengeParameters: { SALT: '1' },
      },
    );
  }
}

function* bounds() {
  const tooLarge = { code: 'ERR_TRANSPORT', reason: 'too-large' };
  const big = { body: [`{${SESSION},"a":"`, times('a', 1_048_576), '"}'] };
  yield refuses('Size', 'more than a megabyte', big, tooLarge);
  const page = { body: [times('a', 1_048_577)] };
  yield refuses('Size', 'more than a megabyte, and no JSON', page, tooLarge);
  const nested = (count) => ({
    body: [`{${SESSION},"a":`, times('[', count), times(']', count), '}'],
  });
  yield refuses('Size', 'nested ten thousand times', nested(10_000), broken('malformed'));
  yield refuses('Size', 'nested 32 times and once more', nested(32), broken('malformed'));
  yield reads('Size', 'nested six times', nested(6), WITH_SESSION);
  const name = { body: ['{"', times('k', 100_000), `":1,${SESSION}}`] };
  yield reads('Size', 'a name of 100,000 characters', name, WITH_SESSION);
}
