/**
 * How the pool says no: every refusal is one error with AWS's own name for it.
 *
 * @module
 */

/** A refusal as AWS words it. The message never holds a password, token, session, code or proof. */
export class ServiceFault extends Error {
  override readonly name = 'ServiceFault';
  /** AWS's name, for example `NotAuthorizedException`: goes out as `__type`. */
  readonly type: string;
  /** HTTP status. Always below 500: SDKs repeat a request that failed with a 5xx. */
  readonly status: 400 | 404 | 413;

  constructor(type: string, message: string, status: 400 | 404 | 413 = 400) {
    super(message);
    this.type = type;
    this.status = status;
  }
}

/** The request is wrong whoever sends it. */
export function invalidParameter(message: string): ServiceFault {
  return new ServiceFault('InvalidParameterException', message);
}

/** The caller has not proved enough. */
export function notAuthorized(message: string): ServiceFault {
  return new ServiceFault('NotAuthorizedException', message);
}

/** A pool, client or user that is not there. */
export function notFound(message: string): ServiceFault {
  return new ServiceFault('ResourceNotFoundException', message);
}

/** One text for a wrong password, a wrong proof and a user who does not exist: never say which. */
export function wrongPassword(): ServiceFault {
  return notAuthorized('Incorrect username or password.');
}
