/**
 * A sign-in from Deno, a question and an answer per line:
 *
 *     deno run --allow-net=HOST --allow-read=FILE --allow-write=FILE src/main.ts \
 *       FILE USERNAME USER_POOL_ID CLIENT_ID [ENDPOINT]
 *
 * FILE keeps the remembered devices. Exits with 1 unless the user is signed in.
 *
 * @module
 */
import { asUserPoolId, regionOf } from '@countersign/contract';
import { createFetchTransport } from '@countersign/transport';
import { answer } from './answer.ts';
import { createDeviceFile } from './device-file.ts';
import { startSignIn } from './sign-in.ts';
import { welcome } from './signed-in.ts';
import { createTerminal } from './terminal.ts';
import type { Terminal } from './terminal.ts';

// The little of Deno that is used, in each module: its own types are not on the path of the build.
declare const Deno: { readonly args: readonly string[]; exit(code: number): never };

async function run(terminal: Terminal): Promise<boolean> {
  const [file = '', username = '', userPoolId = '', clientId, endpoint] = Deno.args;
  if (clientId === undefined) {
    throw new Error('Arguments: FILE USERNAME USER_POOL_ID CLIENT_ID [ENDPOINT]');
  }
  const region = regionOf(asUserPoolId(userPoolId));
  const store = createDeviceFile(file, userPoolId);
  let step = await startSignIn({
    transport: createFetchTransport(endpoint === undefined ? { region } : { endpoint }),
    client: { userPoolId, clientId },
    store,
    username,
    password: await terminal.askSecret('Password:'),
  });
  while (step.kind === 'challenge' || step.kind === 'retry') {
    if (step.kind === 'retry') terminal.say(step.error.message);
    step = await answer(step, terminal);
  }
  switch (step.kind) {
    case 'signed-in':
      await welcome(step, terminal);
      return true;
    case 'refused':
      terminal.say(step.error.message);
      return false;
    case 'restart':
      terminal.say(`Start again: ${step.error?.message ?? step.reason}`);
      return false;
    case 'unsupported':
      terminal.say(`This program cannot answer ${step.name}.`);
      return false;
  }
}

const terminal = createTerminal();
try {
  Deno.exit((await run(terminal)) ? 0 : 1);
} catch (error) {
  terminal.say(error instanceof Error ? error.message : String(error));
  Deno.exit(1);
}
