/**
 * InitiateAuth and AdminInitiateAuth: the doors that every sign-in comes in by.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import type { Initiator } from '../_auth-flow.ts';
import {
  CLIENT_ID,
  printable,
  readMetadata,
  readText,
  readTextMap,
  requireText,
  SESSION,
} from '../_input.ts';
import { USER_POOL_ID } from '../_input.ts';
import type { Input } from '../_input.ts';
import type { PoolOperation } from '../_operation.ts';
import { invalidParameter } from '../_service-fault.ts';
import { requireClient, requirePool } from '../_service.ts';
import type { Service } from '../_service.ts';
import { requirePoolClient } from '../_user-pool.ts';
import type { UserPoolClient } from '../_user-pool-client.ts';
import { authFlowsFor } from '../auth-flows/registry.ts';

export const initiateAuth: PoolOperation = {
  name: 'InitiateAuth',
  handle(service, input) {
    const client = requireClient(service, requireText(input, 'ClientId', CLIENT_ID));
    return begin(service, input, { client, initiator: 'user' });
  },
};

export const adminInitiateAuth: PoolOperation = {
  name: 'AdminInitiateAuth',
  handle(service, input) {
    const pool = requirePool(service, requireText(input, 'UserPoolId', USER_POOL_ID));
    const client = requirePoolClient(pool, requireText(input, 'ClientId', CLIENT_ID));
    return begin(service, input, { client, initiator: 'administrator' });
  },
};

function begin(
  service: Service,
  input: Input,
  { client, initiator }: { readonly client: UserPoolClient; readonly initiator: Initiator },
): Promise<WireObject> {
  const flowName = requireText(input, 'AuthFlow');
  const parameters = readTextMap(input, 'AuthParameters');
  const session = readText(input, 'Session', SESSION);
  const flows = authFlowsFor(initiator);
  const flow = flows.get(flowName);
  if (flow === undefined) {
    throw invalidParameter(
      `AuthFlow ${printable(flowName)} is not served by this operation of the local pool. ` +
        `It serves ${[...flows.keys()].join(', ')}.`,
    );
  }
  if (!client.allowedFlows.has(flow.allowedBy)) {
    throw invalidParameter(`${flowName} flow not enabled for this client`);
  }
  return flow.begin({ service, client, parameters, session, ...readMetadata(input) });
}
