/**
 * `countersign-conformance server`: the suite as a client of a server, an emulator or a real pool.
 *
 * @module
 */
import { UsageError } from './config.ts';
import { EXIT_CODES, millisecondsOf } from './flags.ts';
import type { Command, Flags } from './flags.ts';
import type { Io } from './io.ts';
import { printable } from './safe-text.ts';
import { newPasswordChecks, refreshChecks, secretHashChecks } from './server/account-checks.ts';
import { userChecks } from './server/account-checks.ts';
import { publicAChecks, replayChecks, timeChecks } from './server/attempt-checks.ts';
import type { Check } from './server/check.ts';
import { deviceChecks } from './server/device-checks.ts';
import { acceptChecks, proofChecks } from './server/proof-checks.ts';
import { runChecks } from './server/run-checks.ts';
import type { Run, RunOptions } from './server/run-checks.ts';
import type { AccountSource } from './server/set-up.ts';
import { wireChecks } from './server/wire-checks.ts';
import type { Pool } from './server/world.ts';

const checks: readonly Check[] = [
  ...acceptChecks,
  ...proofChecks,
  ...publicAChecks,
  ...timeChecks,
  ...replayChecks,
  ...userChecks,
  ...newPasswordChecks,
  ...secretHashChecks,
  ...refreshChecks,
  ...deviceChecks,
  ...wireChecks,
];
const AREAS = [...new Set(checks.map(({ id }) => areaOf(id)))];
/** Nobody checks these; where a server does, the environment has better ones. */
const NO_CREDENTIALS = { accessKeyId: 'not-checked', secretAccessKey: 'not-checked' };
const DEFAULT_REGION = 'us-east-1';

export const serverCommand: Command = {
  name: 'server',
  summary: 'judges a server: an emulator, or a real user pool',
  usage: 'server --endpoint URL [flags]',
  flags: {
    endpoint: { value: 'URL', help: 'where the calls go' },
    'user-pool-id': { value: 'ID', help: 'a pool that exists; without it pools are created' },
    'client-id': { value: 'ID', help: 'its client, which allows USER_SRP_AUTH' },
    emails: { help: 'user names are e-mail addresses, as the pool wants them' },
    devices: { help: 'the pool tracks devices, and remembers them without asking' },
    accounts: { value: 'KIND', help: 'how accounts are made: admin (default) or sign-up' },
    username: {
      value: 'NAME',
      help: 'use this account alone; its password is in COUNTERSIGN_PASSWORD',
    },
    region: { value: 'NAME', help: 'for signatures (default: the one in the id of the pool)' },
    skip: { value: 'AREA,AREA', help: `areas that the server does not claim: ${AREAS.join(' ')}` },
    only: { value: 'TEXT', help: 'only the checks whose id contains the text' },
    timeout: { value: 'SECONDS', help: 'for one answer (default 30)' },
    'total-timeout': { value: 'SECONDS', help: 'for everything (default 600)' },
    json: { help: 'print one line of JSON in place of the report' },
  },
  examples: [
    'countersign-conformance server --endpoint http://127.0.0.1:9339',
    'countersign-conformance server --endpoint https://cognito-idp.eu-west-1.amazonaws.com \\',
    '    --user-pool-id eu-west-1_AbCdEf123 --client-id 1example23456789',
  ],
  run,
};

async function run(flags: Flags, io: Io): Promise<number> {
  const chosen = choose(flags);
  const pool = givenPool(flags, io);
  let judged = 0;
  const outcome = await runChecks(chosen, {
    connection: { ...connection(flags, io), timeoutMs: millisecondsOf(flags, 'timeout', 30) },
    totalMs: millisecondsOf(flags, 'total-timeout', 600),
    world: {
      accounts: accountsOf(flags, io, pool),
      areEmails: flags.isOn('emails'),
      hasDevices: flags.isOn('devices'),
      ...(pool && { pool }),
    },
    signal: io.signal,
    onResult() {
      judged += 1;
      io.progress(`${judged}/${chosen.length}`);
    },
  });
  io.progress('');
  for (const what of outcome.left) io.writeError(`Left behind: ${printable(what)}.\n`);
  return report(outcome, flags, io, chosen.length);
}

