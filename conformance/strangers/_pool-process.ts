/**
 * The local pool as its users start it: a process of its own, seeded from a file.
 *
 * @module
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Seed } from '@countersign/local-pool';
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

/** The line with which it says that it is ready. */
interface ReadyLine {
  readonly url: string;
  readonly pools: readonly [{ readonly userPoolId: string; readonly clientId: string }];
}

/**
 * Starts the built pool from a seed file.
 *
 * @param users - invited: their passwords are temporary.
 */
export async function startPoolProcess(
  users: readonly { readonly username: string; readonly password: string }[],
): Promise<PoolProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-seed-'));
  try {
    const seedFile = join(folder, 'seed.json');
    writeFileSync(seedFile, JSON.stringify(seedOf(users)));
    const readReady = (line: string): ReadyLine => JSON.parse(line) as ReadyLine;
    const { ready, ...service } = await startBuiltPool(['--json', '--seed', seedFile], readReady);
    const { userPoolId, clientId } = ready.pools[0];
    return { ...service, endpoint: ready.url, userPoolId, clientId };
  } finally {
    rmSync(folder, { recursive: true });
  }
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

function seedOf(users: readonly { readonly username: string; readonly password: string }[]): Seed {
  return {
    pools: [
      {
        name: 'strangers',
        clients: [
          {
            explicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
            preventUserExistenceErrors: 'ENABLED',
          },
        ],
        users: users.map((user) => ({
          ...user,
          temporary: true,
          attributes: { email: 'stranger@example.com' },
        })),
      },
    ],
  };
}
