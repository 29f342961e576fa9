/**
 * The transport for users: what needs no AWS credentials.
 *
 * @module
 */
import type { Transport } from '@countersign/contract';
import { SIGN_IN_COMMANDS } from './_commands.ts';
import { carryWith } from './_carry.ts';
import { requireSettings } from './options.ts';
import type { AwsSdkTransportOptions } from './options.ts';

/**
 * A transport over your client of the AWS SDK. The client stays yours: its region, endpoint, credentials and
 * HTTP handler are used as they are, and it is neither changed nor destroyed.
 *
 * Only `InitiateAuth` and reads are sent again by the client's own retries. Everything else, an answer to a
 * challenge above all, is sent once, whatever `maxAttempts` and `retryStrategy` say.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT` naming the option at fault.
 */
export function createAwsSdkTransport(options: AwsSdkTransportOptions): Transport {
  return carryWith(requireSettings(options), [SIGN_IN_COMMANDS]);
}
