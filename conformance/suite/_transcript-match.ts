/**
 * A request against the one that has to come. What a client may choose is described by a matcher.
 *
 * @module
 */
import { expectEqual, sorted } from './_check.ts';
import { integer } from './_vectors.ts';
import type { ServiceSubject } from './subjects.ts';

/** What a service has for a proof. Integers are `BigInt`s. */
export interface ProofSecrets {
  readonly poolName: string;
  readonly userIdForSrp: string;
  readonly verifier: string;
  readonly secretB: string;
}

/** How a request is looked at. */
export interface MatchContext {
  /** Compare with the value for the fixed secret and clock. */
  readonly isExact: boolean;
  readonly proofs: Readonly<Record<string, ProofSecrets>>;
  readonly checkClaim: ServiceSubject['checkClaim'];
  /** The newest `SRP_A` of this sign-in. */
  srpA: string;
}

interface Matcher {
  readonly match: string;
  readonly value?: unknown;
  readonly of?: string;
}
type Members = Readonly<Record<string, unknown>>;
type Match = (actual: unknown, matcher: Matcher, context: MatchContext, around: Members) => unknown;

const TIMESTAMP =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [1-9]\d? \d{2}:\d{2}:\d{2} UTC \d{4}$/;
const SRP_A = /^[0-9a-fA-F]{1,770}$/;

const MATCHES: Readonly<Record<string, Match>> = {
  SRP_A(actual, { value }, context) {
    context.srpA = String(actual);
    if (context.isExact) expectEqual(actual, value, 'SRP_A');
    else expectPattern(actual, SRP_A, 'SRP_A');
  },
  TIMESTAMP(actual, { value }, { isExact }) {
    if (isExact) expectEqual(actual, value, 'TIMESTAMP');
    else expectPattern(actual, TIMESTAMP, 'TIMESTAMP');
  },
  async PASSWORD_CLAIM_SIGNATURE(actual, { value, of = '' }, context, around) {
    if (context.isExact) return expectEqual(actual, value, 'PASSWORD_CLAIM_SIGNATURE');
    const { verifier, secretB, ...names } = context.proofs[of]!;
    const answer = await context.checkClaim({
      ...names,
      verifierHex: integer(verifier),
      secretBHex: integer(secretB),
      publicAHex: context.srpA,
      secretBlockBase64: String(around['PASSWORD_CLAIM_SECRET_BLOCK']),
      timestamp: String(around['TIMESTAMP']),
      signatureBase64: String(actual),
    });
    expectEqual(answer, null, 'the answer to the proof');
  },
  JSON(actual, { value }) {
    expectEqual(sorted(JSON.parse(String(actual))), sorted(value), 'the JSON in the text');
  },
  SIGNED_BASE64(actual) {
    const first = atob(String(actual)).charCodeAt(0);
    if (!(first < 128)) throw new Error('A number without its sign byte, or none at all.');
  },
};

/** @throws `Error` that says where the two differ. */
export async function expectBody(
  actual: unknown,
  expected: unknown,
  context: MatchContext,
  path = 'body',
): Promise<void> {
  if (typeof expected !== 'object' || expected === null || typeof actual !== 'object') {
    expectEqual(actual, expected, path);
    return;
  }
  const [sent, wanted] = [actual as Members, expected as Members];
  const names = new Set([...Object.keys(sent), ...Object.keys(wanted)]);
  // SRP_A is read before the proof that hangs on it.
  for (const name of names) await expectMember(name, sent, wanted[name], context, path);
}

async function expectMember(
  name: string,
  sent: Members,
  expected: unknown,
  context: MatchContext,
  path: string,
): Promise<void> {
  const here = `${path}.${name}`;
  const matcher = matcherOf(expected);
  if (matcher?.match === 'OPTIONAL') {
    const free = matcher.value === undefined || sent[name] === undefined;
    if (!free) expectEqual(sent[name], matcher.value, here);
    return;
  }
  if (matcher === undefined) return expectBody(sent[name], expected, context, here);
  if (typeof sent[name] !== 'string') throw new Error(`${here} is missing`);
  await MATCHES[matcher.match]!(sent[name], matcher, context, sent);
}

function matcherOf(expected: unknown): Matcher | undefined {
  const { match } = Object(expected) as Members;
  return typeof match === 'string' ? (expected as Matcher) : undefined;
}

function expectPattern(actual: unknown, pattern: RegExp, what: string): void {
  if (!pattern.test(String(actual))) throw new Error(`${what} is ${JSON.stringify(actual)}`);
}
