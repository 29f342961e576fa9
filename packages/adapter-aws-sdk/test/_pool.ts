/** Pools for the sign-ins that every transport has to carry alike. */
import type { Seed } from '@countersign/local-pool';

export const PASSWORD = 'Correct-Horse-9';
export const TOTP_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
export const CLIENT_SECRET = 'abcdefghijklmnopqrstuvwxyz012345';

/** A pool with an app client of the same name in lower case. */
export const POOLS = {
  plain: 'eu-west-1_Plain',
  factor: 'eu-west-1_Factor',
  tracking: 'eu-west-1_Tracking',
  levels: 'eu-west-1_Levels',
} as const;

const password = PASSWORD;
const settings = {
  explicitAuthFlows: [
    'ALLOW_USER_SRP_AUTH',
    'ALLOW_USER_PASSWORD_AUTH',
    'ALLOW_ADMIN_USER_PASSWORD_AUTH',
    'ALLOW_REFRESH_TOKEN_AUTH',
  ],
  preventUserExistenceErrors: 'ENABLED',
} as const;

export const SEED: Seed = {
  pools: [
    {
      name: 'plain',
      userPoolId: POOLS.plain,
      clients: [
        { ...settings, clientId: 'plain' },
        { ...settings, clientId: 'confidential', clientSecret: CLIENT_SECRET },
      ],
      users: [
        { username: 'alice', password },
        { username: 'newcomer', password, temporary: true },
        { username: 'disabled', password, enabled: false },
      ],
    },
    {
      name: 'factor',
      userPoolId: POOLS.factor,
      mfa: 'ON',
      clients: [{ ...settings, clientId: 'factor' }],
      users: [{ username: 'alice', password }],
    },
    {
      name: 'tracking',
      userPoolId: POOLS.tracking,
      mfa: 'OPTIONAL',
      deviceTracking: { challengeRequiredOnNewDevice: true },
      clients: [{ ...settings, clientId: 'tracking' }],
      users: [{ username: 'bob', password, totpSecret: TOTP_SECRET }],
    },
    {
      name: 'levels',
      userPoolId: POOLS.levels,
      mfa: 'OPTIONAL',
      mfaFactors: ['EMAIL_OTP'],
      allowedFirstAuthFactors: ['PASSWORD', 'SMS_OTP'],
      clients: [{ clientId: 'levels', explicitAuthFlows: ['ALLOW_USER_AUTH'] }],
      users: [
        {
          username: 'alice',
          password,
          attributes: {
            ...{ email: 'alice@example.com', email_verified: 'true' },
            ...{ phone_number: '+15551239878', phone_number_verified: 'true' },
          },
        },
        { username: 'bob', password },
      ],
    },
  ],
};
