/** A browser of the tests' own, around the software authenticator of the pool's tests. */
import { assert, ORIGIN, register } from '../../local-pool/test/_authenticator.ts';
import type { Authenticator, Mischief } from '../../local-pool/test/_authenticator.ts';
import type { PasskeyBrowser } from '../src/index.ts';

type Members = Record<string, unknown>;

/** What `navigator.credentials` was asked. */
export interface Asked {
  readonly publicKey: Members;
  readonly mediation?: string;
  readonly signal?: AbortSignal;
}

export interface TestBrowser extends PasskeyBrowser {
  readonly asked: Asked[];
}

/** Without `parse…FromJSON` and `toJSON`: bytes go in, and bytes come out. */
export function createBrowser(authenticator: Authenticator, mischief: Mischief = {}): TestBrowser {
  const asked: Asked[] = [];
  const ceremony = (perform: typeof assert) => async (request: object) => {
    const { publicKey } = request as Asked;
    asked.push(request as Asked);
    const challenge = encode(publicKey['challenge'] as Uint8Array);
    return bytesOf(
      perform(authenticator, { ...publicKey, challenge }, { origin: ORIGIN, ...mischief }),
    );
  };
  return {
    asked,
    navigator: { credentials: { get: ceremony(assert), create: ceremony(register) } },
    PublicKeyCredential: {},
  };
}

const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** As browsers hand it out. */
function bytesOf({ rawId, response, ...others }: ReturnType<typeof assert>): object {
  const decode = (text: string) => Uint8Array.from(Buffer.from(text, 'base64url')).buffer;
  const { transports, ...binary } = response as Record<string, string>;
  return {
    ...others,
    rawId: decode(rawId as string),
    response: {
      ...Object.fromEntries(Object.entries(binary).map(([name, text]) => [name, decode(text)])),
      ...(transports !== undefined && { getTransports: () => transports }),
    },
  };
}

/** Throws what a browser throws. */
export function failingBrowser(name: string): PasskeyBrowser {
  const fail = () => Promise.reject(new DOMException('No.', name));
  return { navigator: { credentials: { get: fail, create: fail } }, PublicKeyCredential: {} };
}
