/**
 * Our flow, handlers and transport as one client, for transcripts.
 *
 * @module
 */
import { allChallengeHandlers } from '@countersign/challenge-handlers/all';
import { isFlowError } from '@countersign/contract';
import type { AuthFlow, FlowStep } from '@countersign/contract';
import { signIn } from '@countersign/flow';
import type { SignInOptions } from '@countersign/flow';
import { customAuth, customAuthAfterSrp } from '@countersign/flow/custom-auth';
import { createMemoryDeviceStore, rememberDevices } from '@countersign/flow/devices';
import { refreshTokens, refreshTokensByInitiateAuth } from '@countersign/flow/refresh';
import { userAuth, userAuthAfterSignUp, userAuthPreferring } from '@countersign/flow/user-auth';
import { userPasswordAuth } from '@countersign/flow/user-password-auth';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';
import { createDeviceSecret } from '@countersign/srp-core/device';
import { createSecretHash } from '@countersign/srp-core/secret-hash';
import { createFetchTransport } from '@countersign/transport';
import { bytesFromHex, repeating } from '../suite/_bytes.ts';
import type {
  End,
  Login,
  RefreshLogin,
  TranscriptClient,
  World,
} from '../suite/transcript-client.ts';

type Handler = (typeof allChallengeHandlers)[number];
type Step = FlowStep<Handler>;

/** With the vectors' own secret and clock, so that its proofs can be compared. */
export const deterministicClient = createClient('countersign', true);

/** With secrets of its own. */
export const randomClient = createClient('countersign, with its own secrets', false);

function createClient(name: string, isDeterministic: boolean): TranscriptClient {
  return {
    name,
    isDeterministic,
    takesSecrets: takesSecrets(),
    async signIn(login, world) {
      let step: Step = await signIn(await optionsOf(login, world, isDeterministic));
      while (step.kind === 'challenge' || step.kind === 'retry') {
        const again = step.kind === 'retry' ? { again: step.error.service } : {};
        const answer = world.answer({ name: step.name, ...again });
        // The vector has an answer for the challenge of that name, or the suite has said so.
        step = await (step.answer as (answer: unknown) => Promise<Step>)(answer);
      }
      return endOf(step);
    },
    refresh,
  };
}

/** A build for browsers does not: a client secret is none there. */
function takesSecrets(): boolean {
  try {
    createSecretHash('client', 'secret');
    return true;
  } catch (error) {
    if (isFlowError(error) && error.code === 'ERR_UNSUPPORTED') return false;
    throw error;
  }
}

async function refresh(
  { operation, username, clientSecret, ...login }: RefreshLogin,
  world: Pick<World, 'exchange'>,
): Promise<End> {
  const transport = createFetchTransport({ endpoint: 'http://localhost', fetch: fetchOf(world) });
  const { clientId, refreshToken, deviceKey } = login;
  const common = { transport, clientId, refreshToken, deviceKey };
  const secret = clientSecret !== undefined && { clientSecret };
  const refreshed =
    operation === 'InitiateAuth'
      ? await refreshTokensByInitiateAuth({
          ...common,
          ...(secret && {
            secretHash: { of: createSecretHash(clientId, secret.clientSecret), username },
          }),
        })
      : await refreshTokens({ ...common, ...secret });
  if (refreshed.kind === 'refreshed') {
    return { kind: refreshed.kind, refreshToken: refreshed.tokens.refreshToken };
  }
  const { error, sessionEnded } = refreshed;
  return { kind: refreshed.kind, service: error.service, discards: sessionEnded };
}

async function optionsOf(
  login: Login,
  world: World,
  isDeterministic: boolean,
): Promise<SignInOptions<Handler>> {
  const { userPoolId, clientId, clientSecret, username, password, device, nowMs } = login;
  const store = createMemoryDeviceStore();
  if (device !== undefined) {
    const { username: owner, ...record } = device;
    await store.save(owner, record);
  }
  const remembers = device !== undefined || login.remembersDevices === true;
  const createSecret = createDeviceSecret;
  const secretHash =
    clientSecret === undefined ? {} : { secretHash: createSecretHash(clientId, clientSecret) };
  return {
    transport: createFetchTransport({ endpoint: 'http://localhost', fetch: fetchOf(world) }),
    client: { userPoolId, clientId, ...secretHash },
    authFlow: authFlowOf(login),
    handlers: allChallengeHandlers,
    username,
    ...(password !== null && { password }),
    ...(remembers && { devices: rememberDevices({ store, createSecret, deviceName: 'a device' }) }),
    ...(login.clientMetadata && { clientMetadata: login.clientMetadata }),
    ...(isDeterministic && { random: repeating(bytesFromHex(login.secretA)) }),
    now: () => nowMs,
  };
}

function authFlowOf({ authFlow, srpFirst, preferred, session }: Login): AuthFlow {
  if (session !== undefined) return userAuthAfterSignUp(session);
  if (preferred !== undefined) return userAuthPreferring(preferred);
  if (srpFirst === true) return customAuthAfterSrp;
  const flows = [userSrpAuth, userPasswordAuth, customAuth, userAuth];
  const found = flows.find(({ name }) => name === authFlow);
  if (found === undefined) throw new Error(`${authFlow} is no flow of ours.`);
  return found;
}

function fetchOf(world: Pick<World, 'exchange'>): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const headers = Object.fromEntries(request.headers);
    const { body, ...rest } = world.exchange({
      method: request.method,
      headers,
      body: await request.text(),
    });
    return new Response(body, rest);
  };
}

function endOf(step: Exclude<Step, { kind: 'challenge' | 'retry' }>): End {
  switch (step.kind) {
    case 'signed-in':
      return { kind: step.kind, username: step.username };
    case 'unsupported':
      return { kind: step.kind, name: step.name };
    case 'refused':
    case 'restart':
      return { kind: step.kind, ...(step.error && { service: step.error.service }) };
  }
}
