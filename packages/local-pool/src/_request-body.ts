/**
 * A request's body, up to a limit. Bytes are counted as they arrive: an announced length is only believed
 * when it is too large.
 *
 * Not Hono's middleware: for a body without a length it makes a new `Request` of the one that came, and
 * Node's refuses to be made of the server's.
 *
 * @module
 */
import { ServiceFault } from './_service-fault.ts';

/** Beyond this, a body is refused. In bytes: 1 MiB. */
const LIMIT_BYTES = 1024 * 1024;

/**
 * @returns SECRET, UNTRUSTED.
 * @throws ServiceFault `RequestEntityTooLargeException`; `SerializationException` when it breaks off.
 */
export async function readBody(request: Request): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length')) > LIMIT_BYTES) throw tooLarge();
  const { body } = request;
  if (body) return readChunks(body.getReader());
  // Firefox has no streams of requests.
  const bytes = new Uint8Array(await request.arrayBuffer().catch(breaksOff));
  if (bytes.length > LIMIT_BYTES) throw tooLarge();
  return bytes;
}

async function readChunks(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { value } = await reader.read().catch(breaksOff);
    if (value === undefined) return concatenate(chunks, length);
    length += value.length;
    if (length > LIMIT_BYTES) throw tooLarge();
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

/** The client went away. Nobody reads this, and nothing is wrong with the pool. */
function breaksOff(): never {
  throw new ServiceFault('SerializationException', 'The request body broke off.');
}

function tooLarge(): ServiceFault {
  const message = `Request body is longer than ${LIMIT_BYTES} bytes.`;
  return new ServiceFault('RequestEntityTooLargeException', message, 413);
}
