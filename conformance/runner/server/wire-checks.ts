/**
 * What is no call, and calls about what does not exist.
 *
 * @module
 */
import { area } from './check.ts';
import type { Check } from './check.ts';
import { open } from './proof.ts';
import { hex, initiate, requireRefused, respond } from './world.ts';

export const wireChecks: readonly Check[] = area('wire', [
  {
    title: 'refuses an operation that does not exist with a 4xx',
    reason: 'SDKs repeat what failed with a 5xx.',
    basis: 'documented',
    run: async ({ call }) => requireRefused(await call('DoesNotExist', {})),
  },
  {
    title: 'refuses a body that is no JSON with a 4xx',
    reason: 'As above.',
    basis: 'documented',
    run: async ({ call }) => requireRefused(await call('InitiateAuth', '{"AuthFlow":')),
  },
  {
    title: 'refuses a client that does not exist',
    reason: 'Applications that were deleted live on.',
    basis: 'documented',
    async run(world) {
      const { username } = await world.account();
      const pool = { ...world.pool, clientId: '1countersign2none3here4' };
      const SRP_A = hex(open().publicA);
      requireRefused(await initiate(world, { pool, username, SRP_A }), 'ResourceNotFoundException');
    },
  },
  {
    title: 'refuses a flow that does not exist',
    reason: 'A client is taken through a flow that it did not ask for.',
    basis: 'documented',
    run: async ({ call, pool: { clientId } }) => {
      const AuthParameters = { USERNAME: 'x' };
      requireRefused(
        await call('InitiateAuth', {
          AuthFlow: 'NO_SUCH_AUTH',
          ClientId: clientId,
          AuthParameters,
        }),
      );
    },
  },
  {
    title: 'refuses an answer to a challenge that does not exist',
    reason: 'As above.',
    basis: 'documented',
    async run(world) {
      const { pool } = world;
      requireRefused(
        await respond(world, { pool, name: 'NO_SUCH_CHALLENGE', responses: { USERNAME: 'x' } }),
      );
    },
  },
]);
