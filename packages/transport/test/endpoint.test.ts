import { ArgumentError } from '@countersign/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveEndpoint } from '../src/index.ts';
import { createFetchTransport } from '../src/index.ts';

// Written down from AWS's SDK for JavaScript, 3.1169.0: ordinary, FIPS, dual-stack, both.
const AWS_SDK_ANSWERS: readonly (readonly [string, string, string, string, string])[] = [
  [
    'eu-west-1',
    'cognito-idp.eu-west-1.amazonaws.com',
    'cognito-idp-fips.eu-west-1.amazonaws.com',
    'cognito-idp.eu-west-1.amazonaws.com',
    'cognito-idp-fips.eu-west-1.api.aws',
  ],
  [
    'us-east-1',
    'cognito-idp.us-east-1.amazonaws.com',
    'cognito-idp-fips.us-east-1.amazonaws.com',
    'cognito-idp.us-east-1.amazonaws.com',
    'cognito-idp-fips.us-east-1.amazonaws.com',
  ],
  [
    'mx-central-1',
    'cognito-idp.mx-central-1.amazonaws.com',
    'cognito-idp-fips.mx-central-1.amazonaws.com',
    'cognito-idp.mx-central-1.amazonaws.com',
    'cognito-idp-fips.mx-central-1.api.aws',
  ],
  [
    'us-gov-west-1',
    'cognito-idp.us-gov-west-1.amazonaws.com',
    'cognito-idp-fips.us-gov-west-1.amazonaws.com',
    'cognito-idp.us-gov-west-1.api.aws',
    'cognito-idp-fips.us-gov-west-1.api.aws',
  ],
  [
    'cn-north-1',
    'cognito-idp.cn-north-1.amazonaws.com.cn',
    'cognito-idp-fips.cn-north-1.amazonaws.com.cn',
    'cognito-idp.cn-north-1.api.amazonwebservices.com.cn',
    'cognito-idp-fips.cn-north-1.api.amazonwebservices.com.cn',
  ],
  [
    'eusc-de-east-1',
    'cognito-idp.eusc-de-east-1.amazonaws.eu',
    'cognito-idp-fips.eusc-de-east-1.amazonaws.eu',
    'cognito-idp.eusc-de-east-1.api.amazonwebservices.eu',
    'cognito-idp-fips.eusc-de-east-1.api.amazonwebservices.eu',
  ],
  [
    'us-iso-east-1',
    'cognito-idp.us-iso-east-1.c2s.ic.gov',
    'cognito-idp-fips.us-iso-east-1.c2s.ic.gov',
    'cognito-idp.us-iso-east-1.api.aws.ic.gov',
    'cognito-idp-fips.us-iso-east-1.api.aws.ic.gov',
  ],
  [
    'us-isob-east-1',
    'cognito-idp.us-isob-east-1.sc2s.sgov.gov',
    'cognito-idp-fips.us-isob-east-1.sc2s.sgov.gov',
    'cognito-idp.us-isob-east-1.api.aws.scloud',
    'cognito-idp-fips.us-isob-east-1.api.aws.scloud',
  ],
  [
    'eu-isoe-west-1',
    'cognito-idp.eu-isoe-west-1.cloud.adc-e.uk',
    'cognito-idp-fips.eu-isoe-west-1.cloud.adc-e.uk',
    'cognito-idp.eu-isoe-west-1.api.cloud-aws.adc-e.uk',
    'cognito-idp-fips.eu-isoe-west-1.api.cloud-aws.adc-e.uk',
  ],
  [
    'us-isof-south-1',
    'cognito-idp.us-isof-south-1.csp.hci.ic.gov',
    'cognito-idp-fips.us-isof-south-1.csp.hci.ic.gov',
    'cognito-idp.us-isof-south-1.api.aws.hci.ic.gov',
    'cognito-idp-fips.us-isof-south-1.api.aws.hci.ic.gov',
  ],
  [
    'zz-new-1',
    'cognito-idp.zz-new-1.amazonaws.com',
    'cognito-idp-fips.zz-new-1.amazonaws.com',
    'cognito-idp.zz-new-1.amazonaws.com',
    'cognito-idp-fips.zz-new-1.api.aws',
  ],
];

