/** amazon-cognito-identity-js' arithmetic alone, for the first proof of a process. */
import AmazonHelper from 'amazon-cognito-identity-js/es/AuthenticationHelper.js';
import AmazonInteger from 'amazon-cognito-identity-js/es/BigInteger.js';
import { PUBLIC_B_HEX, WHO } from './_sign-in-input.mjs';

export async function firstProof() {
  const helper = new AmazonHelper(WHO.poolName);
  await new Promise((resolve, reject) => {
    helper.getPasswordAuthenticationKey(
      WHO.userIdForSrp,
      WHO.password,
      new AmazonInteger(PUBLIC_B_HEX, 16),
      new AmazonInteger(WHO.saltHex, 16),
      (error) => (error === null ? resolve() : reject(error)),
    );
  });
}
