/** A pool for pages on localhost. */
import type { Seed } from '@countersign/local-pool';

export const CLIENT = { userPoolId: 'us-east-1_Passkeys1', clientId: 'passkeys' };
export const USERNAME = 'ada';
export const PASSWORD = 'Correct-horse-7!';

export function seedFor(relyingPartyId: string): Seed {
  return {
    pools: [
      {
        name: 'passkeys',
        userPoolId: CLIENT.userPoolId,
        allowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'],
        passkeys: { relyingPartyId, userVerification: 'required' },
        clients: [{ clientId: CLIENT.clientId, explicitAuthFlows: ['ALLOW_USER_AUTH'] }],
        users: [{ username: USERNAME, password: PASSWORD }],
      },
    ],
  };
}
