/**
 * What others do for one sign-in, called as their own code calls it. Where the arithmetic is not
 * reachable through their front door, it is imported from the file that has it.
 */
import { createSrpSession, signSrpSession } from 'cognito-srp-helper';
import AmazonHelper from 'amazon-cognito-identity-js/es/AuthenticationHelper.js';
import AmazonInteger from 'amazon-cognito-identity-js/es/BigInteger.js';
import { Sha256 } from '#amazon-sha256';
import AmplifyInteger from '#amplify-srp/BigInteger/BigInteger.mjs';
import { getAuthenticationHelper } from '#amplify-srp/getAuthenticationHelper.mjs';
import { getNowString } from '#amplify-srp/getNowString.mjs';
import { getSignatureString } from '#amplify-srp/getSignatureString.mjs';
import { PUBLIC_B_HEX, SECRET_BLOCK_BASE64, WHO } from './_sign-in-input.mjs';
import { formatTimestamp } from '@countersign/srp-core';

const { poolName, userIdForSrp, password, saltHex } = WHO;

/** amazon-cognito-identity-js, as `CognitoUser.authenticateUserDefaultAuth` does it. */
export async function signInWithAmazonCognitoIdentityJs() {
  const helper = new AmazonHelper(poolName);
  const key = await new Promise((resolve, reject) => {
    helper.getPasswordAuthenticationKey(
      userIdForSrp,
      password,
      new AmazonInteger(PUBLIC_B_HEX, 16),
      new AmazonInteger(saltHex, 16),
      (error, result) => (error === null ? resolve(result) : reject(error)),
    );
  });
  const timestamp = formatTimestamp(Date.now());
  const hmac = new Sha256(key);
  hmac.update(new TextEncoder().encode(`${poolName}${userIdForSrp}`));
  hmac.update(Uint8Array.from(atob(SECRET_BLOCK_BASE64), (text) => text.charCodeAt(0)));
  hmac.update(new TextEncoder().encode(timestamp));
  const signatureBase64 = btoa(String.fromCharCode(...hmac.digestSync()));
  return { publicAHex: helper.largeAValue.toString(16), signatureBase64, timestamp };
}

/** cognito-srp-helper, as its README does it. */
export function signInWithCognitoSrpHelper() {
  const session = createSrpSession(userIdForSrp, password, `eu-west-1_${poolName}`, false);
  const signed = signSrpSession(session, {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: saltHex,
      SECRET_BLOCK: SECRET_BLOCK_BASE64,
      SRP_B: PUBLIC_B_HEX,
      USER_ID_FOR_SRP: userIdForSrp,
    },
  });
  const { largeA, passwordSignature, timestamp } = signed;
  return { publicAHex: largeA, signatureBase64: passwordSignature, timestamp };
}

/** aws-amplify, as `handlePasswordVerifierChallenge` does it. */
export async function signInWithAwsAmplify() {
  const helper = await getAuthenticationHelper(poolName);
  const hkdf = await helper.getPasswordAuthenticationKey({
    username: userIdForSrp,
    password,
    serverBValue: new AmplifyInteger(PUBLIC_B_HEX, 16),
    salt: new AmplifyInteger(saltHex, 16),
  });
  const timestamp = getNowString();
  const signatureBase64 = getSignatureString({
    username: userIdForSrp,
    userPoolName: poolName,
    challengeParameters: { SECRET_BLOCK: SECRET_BLOCK_BASE64 },
    dateNow: timestamp,
    hkdf,
  });
  return { publicAHex: helper.A.toString(16), signatureBase64, timestamp };
}
