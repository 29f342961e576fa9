/**
 * What the program prints when it is ready: for people, or one line for programs.
 *
 * @module
 */
import { createHmac } from 'node:crypto';
import { asUserPoolId, regionOf } from '@countersign/contract';
import type { PlantedClient, PlantedPool, PlantedUser } from './seed.ts';

/** Makes a part of the text stand out; the identity where colours are not wanted. */
export type Emphasis = (text: string) => string;

/** Exactly one line of JSON. SECRET: seeded passwords and client secrets are in it. */
export function renderReadyLine(url: string, pools: readonly PlantedPool[]): string {
  return JSON.stringify({ event: 'ready', url, pools: pools.map(describePool) });
}

/** The start text for people. SECRET, as above. */
export function renderStartText(
  url: string,
  pools: readonly PlantedPool[],
  emphasis: Emphasis,
): string {
  return [
    `Local user pools are ready at ${emphasis(url)}`,
    'AWS credentials and request signatures are not checked; passwords, proofs and tokens are.',
    ...pools.flatMap((pool) => ['', ...poolLines(pool, emphasis)]),
    ...exampleLines(url, pools, emphasis),
    '',
    'Ctrl+C stops it, and what was changed is gone.',
  ].join('\n');
}

function describePool({ userPoolId, clients, users }: PlantedPool): object {
  const described = clients.map(describeClient);
  return {
    userPoolId,
    region: regionFrom(userPoolId),
    ...described[0],
    ...(described.length > 1 && { clients: described }),
    users: users.map(({ username, password, temporary = false }) => ({
      username,
      password,
      temporary,
    })),
  };
}

function describeClient({ clientId, clientSecret }: PlantedClient): object {
  return { clientId, ...(clientSecret !== undefined && { clientSecret }) };
}

function poolLines(pool: PlantedPool, emphasis: Emphasis): readonly string[] {
  const { userPoolId, name, clients, users } = pool;
  return [
    `User pool    ${emphasis(userPoolId)}  (${name})`,
    ...clients.map(({ clientId, clientSecret }) => {
      const secret = clientSecret === undefined ? '' : `  secret ${clientSecret}`;
      return `App client   ${emphasis(clientId)}${secret}`;
    }),
    ...users.map(({ username, password, temporary }) => {
      const kind = temporary === true ? 'temporary password' : 'password';
      return `User         ${emphasis(username)}  ${kind} ${password}`;
    }),
  ];
}

function exampleLines(
  url: string,
  pools: readonly PlantedPool[],
  emphasis: Emphasis,
): readonly string[] {
  const [pool] = pools;
  const [client] = pool?.clients ?? [];
  const [user] = pool?.users ?? [];
  if (pool === undefined || client === undefined || user === undefined) return [];
  const lines = ['', 'Try it:', `  ${emphasis(ownCommand(url, pool, client, user))}`];
  // The AWS CLI cannot do SRP: it needs the flow that sends the password.
  const allowed = client.explicitAuthFlows ?? [];
  const plain = ['ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH'];
  if (!allowed.some((flow) => plain.includes(flow))) return lines;
  return [...lines, `  ${emphasis(awsCommand(url, pool, client, user))}`];
}

function ownCommand(
  url: string,
  pool: PlantedPool,
  client: PlantedClient,
  user: PlantedUser,
): string {
  return [
    `npm run cli -- sign-in --endpoint ${url}`,
    `--user-pool-id ${pool.userPoolId} --client-id ${client.clientId}`,
    `--username ${quote(user.username)}`,
  ].join(' ');
}

function awsCommand(
  url: string,
  pool: PlantedPool,
  client: PlantedClient,
  user: PlantedUser,
): string {
  const { clientId, clientSecret } = client;
  const parameters = {
    USERNAME: user.username,
    PASSWORD: user.password,
    ...(clientSecret !== undefined && {
      SECRET_HASH: createHmac('sha256', clientSecret)
        .update(user.username + clientId)
        .digest('base64'),
    }),
  };
  return [
    `aws cognito-idp initiate-auth --endpoint-url ${url} --no-sign-request`,
    `--region ${regionFrom(pool.userPoolId)} --client-id ${clientId}`,
    `--auth-flow USER_PASSWORD_AUTH --auth-parameters ${quote(JSON.stringify(parameters))}`,
  ].join(' ');
}

function regionFrom(userPoolId: string): string {
  return regionOf(asUserPoolId(userPoolId));
}

/** For a POSIX shell. */
function quote(text: string): string {
  return /^[\w@.+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
