/**
 * The devices that a user pool knows of a signed-in user.
 *
 * @module
 */
import { ProtocolError } from '@countersign/contract';
import type { Transport, WireObject, WireValue } from '@countersign/contract';

/** One device, as the service tells it. UNTRUSTED. */
export interface ServiceDevice {
  readonly deviceKey: string;
  /** What it was called when it was confirmed. */
  readonly name?: string;
  /** `remembered` or `not_remembered`, where the service says so. */
  readonly status?: string;
  /** ISO 8601. */
  readonly lastSignInAt?: string;
}

const PAGE = 60;
// Far above what anybody signs in from: a service that goes on and on is stopped.
const MAX_PAGES = 50;

/**
 * @throws `ServiceError` when the service refuses; see `Transport` too.
 * @throws {@link ProtocolError} `ERR_PROTOCOL` when what it sends is no list.
 * @see AWS API, `ListDevices`, `DeviceType`
 */
export async function listServiceDevices(own: {
  readonly transport: Transport;
  /** SECRET. */
  readonly accessToken: string;
  readonly signal: AbortSignal;
}): Promise<readonly ServiceDevice[]> {
  const { transport, accessToken, signal } = own;
  const devices: ServiceDevice[] = [];
  let next: WireObject = {};
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const input = { AccessToken: accessToken, Limit: PAGE, ...next };
    const reply = await transport({ operation: 'ListDevices', input, signal });
    if (reply.kind === 'refusal') throw reply.error;
    const { Devices, PaginationToken } = reply.output;
    if (!Array.isArray(Devices)) throw malformed('Devices');
    devices.push(...(Devices as readonly WireValue[]).map(readDevice));
    if (typeof PaginationToken !== 'string' || PaginationToken === '') return devices;
    next = { PaginationToken };
  }
  throw malformed('PaginationToken');
}

function readDevice(value: WireValue): ServiceDevice {
  const { DeviceKey, DeviceAttributes, DeviceLastAuthenticatedDate } = requireObject(value);
  if (typeof DeviceKey !== 'string') throw malformed('DeviceKey');
  const attributes = readAttributes(DeviceAttributes ?? []);
  const name = attributes.get('device_name');
  const status = attributes.get('dev:device_remembered_status');
  const lastSignInAt = readDate(DeviceLastAuthenticatedDate);
  return {
    deviceKey: DeviceKey,
    ...(name !== undefined && { name }),
    ...(status !== undefined && { status }),
    ...(lastSignInAt !== undefined && { lastSignInAt }),
  };
}

function readAttributes(value: WireValue): ReadonlyMap<string, string> {
  if (!Array.isArray(value)) throw malformed('DeviceAttributes');
  const pairs = (value as readonly WireValue[]).map(requireObject);
  return new Map(
    pairs.flatMap(({ Name, Value }) =>
      typeof Name === 'string' && typeof Value === 'string' ? [[Name, Value]] : [],
    ),
  );
}

/** Seconds since 1970, with a fraction or without. */
function readDate(value: WireValue | undefined): string | undefined {
  const date = new Date(typeof value === 'number' ? value * 1000 : Number.NaN);
  return Number.isNaN(date.valueOf()) ? undefined : date.toISOString();
}

function requireObject(value: WireValue): WireObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as WireObject;
  }
  throw malformed('Devices');
}

function malformed(field: string): ProtocolError {
  return new ProtocolError(field, 'malformed', `${field} is not what ListDevices sends.`);
}
