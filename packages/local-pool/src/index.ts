/**
 * A stand-in for Amazon Cognito user pools that really verifies what it is sent.
 *
 * @module
 */
export type { PoolClock } from './clock.ts';
export { createLocalPool } from './local-pool.ts';
export type { LocalPool, LocalPoolOptions } from './local-pool.ts';
export type {
  CodeMedium,
  CodeMessage,
  InvitationMessage,
  Outbox,
  OutboxMessage,
} from './outbox.ts';
export { parseSeed } from './seed-file.ts';
export type { AcrNamesSeed, AliasAttribute, ClientSeed, DeviceTrackingSeed } from './seed.ts';
export type { IssuerMode, MfaMode, PasskeySeed, PasswordPolicySeed } from './seed.ts';
export type { PlantedClient, PlantedPool, PlantedUser } from './seed.ts';
export type {
  PoolSeed,
  PoolTier,
  RefreshTokenRotationSeed,
  Seed,
  UserExistenceErrors,
  UsernameAttribute,
  UserSeed,
} from './seed.ts';
export type { ChallengeResult, CreateAuthChallengeEvent } from './triggers.ts';
export type { DefineAuthChallengeEvent, EventAttributes, PoolTriggers } from './triggers.ts';
export type { PreSignUpEvent, PreTokenGenerationEvent, Trigger } from './triggers.ts';
export type { TriggerEvent, UserMigrationEvent } from './triggers.ts';
export type { VerifyAuthChallengeResponseEvent } from './triggers.ts';
