/**
 * Reads what the service wants an authenticator to be asked, and keeps only what is known here. What a
 * browser would convert without a word (`null` to the text "null", a huge time to a short one) is
 * refused.
 *
 * Extensions are left out: their results go to the service, and some (`prf`) are secrets of the site.
 *
 * @see W3C WebAuthn Level 3, §5.1.8 and §5.1.9 (options as JSON), §5.4, §5.5 (their members)
 * @module
 */
import { isWellFormedText, ProtocolError } from '@countersign/contract';
import { bytesFromBase64url } from './_base64url.ts';

/** Reads a value, or says what is wrong with it. */
type Reader = (value: unknown, path: string) => unknown;

/** What becomes of binary members: text as JSON has it, or bytes as `navigator.credentials` wants them. */
export type Spelling = 'json' | 'bytes';

/** A credential id, the longest of them, has 1023 bytes. */
const LONGEST_TEXT = 4096;
/** The IDL's `unsigned long`, in milliseconds. */
const LONGEST_TIMEOUT_MS = 2 ** 32 - 1;

const text: Reader = (value, path) =>
  typeof value === 'string' && value.length <= LONGEST_TEXT && isWellFormedText(value)
    ? value
    : refuse(path, `text of at most ${LONGEST_TEXT} characters`);

const timeoutMs: Reader = (value, path) =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= LONGEST_TIMEOUT_MS
    ? value
    : refuse(path, 'a time in milliseconds');

/** COSE: negative for the most part. The IDL's `long`. */
const algorithm: Reader = (value, path) =>
  Number.isInteger(value) && (value as number) === ((value as number) | 0)
    ? value
    : refuse(path, 'the number of an algorithm');

const truth: Reader = (value, path) =>
  typeof value === 'boolean' ? value : refuse(path, 'true or false');

const binary = (spelling: Spelling): Reader =>
  function readBinary(value, path) {
    const encoded = text(value, path) as string;
    const bytes = bytesFromBase64url(encoded);
    if (bytes === undefined || bytes.length === 0) return refuse(path, 'base64url');
    return spelling === 'json' ? encoded : bytes;
  };

const list = (reader: Reader): Reader =>
  function readList(value, path) {
    if (!Array.isArray(value)) return refuse(path, 'a list');
    return value.map((item: unknown, index) => reader(item, `${path}[${index}]`));
  };

const optional = (reader: Reader): Reader =>
  function readOptional(value, path) {
    return value === undefined || value === null ? undefined : reader(value, path);
  };

const members = (readers: Readonly<Record<string, Reader>>): Reader =>
  function readMembers(value, path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return refuse(path, 'an object');
    }
    const given = value as Readonly<Record<string, unknown>>;
    return Object.fromEntries(
      Object.entries(readers)
        .map(([name, reader]) => [name, reader(given[name], `${path}.${name}`)] as const)
        // Absent, and not there with no value: that is how browsers want it.
        .filter(([, read]) => read !== undefined),
    );
  };

const credentials = (bytes: Reader): Reader =>
  list(members({ type: text, id: bytes, transports: optional(list(text)) }));

function requestReader(spelling: Spelling): Reader {
  const bytes = binary(spelling);
  return members({
    challenge: bytes,
    timeout: optional(timeoutMs),
    rpId: optional(text),
    allowCredentials: optional(credentials(bytes)),
    userVerification: optional(text),
    hints: optional(list(text)),
  });
}

function creationReader(spelling: Spelling): Reader {
  const bytes = binary(spelling);
  return members({
    rp: members({ name: text, id: optional(text) }),
    user: members({ id: bytes, name: text, displayName: text }),
    challenge: bytes,
    pubKeyCredParams: list(members({ type: text, alg: algorithm })),
    timeout: optional(timeoutMs),
    excludeCredentials: optional(credentials(bytes)),
    authenticatorSelection: optional(
      members({
        authenticatorAttachment: optional(text),
        residentKey: optional(text),
        requireResidentKey: optional(truth),
        userVerification: optional(text),
      }),
    ),
    hints: optional(list(text)),
    attestation: optional(text),
  });
}

/**
 * @param options - `PublicKeyCredentialRequestOptionsJSON`. UNTRUSTED.
 * @throws {@link ProtocolError} `ERR_PROTOCOL` `malformed` when a browser could not take them as they are.
 */
export function readRequestOptions(options: unknown, spelling: Spelling): object {
  return requestReader(spelling)(options, 'CREDENTIAL_REQUEST_OPTIONS') as object;
}

/**
 * @param options - `PublicKeyCredentialCreationOptionsJSON`. UNTRUSTED.
 * @throws {@link ProtocolError} as {@link readRequestOptions} does.
 */
export function readCreationOptions(options: unknown, spelling: Spelling): object {
  return creationReader(spelling)(options, 'CredentialCreationOptions') as object;
}

/** Never quotes the value. */
function refuse(path: string, expected: string): never {
  const [field = path] = path.split('.');
  throw new ProtocolError(field, 'malformed', `${path} must be ${expected}.`);
}
