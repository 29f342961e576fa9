/**
 * Reads an answer's body up to a limit. Bytes are counted as they arrive and after decompression, so
 * neither `Content-Length` nor a small compressed size can talk it into more.
 *
 * @module
 */
import { TransportError } from '@countersign/contract';
import type { TransportReason } from '@countersign/contract';
import type { CallScope } from './_call-scope.ts';

/**
 * @returns the whole body. UNTRUSTED. SECRET: tokens and sessions travel in it.
 * @throws {@link TransportError} `ERR_TRANSPORT`, `too-large`, beyond `maxBytes`; rejects with
 * whatever the stream or the scope rejects with.
 */
export async function readBody(
  response: Response,
  maxBytes: number,
  scope: CallScope,
): Promise<Uint8Array> {
  // React Native has no streams: there, the limit only bounds what is looked at.
  if (!response.body) {
    const whole = new Uint8Array(await scope.until(response.arrayBuffer()));
    if (whole.length > maxBytes) throw tooLarge(maxBytes, response.status);
    return whole;
  }
  const reader = response.body.getReader();
  try {
    return await readChunks(reader, maxBytes, response.status, scope);
  } catch (error) {
    // Not awaited: a stream that does not answer must not hold the error back.
    reader.cancel().catch(() => {});
    throw error;
  }
}

async function readChunks(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBytes: number,
  status: number,
  scope: CallScope,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await scope.until(reader.read());
    if (done) return concatenate(chunks, length);
    if (!ArrayBuffer.isView(value)) {
      throw unusable('bad-response', 'The answer is a stream of something but bytes.', status);
    }
    length += value.byteLength;
    if (length > maxBytes) throw tooLarge(maxBytes, status);
    chunks.push(value);
  }
}

function concatenate(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

function tooLarge(maxBytes: number, status: number): TransportError {
  return unusable('too-large', `The answer is longer than ${maxBytes} bytes.`, status);
}

function unusable(reason: TransportReason, message: string, status: number): TransportError {
  return new TransportError(reason, message, { status });
}
