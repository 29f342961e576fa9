/**
 * Tells what goes on. The calls it prints are the calls that are made: it sits in the transport.
 *
 * @module
 */
import type { CognitoCall, CognitoReply, Transport } from '@countersign/contract';
import type { Paint } from './_paint.ts';

export interface Narrator {
  scene(title: string): void;
  say(text: string): void;
  good(text: string): void;
  /** Prints each call and its reply, and passes both on unchanged. */
  listen(transport: Transport): Transport;
}

export function createNarrator(write: (line: string) => void, paint: Paint): Narrator {
  let scenes = 0;
  return {
    scene(title) {
      scenes += 1;
      write(`\n${paint('bold', `${scenes}. ${title}`)}`);
    },
    say: (text) => write(`   ${text}`),
    good: (text) => write(`   ${paint('green', '✓')} ${text}`),
    listen: (transport) => async (call) => {
      write(`   ${paint('cyan', '→')} ${describeCall(call)}`);
      const reply = await transport(call);
      const arrow = reply.kind === 'success' ? paint('cyan', '←') : paint('red', '←');
      write(`   ${arrow} ${describeReply(reply)}`);
      return reply;
    },
  };
}

/** The operation, the flow or challenge, and which members went along: names, never values. */
function describeCall({ operation, input }: CognitoCall): string {
  const subject = input['AuthFlow'] ?? input['ChallengeName'] ?? input['Username'];
  const members = Object.keys(input['AuthParameters'] ?? input['ChallengeResponses'] ?? {});
  return [
    operation,
    ...(typeof subject === 'string' ? [subject] : []),
    ...(members.length === 0 ? [] : [`(${members.join(', ')})`]),
  ].join(' ');
}

function describeReply(reply: CognitoReply): string {
  if (reply.kind === 'refusal') return `${reply.error.service}: ${reply.error.message}`;
  const { ChallengeName, AuthenticationResult } = reply.output;
  if (typeof ChallengeName === 'string') return `challenge ${ChallengeName}`;
  return AuthenticationResult === undefined ? 'done' : 'tokens';
}
