/**
 * Tells a JSON object from everything else that JSON can be.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';

export function isWireObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
