/**
 * Cases about SRP: every intermediate value of every handshake, then what has to be refused.
 *
 * @module
 */
import { explain, integerHex } from './case.ts';
import type { Case, Json, JsonObject, Notes } from './case.ts';
import { expand } from '../suite/longhand.ts';
import { readVectors } from './vector-files.ts';
import type { GroupedFile } from './vector-files.ts';

/** A whole handshake: integers as hex of any spelling. */
export interface Handshake {
  readonly poolName: string;
  readonly userIdForSrp: string;
  readonly password: string;
  readonly salt: string;
  readonly secretA: string;
  readonly secretB: string;
  readonly secretBlock: string;
  readonly timestamp: string;
  readonly x: string;
  readonly verifier: string;
  readonly publicA: string;
  readonly publicB: string;
  readonly u: string;
  readonly S: string;
  /** Hex of 16 bytes. */
  readonly claimKey: string;
  readonly signature: string;
  readonly nowMs?: number;
  readonly device?: { readonly Salt: string; readonly PasswordVerifier: string } | undefined;
}

/** Where a case comes from, and what its report says. */
export interface Origin {
  /** @returns the id of the case for an operation. */
  readonly idOf: (operation: string) => string;
  /** @param members - what goes into a step, and what comes out. */
  readonly about: (members: readonly string[]) => Pick<Case, 'comment' | 'notes'>;
}

/** From `cognito-srp.json`, `srp-edges.json` and `srp-negative.json`. */
export function srpCases(): readonly Case[] {
  return [...knownHandshakes(), ...edgeHandshakes(), ...refusals()];
}

/** The members of the values that comments of `srp-edges.json` name. */
const VALUES: { readonly [value: string]: string } = {
  ...{ salt: 'salt', x: 'x', u: 'u', A: 'publicA', B: 'publicB', S: 'S' },
};
/** The members that a flag is about. */
const FLAGGED: { readonly [flag: string]: readonly string[] } = {
  Unicode: ['userIdForSrp', 'password'],
  ExactText: ['userIdForSrp', 'password'],
  Timestamp: ['nowMs', 'timestamp'],
  PaddedSalt: ['salt'],
};

/** One case for each step of a handshake. */
export function handshakeCases(handshake: Handshake, origin: Origin): readonly Case[] {
  const { poolName, userIdForSrp, password, secretBlock, timestamp, signature } = handshake;
  const { nowMs, device, claimKey } = handshake;
  const names = ['salt', 'secretA', 'secretB', 'x', 'verifier', 'publicA', 'publicB', 'u'] as const;
  const [salt, secretA, secretB, x, verifier, publicA, publicB, u] = names.map((name) =>
    integerHex(handshake[name]),
  ) as [string, string, string, string, string, string, string, string];
  const S = integerHex(handshake.S);
  const who = { poolName, userIdForSrp };
  const step = (name: string, input: JsonObject, out: JsonObject): Case => {
    const about = origin.about([...Object.keys(input), ...Object.keys(out)]);
    return { id: origin.idOf(name), op: `srp.${name}`, in: input, expected: { out }, ...about };
  };
  return [
    step('x', { ...who, password, salt }, { x }),
    step('verifier', { x }, { verifier }),
    step('publicA', { secretA }, { publicA }),
    step('publicB', { verifier, secretB }, { publicB }),
    step('u', { publicA, publicB }, { u }),
    step('clientS', { publicB, x, secretA, u }, { S }),
    step('serverS', { publicA, verifier, secretB, u }, { S }),
    step('claimKey', { S, u }, { claimKey }),
    step('signature', { ...who, claimKey, secretBlock, timestamp }, { signature }),
    ...(nowMs === undefined ? [] : [step('timestamp', { nowMs }, { timestamp })]),
    ...(device === undefined
      ? []
      : [
          step(
            'deviceVerifier',
            { deviceGroupKey: poolName, deviceKey: userIdForSrp, devicePassword: password, salt },
            { ...device },
          ),
        ]),
  ];
}

function knownHandshakes(): readonly Case[] {
  const { vectors } = readVectors('cognito-srp.json') as {
    readonly vectors: readonly KnownVector[];
  };
  return vectors.flatMap((vector, index) =>
    handshakeCases(
      {
        ...vector,
        ...{ secretA: vector.a, secretB: vector.b, publicA: vector.A, publicB: vector.B },
        claimKey: vector.hkdf,
        device: vector.deviceSecretVerifierConfig,
      },
      {
        idOf: (operation) => `cognito-srp/${operation}#${index + 1}`,
        about: () => ({ comment: vector.label, notes: [] }),
      },
    ),
  );
}

function edgeHandshakes(): readonly Case[] {
  const { notes, groups } = readVectors('srp-edges.json') as GroupedFile<EdgeVector>;
  return groups.flatMap(({ tests }) =>
    tests.flatMap((vector) => [
      ...handshakeCases(handshakeOf(vector), edgeOrigin(vector, notes)),
      proofOf(vector, notes),
    ]),
  );
}

