/**
 * A second secret for an app client, and the end of the first: how secrets are changed.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import { readText, requireText } from '../_input.ts';
import { CLIENT_SECRET, requireNamedClient } from '../_named-client.ts';
import type { Output, PoolOperation } from '../_operation.ts';
import { invalidParameter, notFound } from '../_service-fault.ts';
import { addClientSecret, makeClientSecret } from '../_user-pool-client.ts';
import type { ClientSecret } from '../_user-pool-client.ts';

export const addUserPoolClientSecret: PoolOperation = {
  name: 'AddUserPoolClientSecret',
  handle(service, input) {
    const client = requireNamedClient(service, input);
    if (client.secrets.length === 0) {
      throw invalidParameter(`Client ${client.id} is not configured for secret.`);
    }
    const given = readText(input, 'ClientSecret', CLIENT_SECRET);
    const secret = addClientSecret(service, client, given ?? makeClientSecret(service));
    const shown = given === undefined ? { ClientSecretValue: secret.value } : {};
    return { ClientSecretDescriptor: { ...describeSecret(secret), ...shown } };
  },
};

export const listUserPoolClientSecrets: PoolOperation = {
  name: 'ListUserPoolClientSecrets',
  handle(service, input) {
    return { ClientSecrets: requireNamedClient(service, input).secrets.map(describeSecret) };
  },
};

export const deleteUserPoolClientSecret: PoolOperation = {
  name: 'DeleteUserPoolClientSecret',
  handle(service, input): Output {
    const { secrets } = requireNamedClient(service, input);
    const id = requireText(input, 'ClientSecretId', { minLength: 1, maxLength: 128 });
    const at = secrets.findIndex((secret) => secret.id === id);
    if (at < 0) throw notFound('Client secret not found.');
    if (secrets.length === 1) throw invalidParameter('The last secret cannot be deleted.');
    secrets.splice(at, 1);
    return {};
  },
};

function describeSecret({ id, createdAtMs }: ClientSecret): WireObject {
  return { ClientSecretId: id, ClientSecretCreateDate: createdAtMs / 1000 };
}
