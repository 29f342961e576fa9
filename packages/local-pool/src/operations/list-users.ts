/**
 * ListUsers: a pool's users, filtered by one attribute.
 *
 * @module
 */
import { readInteger, readText, readTexts, requireText, USER_POOL_ID } from '../_input.ts';
import type { PoolOperation } from '../_operation.ts';
import { LARGEST_PAGE, takePage } from '../_page.ts';
import { invalidParameter } from '../_service-fault.ts';
import { requirePool } from '../_service.ts';
import { describeUser } from '../_user.ts';
import type { User } from '../_user.ts';

const FILTER = /^\s*([\w:]+)\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/;

const STATUS = 'cognito:user_status';
const PROFILE = ['email', 'phone_number', 'name', 'given_name', 'family_name'];
const PROFILE_READERS = [...PROFILE, 'preferred_username'].map(
  (name) => [name, (user: User) => user.attributes.get(name)] as const,
);

/** What can be searched for, and where it is found. */
const SEARCHABLE: ReadonlyMap<string, (user: User) => string | undefined> = new Map([
  ...PROFILE_READERS,
  ['username', (user: User) => user.username],
  ['sub', (user: User) => user.sub],
  [STATUS, (user: User) => user.status],
  ['status', (user: User) => (user.enabled ? 'Enabled' : 'Disabled')],
]);

export const listUsers: PoolOperation = {
  name: 'ListUsers',
  handle(service, input) {
    const pool = requirePool(service, requireText(input, 'UserPoolId', USER_POOL_ID));
    const limit = readInteger(input, 'Limit', { minimum: 0, maximum: LARGEST_PAGE });
    const token = readText(input, 'PaginationToken', { minLength: 1 });
    const matches = parseFilter(readText(input, 'Filter', { maxLength: 256 }) ?? '');
    const wanted = readTexts(input, 'AttributesToGet');
    const users = [...pool.users.values()].filter(matches);
    // The service takes 0 for "as many as fit".
    const { items, nextToken } = takePage(users, limit || LARGEST_PAGE, token);
    return {
      Users: items.map((user) => describeWanted(user, wanted)),
      ...(nextToken !== undefined && { PaginationToken: nextToken }),
    };
  },
};

function describeWanted(
  user: User,
  wanted: readonly string[] | undefined,
): ReturnType<typeof describeUser> {
  if (wanted === undefined) return describeUser(user);
  const all = [['sub', user.sub] as const, ...user.attributes];
  const attributes = all.filter(([name]) => wanted.includes(name));
  return {
    ...describeUser(user),
    Attributes: attributes.map(([Name, Value]) => ({ Name, Value })),
  };
}

function parseFilter(filter: string): (user: User) => boolean {
  if (filter.trim() === '') return () => true;
  const [, name = '', operator, quoted = ''] = FILTER.exec(filter) ?? [];
  const read = SEARCHABLE.get(name);
  if (operator === undefined || read === undefined) {
    throw invalidParameter(
      `Filter must be: name = "value" or name ^= "value", with one of ${[...SEARCHABLE.keys()].join(', ')}.`,
    );
  }
  const text = quoted.replace(/\\(.)/g, '$1');
  // The one in which case does not count.
  const value = name === STATUS ? text.toUpperCase() : text;
  return operator === '='
    ? (user) => read(user) === value
    : (user) => read(user)?.startsWith(value) === true;
}