/** The whole of what a client does, on the texts that travel. */
function proofOf(vector: EdgeVector, notes: Notes): Case {
  const { poolName, userIdForSrp, password, SALT, SRP_B, SECRET_BLOCK, nowMs } = vector;
  const { SRP_A, TIMESTAMP, PASSWORD_CLAIM_SIGNATURE } = vector;
  const secretA = integerHex(vector.secretA);
  return {
    comment: vector.comment,
    notes: explain(vector.flags, notes),
    id: edgeOrigin(vector, notes).idOf('prove'),
    op: 'srp.prove',
    in: { poolName, userIdForSrp, password, secretA, SALT, SRP_B, SECRET_BLOCK, nowMs },
    expected: { out: { SRP_A, TIMESTAMP, PASSWORD_CLAIM_SIGNATURE } },
  };
}

function edgeOrigin({ tcId, comment, flags }: EdgeVector, notes: Notes): Origin {
  return {
    idOf: (operation) => `srp-edges/${operation}#${tcId}`,
    about(members) {
      const value = VALUES[/(?:^|, )(salt|[xuABS]):/.exec(comment)?.[1] ?? ''];
      const edges = value === undefined ? flags.flatMap((flag) => FLAGGED[flag] ?? []) : [value];
      // All steps have their place in the handshake; most have nothing to do with what is odd in it.
      const isElsewhere = edges.length > 0 && !edges.some((edge) => members.includes(edge));
      if (isElsewhere) return { comment: `${comment} (not in this step)`, notes: [] };
      return { comment, notes: explain(flags, notes) };
    },
  };
}

function handshakeOf(vector: EdgeVector): Handshake {
  return {
    ...vector,
    secretBlock: vector.SECRET_BLOCK,
    timestamp: vector.TIMESTAMP,
    x: vector.privateX,
    u: vector.scramblerU,
    S: vector.sharedSecretS,
    signature: vector.PASSWORD_CLAIM_SIGNATURE,
    device: vector.DeviceSecretVerifierConfig,
  };
}

function refusals(): readonly Case[] {
  const { notes, groups } = readVectors('srp-negative.json') as GroupedFile<NegativeVector>;
  return groups.flatMap(({ type, base, tests }) =>
    tests.map((vector): Case => {
      const { tcId, comment, flags, error, signatureBase64 } = vector;
      const input = { ...base, ...expand(vector.input) } as JsonObject;
      const about = { comment, notes: explain(flags, notes) };
      const isProof = type === 'SrpProve';
      const operation = isProof ? 'prove' : 'checkPublicA';
      const right = isProof ? { PASSWORD_CLAIM_SIGNATURE: signatureBase64 } : { accepted: true };
      return {
        ...about,
        id: `srp-negative/${operation}#${tcId}`,
        op: `srp.${operation}`,
        in: isProof ? proofInput(input) : { SRP_A: input['publicAHex'] },
        expected: error === undefined ? { out: right } : { error: error.code },
      };
    }),
  );
}

function proofInput(input: JsonObject): JsonObject {
  const { secretAHex, saltHex, publicBHex, secretBlockBase64, ...rest } = input;
  const secretA = integerHex(secretAHex as string);
  return { ...rest, secretA, SALT: saltHex, SRP_B: publicBHex, SECRET_BLOCK: secretBlockBase64 };
}

interface KnownVector extends Omit<
  Handshake,
  'secretA' | 'secretB' | 'publicA' | 'publicB' | 'claimKey' | 'device'
> {
  readonly label: string;
  readonly a: string;
  readonly b: string;
  readonly A: string;
  readonly B: string;
  readonly hkdf: string;
  readonly deviceSecretVerifierConfig?: {
    readonly Salt: string;
    readonly PasswordVerifier: string;
  };
}

interface EdgeVector {
  readonly tcId: number;
  readonly comment: string;
  readonly flags: readonly string[];
  readonly poolName: string;
  readonly userIdForSrp: string;
  readonly password: string;
  readonly SALT: string;
  readonly SRP_A: string;
  readonly SRP_B: string;
  readonly SECRET_BLOCK: string;
  readonly TIMESTAMP: string;
  readonly PASSWORD_CLAIM_SIGNATURE: string;
  readonly nowMs: number;
  readonly secretA: string;
  readonly secretB: string;
  readonly salt: string;
  readonly privateX: string;
  readonly verifier: string;
  readonly publicA: string;
  readonly publicB: string;
  readonly scramblerU: string;
  readonly sharedSecretS: string;
  readonly claimKey: string;
  readonly DeviceSecretVerifierConfig?: {
    readonly Salt: string;
    readonly PasswordVerifier: string;
  };
}

interface NegativeVector {
  readonly tcId: number;
  readonly comment: string;
  readonly flags: readonly string[];
  readonly input: Readonly<Record<string, Json>>;
  readonly error?: { readonly code: string };
  readonly signatureBase64?: string;
}
