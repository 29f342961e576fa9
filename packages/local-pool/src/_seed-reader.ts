/**
 * Checks a seed that came from a file: every mistake is named with the path to it.
 *
 * @module
 */
import { ArgumentError } from '@countersign/contract';
import { ACR_NAME, TIERS } from './_acr-names.ts';
import { STANDARD_SCHEMA } from './_attributes.ts';
import { LONGEST_PASSWORD } from './_password.ts';
import { EXPLICIT_AUTH_FLOWS } from './_user-pool-client.ts';
import type { AcrNamesSeed, ClientSeed, DeviceTrackingSeed, PasskeySeed } from './seed.ts';
import type {
  PasswordPolicySeed,
  PoolSeed,
  RefreshTokenRotationSeed,
  Seed,
  UserSeed,
} from './seed.ts';

/** Takes a value as it is, or says what is wrong with it. */
type Check<Value> = (value: unknown, path: string) => Value;
type Checks<Shape> = { readonly [Member in keyof Shape]-?: Check<NonNullable<Shape[Member]>> };

/**
 * @param value - UNTRUSTED: a parsed seed file.
 * @throws ArgumentError `ERR_ARGUMENT` whose `argument` is the path to the mistake.
 */
export function readSeed(value: unknown): Seed {
  return shape<Seed>({ pools: list(readPool) }, ['pools'])(value, '');
}

const flag: Check<boolean> = (value, path) => {
  if (typeof value === 'boolean') return value;
  throw mistake(path, 'must be true or false');
};

/** Which names there are is known where they are planted. */
const factorName = text(/^[A-Z_]{1,40}$/, 'must be the name of a factor, as in SMS_MFA');

const acrName = text(
  ACR_NAME,
  'must be 1 to 64 printable ASCII characters without space, quotation mark or backslash',
);

const readAcrNames = shape<AcrNamesSeed>({
  level1: acrName,
  level2: acrName,
  level3: acrName,
  level4: acrName,
});

const readPolicy = shape<PasswordPolicySeed>({
  minimumLength: wholeNumber(6, 99),
  requireUppercase: flag,
  requireLowercase: flag,
  requireNumbers: flag,
  requireSymbols: flag,
  temporaryPasswordValidityDays: wholeNumber(0, 365),
});

const readDeviceTracking = shape<DeviceTrackingSeed>({
  challengeRequiredOnNewDevice: flag,
  onlyRememberedOnUserPrompt: flag,
});

const readPasskeys = shape<PasskeySeed>(
  {
    relyingPartyId: text(/^[a-z0-9][a-z0-9.-]{0,126}$/, 'must be a host name, as in localhost'),
    userVerification: oneOf(['required', 'preferred'] as const),
    countsAsTwoFactors: flag,
  },
  ['relyingPartyId'],
);

const readClient = shape<ClientSeed>({
  clientId: text(/^[\w+]{1,128}$/, 'must be 1 to 128 letters, digits, _ or +'),
  clientName: text(/^[\w\s+=,.@-]{1,128}$/, 'must be 1 to 128 letters, digits, spaces or +=,.@-_'),
  clientSecret: (value, path) => (value === true ? true : secret(value, path)),
  explicitAuthFlows: list(oneOf(EXPLICIT_AUTH_FLOWS)),
  preventUserExistenceErrors: oneOf(['ENABLED', 'LEGACY'] as const),
  accessTokenSeconds: wholeNumber(300, 86_400),
  idTokenSeconds: wholeNumber(300, 86_400),
  refreshTokenSeconds: wholeNumber(3600, 315_360_000),
  authSessionMinutes: wholeNumber(3, 15),
  tokenRevocation: flag,
  refreshTokenRotation: shape<RefreshTokenRotationSeed>({ retryGraceSeconds: wholeNumber(0, 60) }, [
    'retryGraceSeconds',
  ]),
});

