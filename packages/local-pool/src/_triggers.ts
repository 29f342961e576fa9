/**
 * Calls triggers, and reads what they give back: what they say is no more trusted than a request.
 *
 * @module
 */
import { ArgumentError } from '@countersign/contract';
import { asInput, readObject } from './_input.ts';
import type { Input } from './_input.ts';
import { invalidParameter, ServiceFault } from './_service-fault.ts';
import type { User } from './_user.ts';
import type { UserPoolClient } from './_user-pool-client.ts';
import type { EventAttributes, PoolTriggers, Trigger, TriggerEvent } from './triggers.ts';

/** What one call is about; the rest of the event is the same for all. */
export interface TriggerCall<Event extends TriggerEvent<string, unknown, unknown>> {
  readonly client: UserPoolClient;
  readonly userName: string;
  /** What the service calls the trigger, where that is not the beginning of `source`. */
  readonly name?: string;
  readonly source: Event['triggerSource'];
  readonly request: Event['request'];
  readonly response: Event['response'];
}

const NAMES: ReadonlySet<string> = new Set<keyof PoolTriggers>([
  ...(['defineAuthChallenge', 'createAuthChallenge', 'verifyAuthChallengeResponse'] as const),
  ...(['preSignUp', 'preTokenGeneration', 'userMigration'] as const),
]);

/** @throws ArgumentError `ERR_ARGUMENT` when there is a trigger of another name, or it is no function. */
export function requireTriggers(triggers: PoolTriggers): PoolTriggers {
  for (const [name, trigger] of Object.entries(triggers)) {
    const argument = `triggers.${name}`;
    if (!NAMES.has(name)) {
      const message = `${argument} is not called; called are ${[...NAMES].join(', ')}.`;
      throw new ArgumentError(argument, 'invalid-value', message);
    }
    if (trigger !== undefined && typeof trigger !== 'function') {
      throw new ArgumentError(argument, 'invalid-value', `${argument} must be a function.`);
    }
  }
  return triggers;
}

/** @throws ServiceFault `InvalidParameterException`, as the service's when none is configured. */
export function requireTrigger<Event>(trigger: Trigger<Event> | undefined): Trigger<Event> {
  if (trigger !== undefined) return trigger;
  throw invalidParameter('Custom auth lambda trigger is not configured for the user pool.');
}

/**
 * Calls a trigger and reads its `response`.
 *
 * @param read - picks the response apart. Whatever it throws was the trigger's fault.
 * @throws ServiceFault `UserLambdaValidationException` with the trigger's own message when it throws;
 * `InvalidLambdaResponseException` when it gives back something else than an answered event.
 */
export async function callTrigger<Event extends TriggerEvent<string, unknown, unknown>, Result>(
  trigger: Trigger<Event>,
  call: TriggerCall<Event>,
  read: (response: Input) => Result,
): Promise<Result> {
  const { client, userName, source, request, response } = call;
  const event = {
    version: '1',
    triggerSource: source,
    region: client.pool.region,
    userPoolId: client.pool.id,
    userName,
    callerContext: { awsSdkVersion: 'countersign-local-pool', clientId: client.id },
    request,
    response,
  } as Event;
  const { name: kind = source.slice(0, source.indexOf('_')) } = call;
  let given: unknown;
  try {
    given = await trigger(event);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new ServiceFault('UserLambdaValidationException', `${kind} failed with error ${text}.`);
  }
  try {
    return read(readObject(asInput(given, 'event'), 'response') ?? {});
  } catch (error) {
    if (!(error instanceof ServiceFault)) throw error;
    const message = `Unrecognizable lambda output from ${kind}: ${error.message}`;
    throw new ServiceFault('InvalidLambdaResponseException', message);
  }
}

/** `userAttributes` of an event; none for a name that nobody has. */
export function eventAttributes(user: User | undefined): EventAttributes {
  if (user === undefined) return {};
  const { sub, status, attributes } = user;
  return { sub, 'cognito:user_status': status, ...Object.fromEntries(attributes) };
}
