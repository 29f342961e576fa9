import { describe, expect, test } from 'vitest';
import { secureRandom } from '../src/index.ts';
import {
  createPasswordVerifier,
  openServerSrp,
  requirePublicA,
  verifyPassword,
} from '../src/server.ts';
import { PRIME } from './_numbers.ts';
import { check, errorOf, openBoth, WHO } from './_sign-in.ts';

const SINGLE_USE = { code: 'ERR_ARGUMENT', reason: 'single-use', argument: 'ephemeral' };

describe('the server’s ephemeral', () => {
  test('accepts an honest claim once, and nothing after it', () => {
    const signIn = openBoth();
    const claim = signIn.client.prove(signIn.input);
    expect(check(signIn, claim)).toBe(true);
    expect(errorOf(() => check(signIn, claim))).toEqual(SINGLE_USE);
  });

  test('is used up by a wrong claim: nobody tries two against one SRP_B', () => {
    const signIn = openBoth({ password: 'wrong' });
    const claim = signIn.client.prove(signIn.input);
    expect(check(signIn, claim)).toBe(false);
    expect(errorOf(() => check(signIn, claim))).toEqual(SINGLE_USE);
  });

  test('judges nothing after it was discarded', () => {
    const signIn = openBoth();
    signIn.server.discard();
    const claim = signIn.client.prove(signIn.input);
    expect(errorOf(() => check(signIn, claim))).toEqual(SINGLE_USE);
  });

  test('has another SRP_B each time', () => {
    const verifierHex = createPasswordVerifier(WHO);
    const open = (): string => openServerSrp({ verifierHex, random: secureRandom }).publicBHex;
    expect(open()).not.toBe(open());
  });

  test('shows its SRP_B and nothing else when it is printed', () => {
    const { server } = openBoth();
    expect(JSON.parse(JSON.stringify(server))).toEqual({ publicBHex: server.publicBHex });
  });

  test.each([
    ['is cut short', (honest: string) => honest.slice(0, -1)],
    ['is its first character', (honest: string) => honest.slice(0, 1)],
    ['has something after it', (honest: string) => `${honest}\0`],
    ['has no padding', (honest: string) => honest.replace(/=+$/, '')],
    ['is another claim’s', () => 'kGjq9xzRPEP/EsRkreX7dEcX3v8BJ99N5p9rgpm9rb0='],
    ['is in another case', (honest: string) => honest.toLowerCase()],
  ])('refuses a signature that %s', (_name, change) => {
    const signIn = openBoth();
    const claim = signIn.client.prove(signIn.input);
    const signatureBase64 = change(claim.signatureBase64);
    expect(check(signIn, { ...claim, signatureBase64 })).toBe(false);
  });

  test.each([
    ['publicAHex', '0', 'SRP_A', 'out-of-range'],
    ['publicAHex', PRIME.toString(16), 'SRP_A', 'out-of-range'],
    ['secretBlockBase64', 'no base64', 'PASSWORD_CLAIM_SECRET_BLOCK', 'malformed'],
    ['secretBlockBase64', 7, 'PASSWORD_CLAIM_SECRET_BLOCK', 'malformed'],
    ['timestamp', 'x'.repeat(2000), 'TIMESTAMP', 'too-long'],
    ['timestamp', 'half a \ud800 pair', 'TIMESTAMP', 'malformed'],
    ['signatureBase64', 7, 'PASSWORD_CLAIM_SIGNATURE', 'malformed'],
    ['signatureBase64', '', 'PASSWORD_CLAIM_SIGNATURE', 'malformed'],
  ])('throws for a claim whose %s is %j', (name, value, field, reason) => {
    const { client, server, input } = openBoth();
    const claim = { ...WHO, ...client.prove(input), publicAHex: client.srpAHex };
    const expected = { code: 'ERR_PROTOCOL', reason, field };
    expect(errorOf(() => server.checkClaim({ ...claim, [name]: value }))).toEqual(expected);
  });

  test('refuses a bad SRP_A before there is a claim', () => {
    const expected = { code: 'ERR_PROTOCOL', reason: 'out-of-range', field: 'SRP_A' };
    expect(errorOf(() => requirePublicA('0'))).toEqual(expected);
    expect(requirePublicA(openBoth().client.srpAHex)).toBe(undefined);
  });

  test.each([
    ['zero', '0'],
    ['N', PRIME.toString(16)],
    ['longer than N', 'f'.repeat(769)],
    ['longer than a sign byte allows', '1'.padStart(771, '0')],
    ['no hex', 'verifier'],
    ['no text', undefined as unknown as string],
  ])('refuses a verifier that is %s', (_name, verifierHex) => {
    const expected = { code: 'ERR_ARGUMENT', reason: 'invalid-value', argument: 'verifierHex' };
    expect(errorOf(() => openServerSrp({ verifierHex, random: secureRandom }))).toEqual(expected);
  });
});

describe('a plain password', () => {
  const verifierHex = createPasswordVerifier(WHO);

  test('is told from others by its verifier', () => {
    expect(verifyPassword({ ...WHO, verifierHex })).toBe(true);
    expect(verifyPassword({ ...WHO, verifierHex: `0${verifierHex.toUpperCase()}` })).toBe(true);
    expect(verifyPassword({ ...WHO, password: `${WHO.password} `, verifierHex })).toBe(false);
    expect(verifyPassword({ ...WHO, userIdForSrp: 'bob', verifierHex })).toBe(false);
    expect(verifyPassword({ ...WHO, poolName: 'Other', verifierHex })).toBe(false);
    expect(verifyPassword({ ...WHO, saltHex: 'a1', verifierHex })).toBe(false);
  });

  test.each([
    ['password', '', 'password'],
    ['password', 'x'.repeat(257), 'password'],
    ['userIdForSrp', '\ud800', 'userIdForSrp'],
    ['poolName', '', 'poolName'],
    ['saltHex', '', 'saltHex'],
    ['saltHex', '00', 'saltHex'],
    ['saltHex', 'a'.repeat(129), 'saltHex'],
    ['verifierHex', '0', 'verifierHex'],
  ])('with a %s of %j is an argument error', (name, value, argument) => {
    const expected = { code: 'ERR_ARGUMENT', reason: 'invalid-value', argument };
    expect(errorOf(() => verifyPassword({ ...WHO, verifierHex, [name]: value }))).toEqual(expected);
  });
});
