/**
 * What our packages do for a client, beside SRP and sign-ins, as the suite asks for it.
 *
 * @module
 */
import { asUserPoolId, poolNameOf, regionOf, ServiceError } from '@countersign/contract';
import { meaningOf } from '@countersign/flow/refusals';
import { formatTimestamp } from '@countersign/srp-core';
import { createSecretHash } from '@countersign/srp-core/secret-hash';
import { padInteger } from '@countersign/srp-core/steps';
import { createFetchTransport } from '@countersign/transport';
import { bytesFromHex, hexFromBytes } from '../suite/_bytes.ts';
import type { ClientSubject } from '../suite/subjects.ts';

export const client: ClientSubject = {
  name: 'countersign',
  padInteger: ({ hex }) => hexFromBytes(padInteger(bytesFromHex(hex))),
  splitUserPoolId({ userPoolId }) {
    const id = asUserPoolId(userPoolId);
    return { region: regionOf(id), poolName: poolNameOf(id) };
  },
  printTimestamp: ({ nowMs }) => formatTimestamp(nowMs),
  createSecretHash: ({ clientId, clientSecret, username }) =>
    createSecretHash(clientId, clientSecret)(username),
  meaningOf: ({ service, message }) =>
    meaningOf(new ServiceError(service, message, { status: 400 })),
  async readRefusal({ operation, status, headers, body }) {
    const transport = createFetchTransport({
      endpoint: 'http://localhost',
      maxAttempts: 1,
      fetch: async () => new Response(body, { status, headers }),
    });
    const reply = await transport({ operation, input: {} });
    if (reply.kind === 'success') throw new Error('It was taken for a yes.');
    const { service, message, retryable } = reply.error;
    return { service, message, retryable };
  },
};