const readUser = shape<UserSeed>(
  {
    username: text(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u, 'must be 1 to 128 visible characters'),
    password: text(
      new RegExp(`^[^]{1,${LONGEST_PASSWORD}}$`),
      `must be 1 to ${LONGEST_PASSWORD} characters of text (put digits in quotes)`,
    ),
    temporary: flag,
    sub: text(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a lower-case UUID'),
    attributes: readAttributes,
    enabledMfa: list(factorName),
    preferredMfa: factorName,
    totpSecret: text(/^[A-Z2-7]{16,128}$/, 'must be 16 to 128 base32 digits (A-Z, 2-7)'),
    confirmed: flag,
    enabled: flag,
  },
  ['username', 'password'],
);

function readPool(value: unknown, path: string): PoolSeed {
  return shape<PoolSeed>(
    {
      name: text(/^[\w\s+=,.@-]{1,128}$/, 'must be 1 to 128 letters, digits, spaces or +=,.@-_'),
      userPoolId: text(/^[a-z0-9-]+_[0-9a-zA-Z]{1,40}$/, 'must look like eu-west-1_AbCdEf123'),
      issuer: oneOf(['local', 'aws'] as const),
      usernameAttributes: list(oneOf(['email', 'phone_number'] as const)),
      aliasAttributes: list(oneOf(['email', 'phone_number', 'preferred_username'] as const)),
      caseSensitiveUsernames: flag,
      passwordPolicy: readPolicy,
      tier: oneOf(TIERS),
      acrNames: readAcrNames,
      requiredAttributes: list(oneOf(STANDARD_SCHEMA.map(({ name }) => name))),
      selfSignUp: flag,
      autoVerifiedAttributes: list(oneOf(['email', 'phone_number'] as const)),
      verifiedBeforeUpdate: list(oneOf(['email', 'phone_number'] as const)),
      allowedFirstAuthFactors: list(factorName),
      mfa: oneOf(['OFF', 'OPTIONAL', 'ON'] as const),
      mfaFactors: list(factorName),
      passkeys: readPasskeys,
      deviceTracking: readDeviceTracking,
      clients: list(readClient),
      users: list(readUser),
    },
    ['name'],
  )(value, path);
}

function readAttributes(value: unknown, path: string): { readonly [name: string]: string } {
  const check = text(/^[^]{0,2048}$/, 'must be text of at most 2048 characters (quote it)');
  const entries = Object.entries(requireObject(value, path));
  return Object.fromEntries(entries.map(([name, item]) => [name, check(item, join(path, name))]));
}

const secret = text(/^[\w+]{24,64}$/, 'must be true, or 24 to 64 letters, digits, _ or +');

function shape<Shape>(
  checks: Checks<Shape>,
  required: readonly (keyof Shape & string)[] = [],
): Check<Shape> {
  return (value, path) => {
    const object = requireObject(value, path);
    const known: { readonly [member: string]: Check<unknown> } = checks;
    for (const member of Object.keys(object)) {
      if (Object.hasOwn(known, member)) continue;
      const members = Object.keys(known).join(', ');
      throw mistake(join(path, member), `is not known here; known are ${members}`);
    }
    for (const member of required) {
      if (object[member] === undefined) throw mistake(join(path, member), 'is missing');
    }
    const entries = Object.entries(object)
      .filter(([, item]) => item !== undefined)
      .map(([member, item]) => [member, known[member]!(item, join(path, member))]);
    return Object.fromEntries(entries) as Shape;
  };
}

function list<Item>(check: Check<Item>): Check<readonly Item[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw mistake(path, 'must be a list');
    return value.map((item, i) => check(item, `${path}[${i}]`));
  };
}

function text(pattern: RegExp, complaint: string): Check<string> {
  return (value, path) => {
    if (typeof value === 'string' && pattern.test(value)) return value;
    throw mistake(path, complaint);
  };
}

function oneOf<Choice extends string>(choices: readonly Choice[]): Check<Choice> {
  return (value, path) => {
    const choice = choices.find((candidate) => candidate === value);
    if (choice !== undefined) return choice;
    throw mistake(path, `must be one of ${choices.join(', ')}`);
  };
}

function wholeNumber(minimum: number, maximum: number): Check<number> {
  return (value, path) => {
    const whole = typeof value === 'number' && Number.isInteger(value);
    if (whole && value >= minimum && value <= maximum) return value;
    throw mistake(path, `must be a whole number from ${minimum} to ${maximum}`);
  };
}

function requireObject(value: unknown, path: string): { readonly [member: string]: unknown } {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as { readonly [member: string]: unknown };
  }
  throw mistake(path, 'must be a map of members to values');
}

function join(path: string, member: string): string {
  return path === '' ? member : `${path}.${member}`;
}

// The value is not repeated: it may be a password in the wrong place.
function mistake(path: string, complaint: string): ArgumentError {
  const where = path === '' ? 'The seed' : path;
  return new ArgumentError(path === '' ? 'seed' : path, 'invalid-value', `${where} ${complaint}.`);
}
