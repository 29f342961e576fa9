/**
 * Runs inside an empty project with every package installed: imports all that they export, signs
 * in to an installed pool with the installed client, and prints what happened.
 *
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { createAwsSdkTransport } from '@countersign/adapter-aws-sdk';
import { passwordVerifier } from '@countersign/challenge-handlers/password-verifier';
import { signIn } from '@countersign/flow';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';
import { startPoolServer } from '@countersign/local-pool/server';
import { createFetchTransport } from '@countersign/transport';

const require = createRequire(import.meta.url);
const installed = new URL('node_modules/@countersign/', import.meta.url);
const imported = [];
for (const name of readdirSync(installed)) {
  const manifest = JSON.parse(readFileSync(new URL(`${name}/package.json`, installed), 'utf8'));
  for (const subpath of Object.keys(manifest.exports)) {
    const specifier = manifest.name + subpath.slice(1);
    // Node 20 calls `import` of JSON experimental.
    if (subpath.includes('*'))
      filesOf(name).forEach((file) => require([manifest.name, file].join('/')));
    else if (subpath.endsWith('.json')) require(specifier);
    else await import(specifier);
    imported.push(specifier);
  }
}

/** Of a package that is data. */
function filesOf(name) {
  const files = readdirSync(new URL(name, installed), { recursive: true });
  return files.filter((file) => file.endsWith('.json'));
}

const server = await startPoolServer();
const [{ userPoolId, clients, users }] = server.pool.pools;
const [{ username, password }] = users;

const client = new CognitoIdentityProviderClient({ region: 'eu-west-1', endpoint: server.url });
const overFetch = createFetchTransport({ endpoint: server.url });
const overSdk = createAwsSdkTransport({ client });

function attempt(transport, typedPassword) {
  return signIn({
    transport,
    client: { userPoolId, clientId: clients[0].clientId },
    handlers: [passwordVerifier],
    authFlow: userSrpAuth,
    username,
    password: typedPassword,
  });
}

async function attempts(transport) {
  const right = await attempt(transport, password);
  const wrong = await attempt(transport, `${password}?`);
  return {
    right: { kind: right.kind, username: right.username, challenges: right.challenges },
    wrong: { kind: wrong.kind, message: wrong.error?.message },
  };
}

const signIns = { overFetch: await attempts(overFetch), overSdk: await attempts(overSdk) };
client.destroy();
await server.close();
console.log(JSON.stringify({ imported, ...signIns }));
