/**
 * A transport over the AWS SDK for JavaScript, for users; `./admin` has the one for administrators.
 *
 * @module
 */
export { createAwsSdkTransport } from './aws-sdk-transport.ts';
export type { AwsSdkTransportOptions } from './options.ts';
export type { SdkCommands } from './_commands.ts';
