/**
 * The fetch transport to Amazon Cognito: endpoints, one deadline, bounded bodies, careful retries.
 *
 * @module
 */
export { resolveEndpoint } from './endpoint.ts';
export type { EndpointOptions } from './endpoint.ts';
export { createFetchTransport, createRegionTransport } from './fetch-transport.ts';
export type { FetchTransportOptions } from './options.ts';
export type { TransportTimers } from './timers.ts';
