/** A remembered device shows that it is the one that was confirmed, by an SRP proof of its own. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import type { LocalPool } from '@countersign/local-pool';
import {
  CAROL,
  claimOf,
  claimsOf,
  prove,
  rememberedBy,
  respond,
  SECRET_CODE,
  startTrackingPool,
  tokensOf,
  withDevice,
  withDevicePlain,
} from './_devices.ts';
import type { AnswerInput, Device } from './_devices.ts';
import { ALICE } from './_fixture.ts';
import { N, openEphemeral } from './_srp-client.ts';
import { totp } from './_totp.ts';
import { call, claimFor, openSrp, signInPlain, signInSrp, timestampOf } from './_wire-client.ts';
import type { Answer } from './_wire-client.ts';

let tracking: LocalPool;
let withCode: LocalPool;
beforeAll(() => {
  tracking = startTrackingPool({ challengeRequiredOnNewDevice: true });
  withCode = startTrackingPool({ challengeRequiredOnNewDevice: false });
});
afterEach(() => {
  tracking.reset();
  withCode.reset();
});

describe('a remembered device', () => {
  test('proves itself, with and without Session, after a proof and after a plain password', async () => {
    const device = await rememberedBy(tracking, await signInSrp(tracking, ALICE));
    for (const sessionless of [false, true]) {
      for (const sign of [
        () => signInSrp(tracking, withDevice(device)),
        () => signInPlain(tracking, withDevicePlain(device)),
      ]) {
        const asked = await sign();
        const tokens = tokensOf(await prove(tracking, asked, device, { sessionless }));
        expect(tokens['NewDeviceMetadata']).toBeUndefined();
        expect(claimsOf(tokens['AccessToken'])['device_key']).toBe(device.key);
      }
    }
  });

  test('any salt will do: one in 256 begins with a zero byte, every other has its top bit set', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.bigInt({ min: 1n, max: (1n << 128n) - 1n }),
          fc.constantFrom(1n, 0x7fn, 0x80n, 0xffn, 1n << 119n, 1n << 120n, 1n << 127n),
        ),
        async (salt) => {
          const device = await rememberedBy(tracking, await signInPlain(tracking, ALICE), salt);
          const asked = await signInPlain(tracking, withDevicePlain(device));
          tokensOf(await prove(tracking, asked, device));
        },
      ),
      { numRuns: 12 },
    );
  });

  test('stands in for the code where the pool says so', async () => {
    const coded = await signInPlain(tracking, CAROL);
    expect(coded.body['ChallengeName']).toBe('SOFTWARE_TOKEN_MFA');
    const code = { SOFTWARE_TOKEN_MFA_CODE: totp(SECRET_CODE, tracking.clock.nowMs()) };
    const device = await rememberedBy(
      tracking,
      await respond(tracking, coded, code, { user: 'carol' }),
    );
    const asked = await signInPlain(tracking, { ...CAROL, parameters: { DEVICE_KEY: device.key } });
    tokensOf(await prove(tracking, asked, device, { user: 'carol' }));
  });

  test('comes after the code where it does not, whenever its key is named', async () => {
    const sign = async (key?: string, inCode = false): Promise<Answer> => {
      withCode.clock.advance(30);
      const named = key !== undefined && { DEVICE_KEY: key };
      const coded = await signInPlain(withCode, {
        ...CAROL,
        ...(named && !inCode && { parameters: named }),
      });
      expect(coded.body['ChallengeName']).toBe('SOFTWARE_TOKEN_MFA');
      const code = totp(SECRET_CODE, withCode.clock.nowMs());
      const responses = { SOFTWARE_TOKEN_MFA_CODE: code, ...(named && inCode && named) };
      return respond(withCode, coded, responses, { user: 'carol' });
    };
    const device = await rememberedBy(withCode, await sign());
    for (const inCode of [false, true]) {
      const asked = await sign(device.key, inCode);
      tokensOf(await prove(withCode, asked, device, { user: 'carol' }));
    }
  });

  test('of somebody else, or forgotten, does not exist: and nothing is spent by saying so', async () => {
    const device = await rememberedBy(tracking, await signInSrp(tracking, ALICE));
    const bob = await signInSrp(tracking, { ...withDevice(device), username: 'bob' });
    expect(bob.error).toBe('ResourceNotFoundException');
    expect(bob.message).toBe('Device does not exist.');
    const stranger = await signInSrp(tracking, { ...withDevice(device), username: 'nobody' });
    expect(stranger.message).toBe(bob.message);
    const wrong = { ...withDevicePlain(device), password: 'Wrong-horse-7!' };
    expect((await signInPlain(tracking, wrong)).error).toBe('NotAuthorizedException');

    const forgotten = await call(tracking.fetch, 'ForgetDevice', {
      AccessToken: device.tokens['AccessToken'],
      DeviceKey: device.key,
    });
    expect(forgotten.text).toBe('');
    const opened = await openSrp(tracking, ALICE);
    const claim = claimFor(tracking, withDevice(device), opened);
    const refused = await call(tracking.fetch, 'RespondToAuthChallenge', claim);
    expect(refused.error).toBe('ResourceNotFoundException');
    const { DEVICE_KEY: _, ...responses } = claim['ChallengeResponses'];
    // The same SECRET_BLOCK; some clients say null where they have no key any more.
    const again = { ...claim, ChallengeResponses: { ...responses, DEVICE_KEY: null } };
    tokensOf(await call(tracking.fetch, 'RespondToAuthChallenge', again));
  });
});

describe('a proof of a device is refused', () => {
  async function ready(): Promise<Device> {
    return rememberedBy(tracking, await signInSrp(tracking, ALICE));
  }

  test('with another password, group, name or time, or by somebody else', async () => {
    const device = await ready();
    const { identity } = device;
    const wrong: readonly [Device, AnswerInput][] = [
      [{ ...device, identity: { ...identity, password: 'other' } }, {}],
      [{ ...device, identity: { ...identity, poolName: 'AbCdEf123' } }, {}],
      [{ ...device, identity: { ...identity, userId: 'alice' } }, {}],
      [device, { responses: { TIMESTAMP: timestampOf(tracking.clock.nowMs() + 1000) } }],
      [device, { responses: { USERNAME: 'bob', DEVICE_KEY: '' } }],
      [device, { responses: { PASSWORD_CLAIM_SIGNATURE: 'AAAA' } }],
    ];
    for (const [claimed, input] of wrong) {
      const asked = await signInSrp(tracking, withDevice(device));
      const refused = await prove(tracking, asked, claimed, input);
      expect(refused.error, refused.text).toMatch(/^(NotAuthorized|InvalidParameter)Exception$/);
      expect(refused.body['AuthenticationResult']).toBeUndefined();
      tracking.clock.advance(60);
    }
    const asked = await signInSrp(tracking, withDevice(device));
    tokensOf(await prove(tracking, asked, device));
  });

  test('a second time, late, or for another client; and too many wrong ones lock it', async () => {
    const device = await ready();
    const begin = async () => {
      const asked = await signInSrp(tracking, withDevice(device));
      const ephemeral = openEphemeral();
      const begun = { DEVICE_KEY: device.key, SRP_A: ephemeral.publicAHex };
      const posed = await respond(tracking, asked, begun);
      return { posed, claim: claimOf(tracking, posed, device, ephemeral), asked, begun };
    };
    const used = await begin();
    tokensOf(await respond(tracking, used.posed, used.claim));
    for (const sessionless of [false, true]) {
      const replayed = await respond(tracking, used.posed, used.claim, { sessionless });
      expect(replayed.error).toBe('NotAuthorizedException');
      const restarted = await respond(tracking, used.asked, used.begun, { sessionless });
      expect(restarted.error).toBe('NotAuthorizedException');
      expect(restarted.message).toMatch(sessionless ? /^Cannot initiate/ : /only be used once/);
    }

    const late = await begin();
    tracking.clock.advance(61);
    expect((await respond(tracking, late.posed, late.claim)).error).toBe('NotAuthorizedException');

    const elsewhere = await begin();
    const foreign = await call(tracking.fetch, 'RespondToAuthChallenge', {
      ClientId: 'other',
      ChallengeName: 'DEVICE_PASSWORD_VERIFIER',
      ChallengeResponses: { USERNAME: 'alice', ...elsewhere.claim },
    });
    expect(foreign.error).toBe('NotAuthorizedException');

    const wrong = { ...device, identity: { ...device.identity, password: 'other' } };
    // The guess through another client counted too; a quarter of an hour forgets it.
    tracking.clock.advance(15 * 60);
    for (let guess = 0; guess < 5; guess += 1) {
      const asked = await signInSrp(tracking, withDevice(device));
      expect((await prove(tracking, asked, wrong)).message).toBe('Incorrect username or password.');
    }
    const asked = await signInSrp(tracking, withDevice(device));
    const locked = await prove(tracking, asked, device);
    expect(locked.message).toBe('Password attempts exceeded');
  });

  test('without a first factor a moment ago', async () => {
    const device = await ready();
    const begun = { DEVICE_KEY: device.key, SRP_A: openEphemeral().publicAHex };
    const bare = { body: { ChallengeName: 'DEVICE_SRP_AUTH' } };
    const refused = await respond(tracking, bare, begun, { sessionless: true });
    expect(refused.error).toBe('NotAuthorizedException');
    expect(refused.message).toMatch(/^Cannot initiate DEVICE_SRP_AUTH/);
    await signInSrp(tracking, withDevice(device));
    tracking.clock.advance(181);
    const late = await respond(tracking, bare, begun, { sessionless: true });
    expect(late.error).toBe('NotAuthorizedException');
    for (const SRP_A of ['0', N.toString(16), 'zz', '']) {
      await signInSrp(tracking, withDevice(device));
      const bad = await respond(tracking, bare, { ...begun, SRP_A }, { sessionless: true });
      expect(bad.error).toBe('InvalidParameterException');
    }
  });
});
