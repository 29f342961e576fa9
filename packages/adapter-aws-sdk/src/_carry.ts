/**
 * Carries one call through the SDK: a command in, a reply out.
 *
 * @module
 */
import { isRepeatable, parseHttpDate } from '@countersign/contract';
import type { CognitoReply, Transport } from '@countersign/contract';
import { openCallScope } from './_call-scope.ts';
import { createCommand } from './_commands.ts';
import type { SdkCommands } from './_commands.ts';
import { watchExchange } from './_exchange.ts';
import type { Exchange } from './_exchange.ts';
import { parseRefusal, tooLate } from './_failure.ts';
import { toWireObject } from './_output.ts';
import type { Settings } from './options.ts';

/** @param own - commands that need not be asked for. */
export function carryWith(settings: Settings, own: readonly SdkCommands[]): Transport {
  const { client, deadlineMs } = settings;
  const tables = [settings.commands, ...own];
  return async (call) => {
    const { operation, input, signal } = call;
    signal?.throwIfAborted();
    const command = createCommand(tables, operation, input);
    const scope = openCallScope({
      signal,
      deadlineMs,
      timeoutError: () => tooLate(deadlineMs, exchange, call),
    });
    const exchange = watchExchange(command, {
      sendOnce: !isRepeatable(call),
      signal: scope.signal,
    });
    try {
      const output = await scope.until(client.send(command, { abortSignal: scope.signal }));
      return withClock({ kind: 'success', output: toWireObject(output) }, exchange);
    } catch (error) {
      scope.throwIfEnded();
      const refusal = parseRefusal(error, exchange, call);
      return withClock({ kind: 'refusal', error: refusal }, exchange);
    } finally {
      scope.close();
    }
  };
}

function withClock(reply: CognitoReply, { answer }: Exchange): CognitoReply {
  const serverTimeMs = parseHttpDate(answer?.header('date'));
  return serverTimeMs === undefined ? reply : { ...reply, serverTimeMs };
}
