/**
 * The two halves of a sign-in, each run as a process of its own:
 *
 *     node _halves.mjs stop    reads a login, prints the state it stopped at and the secrets it drew
 *     node _halves.mjs resume  reads that state and a code, prints how it went on over another transport
 *
 * JSON in, JSON out.
 *
 * @module
 */
import { json } from 'node:stream/consumers';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { createAwsSdkTransport } from '@countersign/adapter-aws-sdk';
import { passwordVerifier } from '@countersign/challenge-handlers/password-verifier';
import { softwareTokenMfa } from '@countersign/challenge-handlers/software-token-mfa';
import { secureRandom } from '@countersign/contract';
import { resumeSignIn, signIn } from '@countersign/flow';
import { userSrpAuth } from '@countersign/flow/user-srp-auth';
import { createFetchTransport } from '@countersign/transport';

const halves = {
  async stop({ endpoint, client, username, password }) {
    const drawn = [];
    const random = (length) => {
      const bytes = secureRandom(length);
      // Copied at once: the original is wiped.
      drawn.push(Buffer.from(bytes).toString('hex'));
      return bytes;
    };
    const step = await signIn({
      transport: createFetchTransport({ endpoint }),
      client,
      authFlow: userSrpAuth,
      handlers: [passwordVerifier],
      username,
      password,
      random,
    });
    return { kind: step.kind, name: step.name, state: step.state, drawn };
  },

  async resume({ endpoint, client, state, code }) {
    const handlers = [softwareTokenMfa];
    const sdk = new CognitoIdentityProviderClient({ endpoint, region: 'us-east-1' });
    const transport = createAwsSdkTransport({ client: sdk });
    const asked = await resumeSignIn({ transport, client, handlers, state });
    const { kind, challenges, error } = await asked.answer({ code });
    return { kind, challenges, error: error?.service };
  },
};

console.log(JSON.stringify(await halves[process.argv[2]](await json(process.stdin))));
