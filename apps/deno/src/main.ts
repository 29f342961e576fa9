/**
 * A sign-in from Deno:
 *
 *     deno run --allow-net=127.0.0.1 main.js '{"endpoint":…,"userPoolId":…,"clientId":…,"username":…}'
 *
 * The password is line 1 of standard input, a new one (if it is asked for) line 2. Prints the kinds of
 * the steps, and exits with 1 unless the last one is `signed-in`.
 *
 * @module
 */
import { newPasswordRequired } from '@countersign/challenge-handlers/new-password-required';
import { passwordVerifier } from '@countersign/challenge-handlers/password-verifier';
import { signIn } from '@countersign/flow';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';
import { createFetchTransport } from '@countersign/transport';

// The little of Deno that is used; its own types are not on the path of the build.
declare const Deno: {
  readonly args: readonly string[];
  readonly stdin: { readonly readable: ReadableStream<Uint8Array> };
  exit(code: number): never;
};

interface Settings {
  readonly endpoint: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly username: string;
}

const { endpoint, username, ...client } = JSON.parse(Deno.args[0] ?? '{}') as Settings;
const [password = '', newPassword = ''] = (await new Response(Deno.stdin.readable).text()).split(
  '\n',
);

let step = await signIn({
  transport: createFetchTransport({ endpoint }),
  client,
  authFlow: userSrpAuth,
  handlers: [passwordVerifier, newPasswordRequired],
  username,
  password,
});
console.log(step.kind);
if (step.kind === 'challenge' && step.name === 'NEW_PASSWORD_REQUIRED') {
  step = await step.answer({ newPassword });
  console.log(step.kind);
}
if (step.kind === 'refused') console.log(step.error.message);
Deno.exit(step.kind === 'signed-in' ? 0 : 1);
