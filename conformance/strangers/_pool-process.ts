/**
 * The local pool as its users start it: a process of its own, seeded from a file.
 *
 * @module
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PoolSeed, UserSeed } from '@countersign/local-pool';
import { build, root } from './_built.ts';
import { startService } from './_programs.ts';
import type { Service } from './_programs.ts';

/** A running pool, with one client that lets passwords be sent. */
export interface PoolProcess {
  readonly endpoint: string;
  readonly userPoolId: string;
  readonly clientId: string;
  stop(): Promise<void>;
}

/** What a user pool is seeded with; name and client are made up. */
export type SeededPool = Omit<PoolSeed, 'name' | 'clients'>;

/** The line with which it says that it is ready. */
interface ReadyLine {
  readonly url: string;
  readonly pools: readonly [{ readonly userPoolId: string; readonly clientId: string }];
}

const CLIENT: Pick<PoolSeed, 'clients'> = {
  clients: [
    {
      explicitAuthFlows: [
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ],
      preventUserExistenceErrors: 'ENABLED',
    },
  ],
};

/** Starts the built pool from a seed file. */
export async function startPoolProcess(pool: SeededPool): Promise<PoolProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-seed-'));
  try {
    const seedFile = join(folder, 'seed.json');
    writeFileSync(seedFile, JSON.stringify({ pools: [{ ...CLIENT, name: 'strangers', ...pool }] }));
    const readReady = (line: string): ReadyLine => JSON.parse(line) as ReadyLine;
    const { ready, ...service } = await startBuiltPool(['--json', '--seed', seedFile], readReady);
    const { userPoolId, clientId } = ready.pools[0];
    return { ...service, endpoint: ready.url, userPoolId, clientId };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A user whose password is temporary. */
export function invitedUser(username: string, password: string): UserSeed {
  return { username, password, temporary: true, attributes: { email: 'stranger@example.com' } };
}

/** Starts the built pool on a free port, with options of its command line. */
export async function startBuiltPool<Ready>(
  options: readonly string[],
  readReady: (line: string) => Ready | undefined,
): Promise<Service<Ready>> {
  await build('packages/local-pool');
  const program = `${root}/packages/local-pool/dist/bin.js`;
  return startService(process.execPath, [program, '--port', '0', ...options], readReady);
}
