/** The same sign-in by amazon-cognito-identity-js, from a page. */
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';

export async function signInOnPage({ endpoint, userPoolId, clientId, username, password }) {
  const pool = new CognitoUserPool({ endpoint, UserPoolId: userPoolId, ClientId: clientId });
  const user = new CognitoUser({ Username: username, Pool: pool });
  const details = new AuthenticationDetails({ Username: username, Password: password });
  await new Promise((resolve, reject) => {
    user.authenticateUser(details, { onSuccess: resolve, onFailure: reject });
  });
  return 'amazon-cognito-identity-js';
}
