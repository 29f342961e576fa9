/**
 * Which arithmetic is at work in this process, and the way to choose it: for tests and for
 * measurements. Nobody else needs it, as the faster one that works is found by itself.
 *
 * @module
 */
export { engineName, useEngine } from './_engine.ts';
export type { EngineName } from './_engine.ts';
