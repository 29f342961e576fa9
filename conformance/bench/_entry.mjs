/**
 * The benchmark itself, for any runtime: bundled once, and run in each as it is.
 *
 * @module
 */
import { openSrp, secureRandom } from '@countersign/srp-core';
import { useEngine } from '@countersign/srp-core/engine';
import { createSignInWithCrypto, signInWithBigInt } from './_native.mjs';
import { measure } from './_measure.mjs';
import { signInWithAmazonCognitoIdentityJs, signInWithAwsAmplify } from './_peers.mjs';
import { signInWithCognitoSrpHelper } from './_peers.mjs';
import { judge } from './_sign-in.mjs';
import { NOW_MS, PUBLIC_B_HEX, SECRET_BLOCK_BASE64, WHO } from './_sign-in-input.mjs';

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
 * @param {() => Promise<void>} [options.pause]
 */
export async function runBench({ rounds, warmUp, crypto, pause }) {
  const subjects = [];
  if (hasWasm()) {
    subjects.push({
      name: 'srp-core (WebAssembly)',
      prepare: () => useEngine('wasm'),
      signIn: signInWithSrpCore,
    });
  }
  subjects.push(
    {
      name: 'srp-core (plain JavaScript)',
      prepare: () => useEngine('plain'),
      signIn: signInWithSrpCore,
    },
    { name: 'native BigInt, fixed window', signIn: signInWithBigInt },
    { name: 'amazon-cognito-identity-js', signIn: signInWithAmazonCognitoIdentityJs },
    { name: 'cognito-srp-helper', signIn: signInWithCognitoSrpHelper },
    { name: 'aws-amplify', signIn: signInWithAwsAmplify },
  );
  if (crypto !== undefined) {
    subjects.push({ name: 'node:crypto', signIn: createSignInWithCrypto(crypto) });
  }
  for (const { name, prepare, signIn } of subjects) {
    prepare?.();
    judge(name, await signIn());
  }
  return measure(subjects, { rounds, warmUp, pause });
}

function hasWasm() {
  try {
    useEngine('wasm');
    return true;
  } catch {
    return false;
  }
}
