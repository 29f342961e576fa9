/**
 * A half-finished sign-in, back from JSON that anybody may have touched.
 *
 * @module
 */
import { ArgumentError, isWireObject, UnsupportedError } from '@countersign/contract';
import type { FlowState, WireMap, WireObject } from '@countersign/contract';

/** The version that this build writes. */
export const STATE_VERSION = 1;

/**
 * @param value - `JSON.parse` of what `JSON.stringify(step.state)` gave. UNTRUSTED.
 * @throws {@link ArgumentError} `ERR_ARGUMENT` when a member is missing or of the wrong type.
 * @throws {@link UnsupportedError} `ERR_UNSUPPORTED` when a newer build wrote it.
 */
export function parseFlowState(value: unknown): FlowState {
  if (!isWireObject(value)) throw invalid('state');
  const { version } = value;
  if (typeof version === 'number' && Number.isInteger(version) && version > STATE_VERSION) {
    throw new UnsupportedError(
      'state-version',
      `This state has version ${version}; this build reads version ${STATE_VERSION}. Update it.`,
    );
  }
  if (version !== STATE_VERSION) throw invalid('state.version');
  const challenge = value['challenge'];
  if (!isWireObject(challenge)) throw invalid('state.challenge');
  return {
    version: STATE_VERSION,
    userPoolId: text(value, 'userPoolId'),
    clientId: text(value, 'clientId'),
    authFlow: text(value, 'authFlow'),
    typedUsername: text(value, 'typedUsername'),
    username: text(value, 'username'),
    challenge: {
      name: text(challenge, 'name', 'challenge.'),
      parameters: texts(challenge, 'parameters'),
      available: textList(challenge, 'available', 'challenge.'),
      stage: text(challenge, 'stage', 'challenge.'),
      outputs: objects(challenge, 'outputs'),
    },
    session: value['session'] === null ? null : text(value, 'session'),
    answered: textList(value, 'answered'),
    receivedAtMs: finite(value, 'receivedAtMs'),
  };
}

function text(from: WireObject, member: string, path = ''): string {
  const value = from[member];
  if (typeof value !== 'string') throw invalid(`state.${path}${member}`);
  return value;
}

function finite(from: WireObject, member: string): number {
  const value = from[member];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw invalid(`state.${member}`);
  return value;
}

function textList(from: WireObject, member: string, path = ''): readonly string[] {
  const value = from[member];
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
    throw invalid(`state.${path}${member}`);
  }
  return value;
}

function texts(from: WireObject, member: string): WireMap {
  const value = from[member];
  if (!isWireObject(value) || !Object.values(value).every((item) => typeof item === 'string')) {
    throw invalid(`state.challenge.${member}`);
  }
  return value as WireMap;
}

function objects(from: WireObject, member: string): { readonly [stage: string]: WireObject } {
  const value = from[member];
  if (!isWireObject(value) || !Object.values(value).every(isWireObject)) {
    throw invalid(`state.challenge.${member}`);
  }
  return value as { readonly [stage: string]: WireObject };
}

function invalid(member: string): ArgumentError {
  return new ArgumentError(
    member,
    'invalid-value',
    `${member} is not what a step's state holds: pass the state as JSON gave it back.`,
  );
}
