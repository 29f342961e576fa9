/** Faults in the texts of SRP, in times, in SECRET_HASH and in what a device is confirmed with. */
import { faultsIn } from './_faults-in.mjs';

const texts = [
  ...faultsIn('srp-core/src/_hex.ts', [
    ['hex-with-0x', '0x in front is taken', '/^[0-9a-f]+$/i', '/^(?:0x)?[0-9a-f]+$/i'],
    ['hex-by-line', 'a line break behind the digits is taken', '/^[0-9a-f]+$/i', '/^[0-9a-f]+$/im'],
    ['hex-in-lower-case-only', 'upper-case digits are refused', '/^[0-9a-f]+$/i', '/^[0-9a-f]+$/'],
    [
      'srp-a-with-zeros',
      'SRP_A goes out with leading zeros',
      "return digits.replace(/^0+(?=.)/, '');",
      'return digits;',
    ],
  ]),
  ...faultsIn('srp-core/src/_base64.ts', [
    [
      'base64-sloppy',
      'base64 without padding, with spaces, with stray bits is taken',
      ' && base64FromBytes(bytes) === value',
      '',
    ],
    [
      'base64url',
      'the url-safe alphabet is taken',
      'isText && !isLong ? decode(value) : undefined',
      "isText && !isLong ? decode((value = value.replaceAll('-', '+').replaceAll('_', '/')) as string) : undefined",
    ],
    ['secret-block-of-any-size', 'SECRET_BLOCK may be of any size', '= 16_384', '= 16_384_000'],
  ]),
  ...faultsIn('contract/src/text.ts', [
    [
      'lone-surrogates',
      'half a surrogate pair is hashed as U+FFFD',
      'value.length <= maxLength &&\n    isWellFormedText(value)',
      'value.length <= maxLength',
    ],
  ]),
  ...faultsIn('srp-core/src/_text.ts', [
    [
      'password-of-any-length',
      'a password may be of any length',
      'MAXIMUM_PASSWORD_LENGTH = 256',
      'MAXIMUM_PASSWORD_LENGTH = 1024',
    ],
  ]),
];

const timestamp = faultsIn('srp-core/src/_timestamp.ts', [
  ['day-with-a-zero', 'a day of one digit has a zero in front', '${Number(day)}', '${day}'],
  ['day-off-by-one', 'the day is counted from 0', '${Number(day)}', '${Number(day) - 1}'],
  [
    'month-off-by-one',
    'the month before',
    '${month}',
    '${new Date(Date.UTC(1970, date.getUTCMonth() - 1)).toUTCString().slice(8, 11)}',
  ],
  [
    'weekday-off-by-one',
    'the week begins on Monday',
    '${weekday}',
    '${new Date(nowMs + 86_400_000).toUTCString().slice(0, 3)}',
  ],
  ['year-off-by-one', 'the year before', 'UTC ${year}', 'UTC ${year - 1}'],
  [
    'clock-of-12-hours',
    'a 12-hour clock',
    '${clock}',
    "${String(date.getUTCHours() % 12).padStart(2, '0')}${clock!.slice(2)}",
  ],
  ['hour-24', 'midnight is 24', '${clock}', "${clock!.replace(/^00/, '24')}"],
  [
    'month-for-minute',
    'the month in the place of the minute',
    '${clock}',
    "${clock!.slice(0, 3)}${String(date.getUTCMonth()).padStart(2, '0')}${clock!.slice(5)}",
  ],
  [
    'seconds-rounded',
    'half a second is one',
    'new Date(nowMs)',
    'new Date(Math.round(nowMs / 1000) * 1000)',
  ],
  [
    'clock-without-zeros',
    'no zeros before minute and second',
    '${clock}',
    "${clock!.replaceAll(':0', ':')}",
  ],
  [
    'local-time',
    'the hour of where the client is',
    '${clock}',
    "${String(date.getHours()).padStart(2, '0')}${clock!.slice(2)}",
  ],
  ['gmt', 'GMT in the place of UTC', 'UTC ${year}', 'GMT ${year}'],
  ['german', 'the month in German', '${month}', "${month!.replace('May', 'Mai')}"],
  ['sept', 'four letters of September', '${month}', "${month!.replace('Sep', 'Sept')}"],
]);

const secretHash = faultsIn('srp-core/src/secret-hash.ts', [
  [
    'secret-hash-client-id-first',
    'SECRET_HASH over the client id, then the user name',
    "requireArgumentText(username, 'username') + clientId",
    "clientId + requireArgumentText(username, 'username')",
  ],
  [
    'secret-hash-without-client-id',
    'SECRET_HASH over the user name alone',
    "requireArgumentText(username, 'username') + clientId",
    "requireArgumentText(username, 'username')",
  ],
  [
    'secret-hash-in-lower-case',
    'SECRET_HASH over the user name in lower case',
    "requireArgumentText(username, 'username') + clientId",
    "requireArgumentText(username, 'username').toLowerCase() + clientId",
  ],
]);

const device = faultsIn('srp-core/src/device.ts', [
  [
    'device-verifier-unpadded',
    'a device verifier without its sign byte',
    'padInteger(verifier)',
    'verifier.slice()',
  ],
  ['device-salt-unpadded', 'a device salt without its sign byte', 'padInteger(salt)', 'salt'],
  [
    'device-names-swapped',
    'device key for group key, and the other way round',
    'derivePrivateX({ poolName, userIdForSrp, password, salt })',
    'derivePrivateX({ poolName: userIdForSrp, userIdForSrp: poolName, password, salt })',
  ],
]);

export const SRP_TEXTS = [...texts, ...timestamp, ...secretHash, ...device];
