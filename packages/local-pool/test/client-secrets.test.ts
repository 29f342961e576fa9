/** Two secrets of one client, so that they can be changed while clients sign in. */
import { expect, test } from 'vitest';
import { call, PASSWORD, signInPlain, startPool } from './_wire-client.ts';
import type { Answer, Json } from './_wire-client.ts';

const OLD = 'abcdefghijklmnopqrstuvwxyz';
const OWN = 'zyxwvutsrqponmlkjihgfedcba';

function start() {
  const clients = [
    { clientSecret: OLD, explicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] },
    { explicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] },
  ];
  const users = [{ username: 'alice', password: PASSWORD }];
  const pool = startPool({ seed: { pools: [{ name: 'demo', clients, users }] } });
  const [{ userPoolId, clients: planted }] = pool.pools as [(typeof pool.pools)[number]];
  const [sealed, open] = planted.map(({ clientId }) => clientId) as [string, string];
  const send = (operation: string, input: Json = {}, ClientId = sealed): Promise<Answer> =>
    call(pool.fetch, operation, { UserPoolId: userPoolId, ClientId, ...input });
  const signInWith = async (clientSecret: string): Promise<string | undefined> => {
    const user = { userPoolId, clientId: sealed, username: 'alice', password: PASSWORD };
    return (await signInPlain(pool, { ...user, clientSecret })).error;
  };
  const ids = async (): Promise<string[]> => {
    const { body } = await send('ListUserPoolClientSecrets');
    return body['ClientSecrets'].map((secret: Json) => secret['ClientSecretId']);
  };
  return { send, signInWith, ids, sealed, open };
}

test('both are good until one is deleted', async () => {
  const { send, signInWith, ids, sealed } = start();
  const { body } = await send('AddUserPoolClientSecret');
  const added = body['ClientSecretDescriptor'];
  expect(added.ClientSecretValue).toMatch(/^[a-z0-9]{52}$/);
  expect(await signInWith(OLD)).toBeUndefined();
  expect(await signInWith(added.ClientSecretValue)).toBeUndefined();
  expect(await signInWith(OWN)).toBe('NotAuthorizedException');

  const [old, second] = await ids();
  expect(second).toBe(added.ClientSecretId);
  expect(old).toMatch(new RegExp(`^${sealed}--\\d+$`));
  expect((await send('DeleteUserPoolClientSecret', { ClientSecretId: old })).text).toBe('{}');
  expect(await signInWith(OLD)).toBe('NotAuthorizedException');
  expect(await signInWith(added.ClientSecretValue)).toBeUndefined();
  expect(await ids()).toEqual([second]);
});

test('a secret of your own is not shown again, and no list shows any', async () => {
  const { send, signInWith } = start();
  const added = await send('AddUserPoolClientSecret', { ClientSecret: OWN });
  const listed = await send('ListUserPoolClientSecrets');
  expect(added.text + listed.text).not.toMatch(new RegExp(`ClientSecretValue|${OWN}|${OLD}`));
  expect(await signInWith(OWN)).toBeUndefined();
});

test('there are never more than two, and never none', async () => {
  const { send, ids } = start();
  const [old] = await ids();
  const last = await send('DeleteUserPoolClientSecret', { ClientSecretId: old });
  expect(last.error).toBe('InvalidParameterException');
  await send('AddUserPoolClientSecret');
  expect((await send('AddUserPoolClientSecret')).error).toBe('LimitExceededException');
  const unknown = await send('DeleteUserPoolClientSecret', { ClientSecretId: 'none-such' });
  expect(unknown.error).toBe('ResourceNotFoundException');
});

test('a public client gets none', async () => {
  const { send, open } = start();
  const added = await send('AddUserPoolClientSecret', {}, open);
  expect(added.error).toBe('InvalidParameterException');
});
