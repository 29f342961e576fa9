/**
 * What `npm start` runs: an embedded user pool on localhost, and real sign-ins against it.
 *
 * @module
 */
import { isFlowError } from '@countersign/contract';
import { startPoolServer } from '@countersign/local-pool/server';
import { createFetchTransport } from '@countersign/transport';
import { createPaint } from './_paint.ts';
import { createNarrator } from './narrator.ts';
import { playScenes } from './scenes.ts';

const paint = createPaint(process.stdout.isTTY, process.env);
const narrator = createNarrator((line) => process.stdout.write(`${line}\n`), paint);
const server = await startPoolServer({ port: 0, seed: { pools: [] } });
try {
  narrator.say(`A user pool listens on ${server.url}. No AWS account is involved.`);
  const transport = narrator.listen(createFetchTransport({ endpoint: server.url }));
  await playScenes({ url: server.url, transport, narrator, clock: server.pool.clock });
  process.stdout.write(`\n${paint('green', 'All of it went as it should.')}\n`);
} catch (error) {
  const code = isFlowError(error) ? ` (${error.code})` : '';
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`\n${paint('red', `The demo failed: ${message}${code}`)}\n`);
  process.exitCode = 1;
} finally {
  await server.close();
}
