/**
 * Cases that nobody wrote down: inputs from a seed, by a rule that PROTOCOL.md states so that any
 * language can follow it, and answers from the reference.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { COGNITO_PRIME, createReference, integerOf } from '#reference';
import { signedBytes } from '#reference';
import type { Case, JsonObject } from './case.ts';
import { timestampOf } from './timestamp.ts';

const reference = createReference({
  hash: (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()),
});

const GRAPHEMES = [
  ...['a', 'Z', '0', ':', ' ', '"', '\\', '/'],
  ...['\u00e9', 'e\u0301', '\u00df', '\u65e5', '\ud83d\ude42', '\0', '\u200d', '\u0131'],
];
const LAST_MS = 4_102_444_800_000n;

/** What one case is drawn from. Every draw is named, so that their order does not matter. */
export interface Draws {
  bytes(name: string, length: number): Uint8Array;
  /** Of so many bytes, rare shapes made common; never zero. */
  integer(name: string, length: number): bigint;
  /** An integer in [1, N). */
  element(name: string): bigint;
  text(name: string): string;
  nowMs(name: string): number;
}

/** SHA-256 of `seed/op/index/name/block`, block after block. */
export function createDraws(seed: string, op: string, index: number): Draws {
  const bytes = (name: string, length: number): Uint8Array => {
    const drawn: number[] = [];
    for (let block = 0; drawn.length < length; block += 1) {
      const label = `${seed}/${op}/${index}/${name}/${block}`;
      drawn.push(...createHash('sha256').update(label).digest());
    }
    return Uint8Array.from(drawn.slice(0, length));
  };
  const shaped = (name: string, length: number): bigint => {
    const drawn = bytes(name, length);
    const shape = bytes(`${name}/shape`, 1)[0]! % 6;
    if (shape === 1) drawn.set([0, drawn[1]! & 0x7f]);
    if (shape === 2) drawn[0]! |= 0x80;
    if (shape === 3) drawn[0]! &= 0x7f;
    if (shape === 4) drawn[0]! &= 0x0f;
    return integerOf(drawn);
  };
  return {
    bytes,
    integer: (name, length) => shaped(name, length) || 1n,
    element: (name) => shaped(name, 384) % COGNITO_PRIME || 1n,
    text(name) {
      const [length, ...places] = bytes(name, 24);
      const picked = places.slice(0, 1 + (length! % 20));
      return picked.map((place) => GRAPHEMES[place % GRAPHEMES.length]).join('');
    },
    nowMs: (name) => Number(integerOf(bytes(name, 6)) % LAST_MS),
  };
}

type Maker = (draws: Draws) => { readonly in: JsonObject; readonly out: JsonObject };

const hex = (integer: bigint): string => integer.toString(16);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** What each operation is asked, and what the reference says. */
const MAKERS: { readonly [op: string]: Maker } = {
  'srp.x': (draws) => {
    const [poolName, userIdForSrp] = [draws.text('poolName'), draws.text('userIdForSrp')];
    const [password, salt] = [draws.text('password'), draws.integer('salt', 16)];
    const x = reference.privateX(salt, poolName + userIdForSrp, password);
    return { in: { poolName, userIdForSrp, password, salt: hex(salt) }, out: { x: hex(x) } };
  },
  'srp.verifier': (draws) => {
    const x = draws.integer('x', 32);
    return { in: { x: hex(x) }, out: { verifier: hex(reference.verifier(x)) } };
  },
  'srp.publicA': (draws) => {
    const a = draws.integer('secretA', 32);
    return { in: { secretA: hex(a) }, out: { publicA: hex(reference.publicA(a)) } };
  },
  'srp.publicB': (draws) => {
    const [v, b] = [draws.element('verifier'), draws.integer('secretB', 32)];
    const out = { publicB: hex(reference.publicB(v, b)) };
    return { in: { verifier: hex(v), secretB: hex(b) }, out };
  },
  'srp.u': (draws) => {
    const [A, B] = [draws.element('publicA'), draws.element('publicB')];
    const out = { u: hex(reference.scramblerU(A, B)) };
    return { in: { publicA: hex(A), publicB: hex(B) }, out };
  },
  'srp.clientS': (draws) => {
    const [publicB, x] = [draws.element('publicB'), draws.integer('x', 32)];
    const [a, u] = [draws.integer('secretA', 32), draws.integer('u', 32)];
    return {
      in: { publicB: hex(publicB), x: hex(x), secretA: hex(a), u: hex(u) },
      out: { S: hex(reference.clientS({ publicB, x, a, u })) },
    };
  },
  'srp.serverS': (draws) => {
    const [publicA, v] = [draws.element('publicA'), draws.element('verifier')];
    const [b, u] = [draws.integer('secretB', 32), draws.integer('u', 32)];
    return {
      in: { publicA: hex(publicA), verifier: hex(v), secretB: hex(b), u: hex(u) },
      out: { S: hex(reference.serverS({ publicA, v, b, u })) },
    };
  },
  'srp.claimKey': (draws) => {
    const [S, u] = [draws.element('S'), draws.integer('u', 32)];
    const claimKey = Buffer.from(reference.claimKey(S, u)).toString('hex');
    return { in: { S: hex(S), u: hex(u) }, out: { claimKey } };
  },
  'srp.signature': (draws) => {
    const [poolName, userIdForSrp] = [draws.text('poolName'), draws.text('userIdForSrp')];
    const [key, block] = [draws.bytes('claimKey', 16), draws.bytes('secretBlock', 64)];
    const timestamp = timestampOf(draws.nowMs('timestamp'));
    const signature = reference.signature(key, poolName + userIdForSrp, block, timestamp);
    const claimKey = Buffer.from(key).toString('hex');
    return {
      in: { poolName, userIdForSrp, claimKey, secretBlock: base64(block), timestamp },
      out: { signature: base64(signature) },
    };
  },
  'srp.timestamp': (draws) => {
    const nowMs = draws.nowMs('nowMs');
    return { in: { nowMs }, out: { timestamp: timestampOf(nowMs) } };
  },
  'srp.deviceVerifier': (draws) => {
    const names = ['deviceGroupKey', 'deviceKey', 'devicePassword'] as const;
    const [deviceGroupKey, deviceKey, devicePassword] = names.map((name) => draws.text(name));
    const salt = draws.integer('salt', 16);
    const x = reference.privateX(salt, `${deviceGroupKey}${deviceKey}`, devicePassword!);
    return {
      in: { deviceGroupKey, deviceKey, devicePassword, salt: hex(salt) },
      out: {
        Salt: base64(signedBytes(salt)),
        PasswordVerifier: base64(signedBytes(reference.verifier(x))),
      },
    };
  },
};

/** So many cases for each operation. The same seed, the same cases, for ever. */
export function randomCases(seed: string, perOperation: number): readonly Case[] {
  return Object.entries(MAKERS).flatMap(([op, make]) =>
    Array.from({ length: perOperation }, (_, index): Case => {
      const { in: input, out } = make(createDraws(seed, op, index));
      return {
        id: `random/${op.replace('srp.', '')}#${index + 1}`,
        op,
        in: input,
        expected: { out },
        comment: `drawn from the seed ${seed}`,
        notes: ['Random: the value to compare with comes from the reference.'],
      };
    }),
  );
}
