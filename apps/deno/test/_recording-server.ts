/** A local pool on loopback that notes what reaches it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { LocalPool } from '@countersign/local-pool';

export interface Call {
  /** The operation, and which flow or challenge. */
  readonly name: string;
  readonly body: string;
}

export interface RecordingServer {
  readonly url: string;
  /** What was sent since this was last asked. */
  sent(): readonly Call[];
  close(): Promise<void>;
}

export async function serve(pool: LocalPool): Promise<RecordingServer> {
  let calls: Call[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      const target = String(request.headers['x-amz-target']);
      const { AuthFlow, ChallengeName } = JSON.parse(body) as Record<string, string>;
      const name = [target.split('.')[1], AuthFlow ?? ChallengeName].filter(Boolean).join(' ');
      calls.push({ name, body });
      const headers = { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' };
      const answer = await pool.fetch(url, { method: 'POST', headers, body });
      // Its Date is the pool's, which the tests move.
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(await answer.text());
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    sent() {
      const sent = calls;
      calls = [];
      return sent;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