function report({ results, broken }: Run, flags: Flags, io: Io, wanted: number): number {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { verdict } of results) counts[verdict] += 1;
  const judged = counts.failed > 0 || counts.passed === 0 ? EXIT_CODES.failed : EXIT_CODES.passed;
  const exitCode = broken === undefined ? judged : EXIT_CODES.broken;
  if (flags.isOn('json')) {
    const lines = results.map(({ check: { id, title, reason, basis }, verdict, why }) => ({
      ...{ id, title, verdict },
      ...(verdict === 'failed' && { why, reason, basis }),
      ...(verdict === 'skipped' && { why }),
    }));
    io.writeOut(`${JSON.stringify({ counts, checks: lines, broken })}\n`);
    return exitCode;
  }
  for (const { check, verdict, why } of results) {
    if (verdict === 'passed') continue;
    const mark = verdict === 'failed' ? io.paint('red', 'FAIL') : io.paint('yellow', 'SKIP');
    io.writeOut(`${mark} ${check.id}  ${check.title}\n     ${printable(why)}\n`);
    if (verdict === 'failed') io.writeOut(`     ${check.reason} (${check.basis})\n`);
  }
  if (results.length > 0) {
    io.writeOut(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped.\n`);
  }
  if (broken !== undefined) {
    const at =
      results.length === 0 ? 'before the first check' : `after ${results.length} of ${wanted}`;
    io.writeOut(`${io.paint('red', 'BROKEN')} ${at}: ${broken}\n`);
  }
  return exitCode;
}

function choose(flags: Flags): readonly Check[] {
  const skipped = flags.text('skip')?.split(',') ?? [];
  const unknown = skipped.find((name) => !AREAS.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`There is no area "${unknown}": ${AREAS.join(', ')}.`);
  const only = flags.text('only') ?? '';
  const chosen = checks.filter(({ id }) => id.includes(only) && !skipped.includes(areaOf(id)));
  if (chosen.length === 0) throw new UsageError('No check is left.');
  return chosen;
}

function connection(flags: Flags, { env }: Io): Omit<RunOptions['connection'], 'timeoutMs'> {
  const endpoint = flags.text('endpoint');
  if (endpoint === undefined || !URL.canParse(endpoint))
    throw new UsageError('--endpoint takes a URL.');
  const { protocol, hostname, username, password } = new URL(endpoint);
  // They would be in every message that names the URL.
  if (username !== '' || password !== '') throw new UsageError('--endpoint takes no credentials.');
  if (protocol !== 'http:' && protocol !== 'https:')
    throw new UsageError('--endpoint takes http or https.');
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = env;
  const region =
    flags.text('region') ?? flags.text('user-pool-id')?.split('_')[0] ?? DEFAULT_REGION;
  if (AWS_ACCESS_KEY_ID === undefined || AWS_SECRET_ACCESS_KEY === undefined) {
    return { endpoint, region, credentials: NO_CREDENTIALS };
  }
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (protocol === 'http:' && !isHere) {
    throw new UsageError('There are AWS credentials in the environment: they do not go over http.');
  }
  const session = AWS_SESSION_TOKEN === undefined ? {} : { sessionToken: AWS_SESSION_TOKEN };
  const credentials = {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...session,
  };
  return { endpoint, region, credentials };
}

function givenPool(flags: Flags, { env }: Io): Pool | undefined {
  const [userPoolId, clientId] = [flags.text('user-pool-id'), flags.text('client-id')];
  if (userPoolId === undefined && clientId === undefined) return undefined;
  if (userPoolId === undefined || clientId === undefined) {
    throw new UsageError('--user-pool-id and --client-id go together.');
  }
  if (!/^[\w-]+_[0-9a-zA-Z]+$/.test(userPoolId))
    throw new UsageError('--user-pool-id is no id of a pool.');
  const clientSecret = env['COUNTERSIGN_CLIENT_SECRET'];
  return { userPoolId, clientId, ...(clientSecret !== undefined && { clientSecret }) };
}

function accountsOf(flags: Flags, { env }: Io, pool: Pool | undefined): AccountSource {
  const [kind, username] = [flags.text('accounts') ?? 'admin', flags.text('username')];
  if (kind !== 'admin' && kind !== 'sign-up')
    throw new UsageError('--accounts takes admin or sign-up.');
  if (username === undefined) return { kind };
  const password = env['COUNTERSIGN_PASSWORD'];
  if (pool === undefined) throw new UsageError('--username needs --user-pool-id and --client-id.');
  if (password === undefined) throw new UsageError('--username needs COUNTERSIGN_PASSWORD.');
  return { kind: 'existing', account: { username, password } };
}

function areaOf(id: string): string {
  return id.slice(id.indexOf('/') + 1, id.indexOf('#'));
}
