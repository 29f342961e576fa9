/**
 * The program's command line.
 *
 * @module
 */
import { parseArgs } from 'node:util';

const DEFAULT_PORT = 9339;

export const HELP: string = `countersign-pool: Amazon Cognito user pools on this machine

Usage: countersign-pool [options]

  --port N      port on 127.0.0.1; 0 takes any free one (default: ${DEFAULT_PORT})
  --seed FILE   pools, clients and users to start with: YAML or JSON
  --json        print one line of JSON when ready, and nothing else on standard output
  --help        print this
  --version     print the version

Runs until SIGINT or SIGTERM. Nothing is kept, nothing is sent anywhere.`;

/** What the command line asks for. */
export type BinOptions =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'serve';
      readonly port: number;
      readonly seedFile: string | undefined;
      readonly json: boolean;
    }
  | { readonly kind: 'mistake'; readonly message: string };

export function readBinOptions(commandLine: readonly string[]): BinOptions {
  try {
    const { values } = parseArgs({
      args: [...commandLine],
      options: {
        port: { type: 'string' },
        seed: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
        version: { type: 'boolean' },
      },
    });
    if (values.help === true) return { kind: 'help' };
    if (values.version === true) return { kind: 'version' };
    const { port = String(DEFAULT_PORT), seed: seedFile, json = false } = values;
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
      return { kind: 'mistake', message: '--port must be a number from 0 to 65535.' };
    }
    return { kind: 'serve', port: Number(port), seedFile, json };
  } catch (error) {
    return { kind: 'mistake', message: error instanceof Error ? error.message : String(error) };
  }
}
