/**
 * Makes sense of what InitiateAuth and RespondToAuthChallenge answer: tokens, or one challenge.
 *
 * @module
 */
import { FIRST_STAGE, isWireObject, ProtocolError } from '@countersign/contract';
import type { FlowState, NewDevice, Tokens, WireMap, WireObject } from '@countersign/contract';
import { parseTokens, parseNewDevice } from './_tokens.ts';

/** The half of {@link FlowState} that a service reply decides. */
export type ReceivedState = Pick<FlowState, 'challenge' | 'session'>;

export type ServiceReply =
  | { readonly kind: 'tokens'; readonly tokens: Tokens; readonly newDevice?: NewDevice }
  | ({ readonly kind: 'challenge' } & ReceivedState);

// Unknown names must pass, misspelt ones must not: all of AWS's are upper-case words.
const CHALLENGE_NAME = /^[A-Z][A-Z0-9_]{0,127}$/;
const SESSION_MIN_LENGTH = 20;
const SESSION_MAX_LENGTH = 2048;

/**
 * @param output - UNTRUSTED.
 * @param availableBefore - `AvailableChallenges` as last seen: later replies may not repeat it.
 * @throws {@link ProtocolError} `ERR_PROTOCOL` when the reply is neither or both.
 * @see AWS API model, `InitiateAuthResponse`, `RespondToAuthChallengeResponse`
 */
export function parseServiceReply(
  output: WireObject,
  availableBefore: readonly string[],
): ServiceReply {
  const { AuthenticationResult: result, ChallengeName: name } = output;
  const hasResult = result !== undefined && result !== null;
  const hasChallenge = name !== undefined && name !== null;
  if (hasResult && hasChallenge) {
    throw new ProtocolError(
      'ChallengeName',
      'ambiguous',
      'The service sent tokens and a challenge in one reply.',
    );
  }
  if (hasResult) {
    const newDevice = parseNewDevice(result);
    return {
      kind: 'tokens',
      tokens: parseTokens(result),
      ...(newDevice === undefined ? {} : { newDevice }),
    };
  }
  if (!hasChallenge) {
    throw new ProtocolError(
      'ChallengeName',
      'missing',
      'The service sent neither tokens nor a challenge.',
    );
  }
  return {
    kind: 'challenge',
    challenge: {
      name: requireChallengeName(name),
      parameters: onlyTexts(output['ChallengeParameters']),
      available: textList(output['AvailableChallenges']) ?? availableBefore,
      stage: FIRST_STAGE,
      outputs: {},
    },
    session: parseSession(output['Session']),
  };
}

/** @throws {@link ProtocolError} `ERR_PROTOCOL` when it is not 20 to 2048 characters. */
export function parseSession(session: unknown): string | null {
  if (session === undefined || session === null) return null;
  if (
    typeof session !== 'string' ||
    session.length < SESSION_MIN_LENGTH ||
    session.length > SESSION_MAX_LENGTH
  ) {
    throw new ProtocolError(
      'Session',
      'malformed',
      `Session is not text of ${SESSION_MIN_LENGTH} to ${SESSION_MAX_LENGTH} characters.`,
    );
  }
  return session;
}

function requireChallengeName(name: unknown): string {
  if (typeof name === 'string' && CHALLENGE_NAME.test(name)) return name;
  throw new ProtocolError(
    'ChallengeName',
    'malformed',
    'ChallengeName is not a name in upper-case letters, digits and underscores.',
  );
}

/** A value that is not text counts as missing: the handler that needs it says so by name. */
function onlyTexts(value: unknown): WireMap {
  if (!isWireObject(value)) return {};
  const texts = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts);
}

function textList(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter((item): item is string => typeof item === 'string');
}
