/** The twins of AWS's three examples that the root README shows: extracted from it, and run. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeviceStore, FlowStep } from '@countersign/contract';
import type { SignInOptions } from '@countersign/flow';
import { createMemoryDeviceStore } from '@countersign/flow/devices';
import { createLocalPool } from '@countersign/local-pool';
import type { LocalPool } from '@countersign/local-pool';
import { createFetchTransport } from '@countersign/transport';
import { totp } from '../../packages/local-pool/test/_totp.ts';
import { examplesOf, writeExamples } from './_page-examples.ts';

type Login = Omit<SignInOptions<never>, 'authFlow' | 'handlers'>;
interface Twins {
  setNewPassword(login: Login, newPassword: string): Promise<FlowStep>;
  signInWithCode(login: Login, code: string): Promise<FlowStep>;
  signInFromDevice(login: Login, store: DeviceStore): Promise<FlowStep>;
}

const SECRET_CODE = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const PASSWORD = 'Correct-horse-7!';

let twins: Twins;
let pool: LocalPool;
let calls: string[];
beforeAll(async () => {
  twins = await importTwins();
  pool = createLocalPool({
    seed: {
      pools: [
        {
          name: 'twins',
          mfa: 'OPTIONAL',
          deviceTracking: { challengeRequiredOnNewDevice: true },
          clients: [{ explicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'] }],
          users: [
            { username: 'invited', password: 'Temporary-1!', temporary: true },
            { username: 'coded', password: PASSWORD, totpSecret: SECRET_CODE },
            { username: 'tracked', password: PASSWORD },
          ],
        },
      ],
    },
  });
});
afterAll(() => pool.close());

async function importTwins(): Promise<Twins> {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const [, section = ''] = /^## AWS's three examples.*?\n([\s\S]*?)^## /m.exec(readme) ?? [];
  const examples = examplesOf(section).map(({ code }, n) => [`twin-${n}.ts`, code] as const);
  expect(examples).toHaveLength(3);
  const folder = writeExamples('twins', Object.fromEntries(examples));
  const modules = examples.map(
    ([name]) =>
      import(/* @vite-ignore */ new URL(name, folder).pathname) as Promise<Partial<Twins>>,
  );
  return Object.assign({}, ...(await Promise.all(modules))) as Twins;
}

function login(username: string, password = PASSWORD): Login {
  calls = [];
  const [{ userPoolId, clients }] = pool.pools as [LocalPool['pools'][number]];
  const transport = createFetchTransport({ endpoint: 'http://localhost:9229', fetch: pool.fetch });
  return {
    transport(call) {
      const { AuthFlow, ChallengeName } = call.input as { readonly [member: string]: string };
      calls.push(AuthFlow ?? ChallengeName ?? call.operation);
      return transport(call);
    },
    client: { userPoolId, clientId: clients[0]!.clientId },
    username,
    password,
  };
}

test("the AWS CLI's: a new password, tokens and NewDeviceMetadata", async () => {
  const step = await twins.setNewPassword(login('invited', 'Temporary-1!'), PASSWORD);
  if (step.kind !== 'signed-in') throw new Error(step.kind);
  expect(step.newDevice?.deviceKey).toMatch(/^us-east-1_[0-9a-f-]{36}$/);
  expect(step.newDevice?.deviceGroupKey).toBeTruthy();
  expect(calls).toEqual(['USER_PASSWORD_AUTH', 'NEW_PASSWORD_REQUIRED']);
  const refused = await twins.setNewPassword(login('invited', 'Temporary-1!'), PASSWORD);
  expect(refused.kind).toBe('refused');
});

test("the AWS SDK's: a code", async () => {
  const code = totp(SECRET_CODE, pool.clock.nowMs());
  const wrong = await twins.signInWithCode(login('coded'), otherThan(code));
  expect(wrong).toMatchObject({ kind: 'retry', error: { service: 'CodeMismatchException' } });
  const step = await twins.signInWithCode(login('coded'), code);
  expect(step.kind).toBe('signed-in');
  expect(calls).toEqual(['USER_SRP_AUTH', 'PASSWORD_VERIFIER', 'SOFTWARE_TOKEN_MFA']);
});

test("the Python program's: from a device that was confirmed before, and one that is not its own", async () => {
  const store = createMemoryDeviceStore();
  const first = await twins.signInFromDevice(login('tracked'), store);
  expect(first).toMatchObject({ kind: 'signed-in', device: { kind: 'remembered' } });
  expect(calls).toEqual(['USER_PASSWORD_AUTH', 'ConfirmDevice']);
  const second = await twins.signInFromDevice(login('tracked'), store);
  expect(second.kind).toBe('signed-in');
  const proof = ['USER_PASSWORD_AUTH', 'DEVICE_SRP_AUTH', 'DEVICE_PASSWORD_VERIFIER'];
  expect(calls).toEqual(proof);

  const stolen = { ...(await store.load('tracked'))!, devicePassword: 'another' };
  await store.save('tracked', stolen);
  const healed = await twins.signInFromDevice(login('tracked'), store);
  // The proof is refused, the record is dropped, and the sign-in starts again as a new device.
  expect(calls).toEqual([...proof, 'USER_PASSWORD_AUTH', 'ConfirmDevice']);
  expect(healed).toMatchObject({ kind: 'signed-in', device: { kind: 'remembered' } });
});

function otherThan(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0');
}
