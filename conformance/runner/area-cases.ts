/**
 * Cases from the files with a group for each kind of question: encodings, proofs, devices, secret
 * hashes, refusals. A kind is an operation; its vectors say what goes in and what comes out.
 *
 * @module
 */
import { explain, integerHex } from './case.ts';
import type { Answer, Case, JsonObject, Notes } from './case.ts';
import { readVectors } from './vector-files.ts';
import type { GroupedFile } from './vector-files.ts';

interface Vector extends JsonObject {
  readonly tcId: number;
  readonly comment: string;
  readonly flags: readonly string[];
  /** `code` where a client says no, `service` where a service does. */
  readonly error?: { readonly code?: string; readonly service?: string };
  /** Of a group with a base: what differs from it. */
  readonly input?: JsonObject;
}

/** How a kind of vector becomes a case. */
interface Kind {
  readonly op: string;
  readonly in: readonly string[];
  /** Members of the answer; none where a service accepts. */
  readonly out: readonly string[];
}

/** The spelling of integers in a vector is `BigInt`; they go out like all integers do. */
const INTEGERS: { readonly [member: string]: string } = {
  ...{ salt: 'salt', privateX: 'x', publicA: 'publicA', publicB: 'publicB', scramblerU: 'u' },
  ...{ sharedSecretS: 'S', verifier: 'verifier', secretB: 'secretB' },
};

const WHO = ['poolName', 'userIdForSrp'];
const SENT = ['SRP_A', 'SECRET_BLOCK', 'TIMESTAMP', 'PASSWORD_CLAIM_SIGNATURE'];
const CLIENT = ['clientId', 'clientSecret', 'username'];

const KINDS: { readonly [type: string]: Kind } = {
  PadInteger: { op: 'srp.pad', in: ['hex'], out: ['padded'] },
  ScramblerU: { op: 'srp.u', in: ['publicA', 'publicB'], out: ['scramblerU'] },
  PrivateX: { op: 'srp.x', in: [...WHO, 'password', 'salt'], out: ['privateX'] },
  ClaimKey: { op: 'srp.claimKey', in: ['sharedSecretS', 'scramblerU'], out: ['claimKey'] },
  UserPoolId: { op: 'poolId.split', in: ['userPoolId'], out: ['region', 'poolName'] },
  TimestampPrint: { op: 'srp.timestamp', in: ['nowMs'], out: ['TIMESTAMP'] },
  DeviceVerifier: {
    op: 'srp.deviceVerifier',
    in: ['deviceGroupKey', 'deviceKey', 'devicePassword', 'salt'],
    out: ['DeviceSecretVerifierConfig'],
  },
  SecretHash: { op: 'secretHash.create', in: CLIENT, out: ['SECRET_HASH'] },
  ClaimCheck: { op: 'server.checkClaim', in: [...WHO, 'verifier', 'secretB', ...SENT], out: [] },
  TimestampRead: { op: 'server.checkTimestamp', in: ['serverTimeMs', 'TIMESTAMP'], out: [] },
  DeviceConfirm: {
    op: 'server.checkDeviceVerifier',
    in: ['DeviceSecretVerifierConfig'],
    out: [],
  },
  SecretHashCheck: { op: 'server.checkSecretHash', in: [...CLIENT, 'SECRET_HASH'], out: [] },
  RefusalMeaning: { op: 'refusal.meaning', in: ['service', 'message'], out: ['meaning'] },
  RefusalAnswer: {
    op: 'refusal.read',
    in: ['operation', 'status', 'headers', 'body'],
    out: ['service', 'message', 'retryable'],
  },
};
/** Members that the steps of a handshake have under another name. */
const NAMES: { readonly [op: string]: { readonly [member: string]: string } } = {
  'srp.timestamp': { TIMESTAMP: 'timestamp' },
};
const FILES = ['encodings', 'proofs', 'devices', 'secret-hash', 'refusals'];

/** From all of them. */
export function areaCases(): readonly Case[] {
  return FILES.flatMap((name) => {
    const { notes, groups } = readVectors(`${name}.json`) as GroupedFile<Vector>;
    return groups.flatMap(({ type, base = {}, tests }) => {
      const kind = KINDS[type];
      if (kind === undefined)
        throw new Error(`${name}.json has a group of an unknown type, ${type}.`);
      return tests.map((vector) => caseOf({ name, kind, base, notes }, vector));
    });
  });
}

function caseOf(
  {
    name,
    kind,
    base,
    notes,
  }: {
    readonly name: string;
    readonly kind: Kind;
    readonly base: JsonObject;
    readonly notes: Notes;
  },
  vector: Vector,
): Case {
  const { tcId, comment, flags, error } = vector;
  const operation = kind.op.slice(kind.op.indexOf('.') + 1);
  const given = { ...base, ...(vector.input ?? vector) };
  const right = kind.out.length === 0 ? { accepted: true } : pick(vector, kind.out, kind.op);
  const expected: Answer =
    error === undefined ? { out: right } : { error: error.code ?? error.service ?? '' };
  return {
    id: `${name}/${operation}#${tcId}`,
    op: kind.op,
    in: pick(given, kind.in, kind.op),
    expected,
    comment,
    notes: explain(flags, notes),
  };
}

/** The members by the names that the operation has for them. One that is an object of its own is taken apart. */
function pick(from: JsonObject, members: readonly string[], op: string): JsonObject {
  const entries = members.flatMap((member): readonly (readonly [string, JsonObject[string]])[] => {
    const value = from[member];
    if (value === undefined) return [];
    if (member === 'DeviceSecretVerifierConfig' && op === 'srp.deviceVerifier') {
      return Object.entries(value as JsonObject);
    }
    if (member === 'meaning') return Object.entries(value as JsonObject);
    const integer = INTEGERS[member];
    if (integer !== undefined && typeof value === 'string') return [[integer, integerHex(value)]];
    return [[NAMES[op]?.[member] ?? member, value]];
  });
  return Object.fromEntries(entries);
}
