/**
 * Types and error classes that every package agrees on.
 *
 * @module
 */
export { invalidValue, requireBoundedText, requireOnly } from './arguments.ts';
export { requireDeviceRecord } from './device-record.ts';
export { ArgumentError, FlowError, isFlowError, ProtocolError } from './errors.ts';
export { ServiceError, TransportError, UnsupportedError } from './errors.ts';
export type { AnyFlowError, ArgumentReason, ErrorCode, ProtocolReason } from './errors.ts';
export type { ServiceErrorDetails, TransportErrorDetails } from './errors.ts';
export type { TransportReason, UnsupportedReason } from './errors.ts';
export { failureCodesOf } from './failure-codes.ts';
export { FIRST_STAGE } from './handler.ts';
export type { AnyChallengeHandler, BeginContext, ChallengeHandler } from './handler.ts';
export type { DeviceRecord, Ephemeral, Known, OpenedChallenge, Opening } from './handler.ts';
export type { RandomBytes } from './handler.ts';
export type { ReceivedChallenge, Reply, ReplyContext, RestartReason, Verdict } from './handler.ts';
export type { AnswerOptions, AuthFlow, Challenge, ConfirmedDevice } from './flow.ts';
export type { Devices, DeviceStore, FlowState, ProposedDevice } from './flow.ts';
export type { FlowStep, NewDevice, Refused, Restart, Retry, SignedIn } from './flow.ts';
export type { Tokens, Unsupported } from './flow.ts';
export { parseHttpDate } from './http-date.ts';
export { asUserPoolId, poolNameOf, regionOf } from './pool-id.ts';
export type { Brand, PoolName, UserPoolId } from './pool-id.ts';
export { secureRandom } from './random.ts';
export { exceptionNameOf, refusalOf } from './refusal.ts';
export type { ReportedRefusal } from './refusal.ts';
export { isRepeatable } from './repeatable.ts';
export { nextTask } from './tasks.ts';
export { isBoundedText, isWellFormedText } from './text.ts';
export type { CognitoCall, CognitoRefusal, CognitoReply, CognitoSuccess } from './transport.ts';
export type { Transport } from './transport.ts';
export { isWireObject } from './wire.ts';
export type { WireMap, WireObject, WireValue } from './wire.ts';
