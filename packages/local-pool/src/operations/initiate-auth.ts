/**
 * InitiateAuth: the door that every sign-in comes in by.
 *
 * @module
 */
import { CLIENT_ID, printable, readTextMap, requireText } from '../_input.ts';
import type { PoolOperation } from '../_operation.ts';
import { invalidParameter } from '../_service-fault.ts';
import { requireClient } from '../_service.ts';
import { AUTH_FLOWS } from '../auth-flows/registry.ts';

export const initiateAuth: PoolOperation = {
  name: 'InitiateAuth',
  handle(service, input) {
    const flowName = requireText(input, 'AuthFlow');
    const client = requireClient(service, requireText(input, 'ClientId', CLIENT_ID));
    const parameters = readTextMap(input, 'AuthParameters');
    const flow = AUTH_FLOWS.get(flowName);
    if (flow === undefined) {
      throw invalidParameter(
        `AuthFlow ${printable(flowName)} is not served by InitiateAuth of the local pool. ` +
          `It serves ${[...AUTH_FLOWS.keys()].join(', ')}.`,
      );
    }
    if (!client.allowedFlows.has(flow.allowedBy)) {
      throw invalidParameter(`${flowName} flow not enabled for this client`);
    }
    return flow.begin({ service, client, parameters });
  },
};
