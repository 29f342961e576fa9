/**
 * `vectors/secret-hash.json`: SECRET_HASH, made and judged.
 *
 * @module
 */
import hashes from '@countersign/conformance-vectors/secret-hash.json' with { type: 'json' };
import { describeRejection, expectEqual } from './_check.ts';
import { serviceOf, testsOf } from './_vectors.ts';
import type { Vector } from './_vectors.ts';
import type { TestApi } from './srp-implementation.ts';
import type { ClientSubject, ServiceSubject } from './subjects.ts';

interface SecretHash extends Vector {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly username: string;
  readonly SECRET_HASH?: string;
}
interface SecretHashCheck extends Vector {
  readonly input: { readonly SECRET_HASH?: string; readonly clientSecret?: string };
}

/**
 * The hash for a user name, a client and its secret.
 *
 * @param takesSecrets - a build for browsers does not, and has to say so.
 */
export function registerSecretHashes(
  { test }: TestApi,
  client: Pick<ClientSubject, 'name' | 'createSecretHash'>,
  takesSecrets = true,
): void {
  for (const vector of testsOf(hashes, 'SecretHash') as readonly SecretHash[]) {
    const { clientId, clientSecret, username } = vector;
    const name = `${client.name}: secret-hash#${vector.tcId} ${vector.comment}`;
    if (!takesSecrets) {
      test(`${name}, refused for its client secret`, async () => {
        const make = () => client.createSecretHash({ clientId, clientSecret, username });
        const { code } = (await describeRejection(make)) ?? {};
        expectEqual(code, 'ERR_UNSUPPORTED', 'error');
      });
      continue;
    }
    test(name, async () => {
      let made: unknown;
      const error = await describeRejection(async () => {
        made = await client.createSecretHash({ clientId, clientSecret, username });
      });
      expectEqual(error, vector.error, 'error');
      expectEqual(made, vector.SECRET_HASH, 'SECRET_HASH');
    });
  }
}

/** What a service makes of each. */
export function registerSecretHashChecks(
  { test }: TestApi,
  service: Pick<ServiceSubject, 'name' | 'answerSecretHash'>,
): void {
  for (const { type, base, tests } of hashes.groups) {
    if (type !== 'SecretHashCheck' || base === undefined) continue;
    for (const vector of tests as readonly SecretHashCheck[]) {
      test(`${service.name}: secret-hash#${vector.tcId} ${vector.comment}`, async () => {
        const { SECRET_HASH: secretHash, ...changes } = vector.input;
        const answer = await service.answerSecretHash({ ...base, ...changes, secretHash });
        expectEqual(answer, serviceOf(vector), 'the answer');
      });
    }
  }
}
