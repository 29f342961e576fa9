/**
 * What a pool calls the four authentication levels.
 *
 * @module
 */
import type { WireObject } from '@countersign/contract';
import { printable, readObject, requireText } from './_input.ts';
import type { Input } from './_input.ts';
import { invalidParameter, ServiceFault } from './_service-fault.ts';
import type { PoolTier } from './seed.ts';

/** Of the levels 1 to 4, in this order. */
export type AcrNames = readonly [string, string, string, string];

export const DEFAULT_TIER: PoolTier = 'ESSENTIALS';
export const TIERS: readonly PoolTier[] = ['LITE', DEFAULT_TIER, 'PLUS'];
/** Neither blank nor quotation mark nor backslash. */
export const ACR_NAME: RegExp = /^[\x21\x23-\x5B\x5D-\x7E]{1,64}$/;

const LEVELS = ['Level1', 'Level2', 'Level3', 'Level4'] as const;
const PREFIX = 'urn:cognito:loa:';

/**
 * The default names, with others in the place of some.
 *
 * @param given - of the levels in their order; `undefined` keeps the default.
 * @throws ServiceFault when the tier has no names of one's own, or two levels have the same.
 */
export function nameLevels(tier: PoolTier, given: readonly (string | undefined)[]): AcrNames {
  if (given.some((name) => name !== undefined)) requireStepUpTier(tier, 'AcrConfiguration');
  const nameOf = (level: number): string => given[level - 1] ?? `${PREFIX}${level}`;
  const names: AcrNames = [nameOf(1), nameOf(2), nameOf(3), nameOf(4)];
  if (new Set(names).size === names.length) return names;
  throw invalidParameter('AcrValue must be another one for each level, default names included.');
}

/** @throws ServiceFault `FeatureUnavailableInTierException`. */
export function requireStepUpTier(tier: PoolTier, feature: string): void {
  if (tier !== 'LITE') return;
  throw new ServiceFault(
    'FeatureUnavailableInTierException',
    `${feature} needs a user pool of the Essentials or Plus tier.`,
  );
}

/**
 * The level that a pool calls by this name; 0 when it has none.
 *
 * @param name - UNTRUSTED.
 */
export function levelNamed(names: AcrNames, name: string): number {
  return names.indexOf(name) + 1;
}

/** `AcrConfiguration` of a request. */
export function readAcrNames(tier: PoolTier, input: Input): AcrNames {
  const configuration = readObject(input, 'AcrConfiguration') ?? {};
  const unknown = Object.keys(configuration).find((key) => !LEVELS.some((level) => level === key));
  if (unknown !== undefined) {
    throw invalidParameter(`AcrConfiguration has no level ${printable(unknown)}.`);
  }
  const given = LEVELS.map((level) => {
    const named = readObject(configuration, level);
    return named && requireText(named, 'AcrValue', { pattern: ACR_NAME });
  });
  return nameLevels(tier, given);
}

/** `AcrConfiguration`, as it is shown: all four. */
export function describeAcrNames(names: AcrNames): WireObject {
  return Object.fromEntries(LEVELS.map((level, i) => [level, { AcrValue: names[i] ?? '' }]));
}
