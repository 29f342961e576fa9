/**
 * Where a region's user pools answer. The host follows from rules, not from a list of regions, so a
 * region that opens tomorrow works today.
 *
 * @module
 */
import { ArgumentError } from '@countersign/contract';

/** A region and the two switches, spelt as the AWS SDKs spell them. */
export interface EndpointOptions {
  /** For example `eu-west-1`. */
  readonly region: string;
  /** FIPS 140 endpoints exist in us-east-1, us-east-2, us-west-1, us-west-2 and us-gov-west-1. */
  readonly useFipsEndpoint?: boolean;
  /** IPv6 as well as IPv4. */
  readonly useDualstackEndpoint?: boolean;
}

interface Partition {
  readonly regionPrefix: string;
  readonly suffix: string;
  readonly dualStackSuffix: string;
}

const COMMERCIAL: Partition = {
  regionPrefix: '',
  suffix: 'amazonaws.com',
  dualStackSuffix: 'api.aws',
};
const PARTITIONS: readonly Partition[] = [
  { ...COMMERCIAL, regionPrefix: 'us-gov-' },
  {
    regionPrefix: 'cn-',
    suffix: 'amazonaws.com.cn',
    dualStackSuffix: 'api.amazonwebservices.com.cn',
  },
  { regionPrefix: 'eusc-', suffix: 'amazonaws.eu', dualStackSuffix: 'api.amazonwebservices.eu' },
  { regionPrefix: 'us-iso-', suffix: 'c2s.ic.gov', dualStackSuffix: 'api.aws.ic.gov' },
  { regionPrefix: 'us-isob-', suffix: 'sc2s.sgov.gov', dualStackSuffix: 'api.aws.scloud' },
  {
    regionPrefix: 'eu-isoe-',
    suffix: 'cloud.adc-e.uk',
    dualStackSuffix: 'api.cloud-aws.adc-e.uk',
  },
  { regionPrefix: 'us-isof-', suffix: 'csp.hci.ic.gov', dualStackSuffix: 'api.aws.hci.ic.gov' },
];

// Here the ordinary FIPS name already answers over IPv6.
const DUAL_STACK_FIPS_REGIONS = ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'];
const REGION = /^[a-z]{2,}(?:-[a-z0-9]+)+$/;
const HOST_LABEL_MAX_LENGTH = 63;

/**
 * The service's URL in a region: an origin, without a path.
 *
 * @throws {@link ArgumentError} `ERR_ARGUMENT` when `region` cannot be part of a host name.
 * @see AWS endpoint rule set of `cognito-idp`; AWS `partitions.json`
 */
export function resolveEndpoint(options: EndpointOptions): string {
  const { region, useFipsEndpoint = false, useDualstackEndpoint = false } = options;
  if (typeof region !== 'string' || region.length > HOST_LABEL_MAX_LENGTH || !REGION.test(region)) {
    throw new ArgumentError(
      'region',
      'invalid-value',
      'region must be an AWS region such as "eu-west-1".',
    );
  }
  const partition = PARTITIONS.find((each) => region.startsWith(each.regionPrefix)) ?? COMMERCIAL;
  const ordinaryNameIsDualStack =
    partition === COMMERCIAL && (!useFipsEndpoint || DUAL_STACK_FIPS_REGIONS.includes(region));
  const suffix =
    useDualstackEndpoint && !ordinaryNameIsDualStack ? partition.dualStackSuffix : partition.suffix;
  const service = useFipsEndpoint ? 'cognito-idp-fips' : 'cognito-idp';
  return `https://${service}.${region}.${suffix}`;
}