describe('resolveEndpoint', () => {
  test.each(AWS_SDK_ANSWERS)('%s as the AWS SDK has it', (region, plain, fips, dual, both) => {
    const useFipsEndpoint = true;
    const useDualstackEndpoint = true;
    expect(resolveEndpoint({ region })).toBe(`https://${plain}`);
    expect(resolveEndpoint({ region, useFipsEndpoint })).toBe(`https://${fips}`);
    expect(resolveEndpoint({ region, useDualstackEndpoint })).toBe(`https://${dual}`);
    expect(resolveEndpoint({ region, useFipsEndpoint, useDualstackEndpoint })).toBe(
      `https://${both}`,
    );
  });

  test.each(['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'])(
    '%s: FIPS and dual-stack under the ordinary FIPS name',
    (region) => {
      const both = resolveEndpoint({ region, useFipsEndpoint: true, useDualstackEndpoint: true });
      expect(both).toBe(`https://cognito-idp-fips.${region}.amazonaws.com`);
    },
  );

  test('no text that is taken for a region leads away from a host of its own', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z.@/:#?-]{1,20}$/)), (region) => {
        let endpoint: string;
        try {
          endpoint = resolveEndpoint({ region });
        } catch (error) {
          expect(error).toBeInstanceOf(ArgumentError);
          return;
        }
        const { hostname, pathname, port } = new URL(endpoint);
        expect(hostname.startsWith(`cognito-idp.${region}.`)).toBe(true);
        expect([pathname, port]).toEqual(['/', '']);
      }),
    );
  });

  test.each([
    '',
    'EU-WEST-1',
    'eu-west-1.evil.example',
    'eu-west-1/',
    'eu-west-1\n',
    'eu_west_1',
    `eu-${'w'.repeat(70)}-1`,
    undefined,
    7,
  ])('refuses %j', (region) => {
    expect(() => resolveEndpoint({ region: region as string })).toThrow(
      expect.objectContaining({ code: 'ERR_ARGUMENT', argument: 'region' }),
    );
  });
});

describe('a custom endpoint', () => {
  const make = (endpoint: string) => () => createFetchTransport({ endpoint });

  test.each([
    'https://login.example.com',
    'https://login.example.com/',
    'https://login.example.com:8443',
    'HTTPS://Login.Example.com',
    'http://localhost:9229',
    'http://127.0.0.1:9229',
    'http://127.1.2.3',
    'http://[::1]:9229',
  ])('takes %s', (endpoint) => {
    expect(make(endpoint)).not.toThrow();
  });

  test.each([
    'http://login.example.com',
    'http://10.0.0.1',
    'http://0.0.0.0',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://[::2]',
    'http://localhost@login.example.com',
    'ftp://localhost',
    'file:///etc/passwd',
  ])('D94 refuses %s: https only, http on loopback', (endpoint) => {
    expect(make(endpoint)).toThrow(
      expect.objectContaining({ code: 'ERR_ARGUMENT', argument: 'endpoint' }),
    );
  });

  test.each([
    'https://login.example.com/cognito',
    'https://login.example.com//',
    'https://user@login.example.com',
    'https://user:secret@login.example.com',
    'https://@login.example.com',
    'https://login.example.com?',
    'https://login.example.com/?stage=1',
    'https://login.example.com/#',
    'https://login.example.com\\',
    ' https://login.example.com',
    'https://login.exa\nmple.com',
    'https:login.example.com',
    'https://',
    'login.example.com',
    '',
  ])('D95 refuses %j: an origin, and nothing else', (endpoint) => {
    expect(make(endpoint)).toThrow(
      expect.objectContaining({ code: 'ERR_ARGUMENT', argument: 'endpoint' }),
    );
  });

  test('L191 a password in a refused endpoint is not repeated', () => {
    expect(make('https://user:hunter2@login.example.com')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });
});
