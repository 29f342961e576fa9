/**
 * Where a region's user pools answer. The host follows from rules, not from a list of regions, so a
 * region that opens tomorrow works today.
 *
 * @module
 */
import { invalidValue } from '@countersign/contract';

/** A region and the two switches, spelt as the AWS SDKs spell them. */
export interface EndpointOptions {
  /** For example `eu-west-1`. */
  readonly region: string;
  /** FIPS 140 endpoints exist in us-east-1, us-east-2, us-west-1, us-west-2 and us-gov-west-1. */
  readonly useFipsEndpoint?: boolean;
  /** IPv6 as well as IPv4. */
  readonly useDualstackEndpoint?: boolean;
}

type Partition = readonly [regionPrefix: string, suffix: string, dualStackSuffix: string];

const COMMERCIAL: Partition = ['', 'amazonaws.com', 'api.aws'];
const PARTITIONS: readonly Partition[] = [
  ['us-gov-', 'amazonaws.com', 'api.aws'],
  ['cn-', 'amazonaws.com.cn', 'api.amazonwebservices.com.cn'],
  ['eusc-', 'amazonaws.eu', 'api.amazonwebservices.eu'],
  ['us-iso-', 'c2s.ic.gov', 'api.aws.ic.gov'],
  ['us-isob-', 'sc2s.sgov.gov', 'api.aws.scloud'],
  ['eu-isoe-', 'cloud.adc-e.uk', 'api.cloud-aws.adc-e.uk'],
  ['us-isof-', 'csp.hci.ic.gov', 'api.aws.hci.ic.gov'],
];

// Here the ordinary FIPS name already answers over IPv6.
const DUAL_STACK_FIPS_REGIONS = ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'];
const REGION = /^[a-z]{2,}(?:-[a-z0-9]+)+$/;
const HOST_LABEL_MAX_LENGTH = 63;

/**
 * The service's URL in a region: an origin, without a path.
 *
 * @throws `ArgumentError` `ERR_ARGUMENT` when `region` cannot be part of a host name.
 * @see AWS endpoint rule set of `cognito-idp`; AWS `partitions.json`
 */
export function resolveEndpoint(options: EndpointOptions): string {
  const { region, useFipsEndpoint = false, useDualstackEndpoint = false } = options;
  if (typeof region !== 'string' || region.length > HOST_LABEL_MAX_LENGTH || !REGION.test(region)) {
    throw invalidValue('region', 'must be an AWS region such as "eu-west-1".');
  }
  const partition = PARTITIONS.find(([prefix]) => region.startsWith(prefix)) ?? COMMERCIAL;
  const ordinaryNameIsDualStack =
    partition === COMMERCIAL && (!useFipsEndpoint || DUAL_STACK_FIPS_REGIONS.includes(region));
  const [, ordinarySuffix, dualStackSuffix] = partition;
  const suffix =
    useDualstackEndpoint && !ordinaryNameIsDualStack ? dualStackSuffix : ordinarySuffix;
  const service = useFipsEndpoint ? 'cognito-idp-fips' : 'cognito-idp';
  return `https://${service}.${region}.${suffix}`;
}
