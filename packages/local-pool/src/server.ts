/**
 * A local pool behind a port of this machine, for clients that need an address. Node only.
 *
 * @module
 */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createLocalPool } from './local-pool.ts';
import type { LocalPool, LocalPoolOptions } from './local-pool.ts';

/** As for `createLocalPool`; the address is the server's own. */
export interface PoolServerOptions extends Omit<LocalPoolOptions, 'publicUrl'> {
  /** Default: 0, any free port. */
  readonly port?: number;
}

/** A server that accepts connections. */
export interface PoolServer {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly pool: LocalPool;
  /** Closes the pool, the port and every open connection. */
  readonly close: () => Promise<void>;
}

// Never another: nothing here checks who asks.
const LOOPBACK = '127.0.0.1';

/**
 * Starts a pool and its server.
 *
 * @throws `ArgumentError` for a bad option or seed; the system's own error, with a `code` such as
 * `EADDRINUSE`, when the port cannot be had.
 */
export async function startPoolServer(options: PoolServerOptions = {}): Promise<PoolServer> {
  const { port = 0, ...poolOptions } = options;
  let pool: LocalPool | undefined;
  const server = createAdaptorServer({
    fetch: (request) => pool!.fetch(request),
    overrideGlobalObjects: false,
  }) as Server;
  await listen(server, port);
  try {
    const url = `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`;
    // The issuer has to name the port, so the pool is made once that is known.
    const started = createLocalPool({ ...poolOptions, publicUrl: url });
    pool = started;
    void prepareKeys(started, url);
    return {
      url,
      pool: started,
      close() {
        started.close();
        return stop(server);
      },
    };
  } catch (error) {
    await stop(server);
    throw error;
  }
}

/** Makes the signing keys while nobody waits for them yet, one pool after the other. */
async function prepareKeys(pool: LocalPool, url: string): Promise<void> {
  for (const { userPoolId } of pool.pools) {
    try {
      await pool.fetch(`${url}/${userPoolId}/.well-known/jwks.json`);
    } catch {
      // Closed in the meantime: there is nobody to make keys for.
      return;
    }
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Connections that are kept alive would hold the server up for as long as clients like.
    server.closeAllConnections();
  });
}
