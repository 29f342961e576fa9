/**
 * What an operation of the service is. One file each or one per family, in `operations/`; a new one
 * is added to `operations/registry.ts`.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import type { Input } from './_input.ts';
import type { Service } from './_service.ts';

/** What goes back: `undefined` is an empty body, which is not the same as `{}`. */
export type Output = WireObject | undefined;

export interface PoolOperation {
  /** As in `X-Amz-Target`. */
  readonly name: string;
  /**
   * @param input - UNTRUSTED.
   * @throws ServiceFault when the service says no.
   */
  handle(service: Service, input: Input): Output | Promise<Output>;
}
