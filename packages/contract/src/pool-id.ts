/**
 * The user pool's id and its two halves. SRP hashes the tail alone; passing the whole id instead
 * is a bug that shipped elsewhere, so the tail has a type of its own.
 *
 * @module
 */
import { invalidValue } from './arguments.ts';

declare const brand: unique symbol;

/** A string that went through one validating function. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };

/** `<region>_<pool name>`, for example `eu-west-1_AbCdEf123`. */
export type UserPoolId = Brand<string, 'UserPoolId'>;

/** The part of the pool id after `_`: what SRP and the password claim are computed over. */
export type PoolName = Brand<string, 'PoolName'>;

const POOL_ID = /^[0-9a-zA-Z-]+_[0-9a-zA-Z]+$/;
const POOL_ID_MAX_LENGTH = 55;

/**
 * @throws `ArgumentError` `ERR_ARGUMENT` when `text` is not `<region>_<pool name>`.
 * @see AWS API model, `UserPoolIdType`
 */
export function asUserPoolId(text: string): UserPoolId {
  if (typeof text !== 'string' || text.length > POOL_ID_MAX_LENGTH || !POOL_ID.test(text)) {
    throw invalidValue('userPoolId', 'must look like "eu-west-1_AbCdEf123".');
  }
  return text as UserPoolId;
}

/** `AbCdEf123` of `eu-west-1_AbCdEf123`. */
export function poolNameOf(userPoolId: UserPoolId): PoolName {
  return userPoolId.slice(userPoolId.indexOf('_') + 1) as PoolName;
}

/** `eu-west-1` of `eu-west-1_AbCdEf123`. A replica of the pool may live in another region. */
export function regionOf(userPoolId: UserPoolId): string {
  return userPoolId.slice(0, userPoolId.indexOf('_'));
}
