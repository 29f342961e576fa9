/** A service on a real port that answers from a script, and remembers what it was sent. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { CognitoIdentityProviderClientConfig } from '@aws-sdk/client-cognito-identity-provider';

// Its notice about Node 20 would be all that is read of a test run.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

export interface Received {
  readonly operation: string;
  readonly input: Record<string, unknown>;
  readonly headers: IncomingMessage['headers'];
}

export type Line = (response: ServerResponse, received: Received) => void;

export interface ScriptedServer {
  readonly url: string;
  readonly received: Received[];
  /** Connections opened so far. */
  readonly connections: () => number;
  /** Forgets what it was sent, and goes on with these lines; after them, with the last. */
  script(...lines: readonly Line[]): void;
  close(): Promise<void>;
}

export async function startServer(): Promise<ScriptedServer> {
  const received: Received[] = [];
  let script: readonly Line[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    void serve(request, response);
  });
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const one = await readRequest(request);
    const line = script[Math.min(received.length, script.length - 1)];
    received.push(one);
    if (line === undefined) response.writeHead(501).end();
    else line(response, one);
  }
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    connections: () => connections,
    script(...lines) {
      received.length = 0;
      script = lines;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function readRequest(request: IncomingMessage): Promise<Received> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  const target = String(request.headers['x-amz-target']);
  return {
    operation: target.slice(target.indexOf('.') + 1),
    input: JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, unknown>,
    headers: request.headers,
  };
}

export const answer =
  (status: number, body: string, headers: Record<string, string> = {}): Line =>
  (response) =>
    void response
      .writeHead(status, { 'content-type': 'application/x-amz-json-1.1', ...headers })
      .end(body);

export const success = (output: object = {}, headers: Record<string, string> = {}): Line =>
  answer(200, JSON.stringify(output), headers);

export const refusal = (name: string, status = 400, headers: Record<string, string> = {}): Line =>
  answer(status, JSON.stringify({ __type: name, message: 'no' }), headers);

/** Takes the request, and closes the connection. */
export const drop: Line = (response) => void response.socket?.destroy();

/** Takes the request, and says nothing. */
export const hang: Line = () => {};

/** Begins an answer, and closes the connection. */
export const breakOff: Line = (response) => {
  response.writeHead(200, {
    'content-type': 'application/x-amz-json-1.1',
    'content-length': '100',
  });
  response.write('{"Session":"', () => response.socket?.destroy());
};

const clients: CognitoIdentityProviderClient[] = [];

export function sdkClient(
  endpoint: string,
  config: CognitoIdentityProviderClientConfig = {},
): CognitoIdentityProviderClient {
  const client = new CognitoIdentityProviderClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'not-checked', secretAccessKey: 'not-checked' },
    retryMode: 'standard',
    maxAttempts: 3,
    ...config,
  });
  clients.push(client);
  return client;
}

export function destroyClients(): void {
  for (const client of clients.splice(0)) client.destroy();
}

/** What a promise rejects with. */
export async function rejection(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => {
      throw new Error('It was to reject, and did not.');
    },
    (error: unknown) => error,
  );
}
