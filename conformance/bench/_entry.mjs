/**
 * The benchmark itself, for any runtime: bundled once, and run in each as it is.
 *
 * @module
 */
import { formatTimestamp, openSrp, secureRandom } from '@countersign/srp-core';
import { createSignInWithCrypto, signInWithBigInt } from './_native.mjs';
import { measure } from './_measure.mjs';
import { signInWithAmazonCognitoIdentityJs, signInWithAwsAmplify } from './_peers.mjs';
import { signInWithCognitoSrpHelper } from './_peers.mjs';
import { judge, NOW_MS, PUBLIC_B_HEX, SECRET_BLOCK_BASE64, WHO } from './_sign-in.mjs';

/** A, then the claim: x, g^x, S, its key, its signature. */
function signInWithSrpCore() {
  const ephemeral = openSrp(secureRandom);
  const claim = ephemeral.prove({
    ...WHO,
    publicBHex: PUBLIC_B_HEX,
    secretBlockBase64: SECRET_BLOCK_BASE64,
    nowMs: NOW_MS,
  });
  return { ...claim, publicAHex: ephemeral.srpAHex };
}

/**
 * @param {object} options
 * @param {number} options.rounds
 * @param {number} options.warmUp - sign-ins of each before the first round.
 * @param {typeof import('node:crypto')} [options.crypto]
 * @param {string} [options.cryptoName] - whose it is.
 * @param {() => Promise<void>} [options.pause]
 */
export async function runBench({ rounds, warmUp, crypto, cryptoName, pause }) {
  const subjects = [
    { name: 'srp-core, plain JavaScript', signIn: signInWithSrpCore },
    { name: 'native BigInt, fixed window', signIn: signInWithBigInt },
    { name: 'amazon-cognito-identity-js 6.3.21', signIn: signInWithAmazonCognitoIdentityJs },
    { name: 'cognito-srp-helper 2.3.4', signIn: signInWithCognitoSrpHelper },
    { name: 'aws-amplify 6.22.1', signIn: signInWithAwsAmplify },
  ];
  if (crypto !== undefined) {
    subjects.push({ name: cryptoName, signIn: createSignInWithCrypto(crypto) });
  }
  for (const { name, signIn } of subjects) judge(name, await signIn());
  return measure(subjects, { rounds, warmUp, pause });
}
