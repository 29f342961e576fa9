/** What is refused, what is left out, and what becomes of what a browser throws. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAuthenticator } from '../../local-pool/test/_authenticator.ts';
import { base64urlFromBytes, bytesFromBase64url } from '../src/_base64url.ts';
import { readCreationOptions, readRequestOptions } from '../src/_options.ts';
import { askForPasskey, listPasskeys, registerPasskey } from '../src/index.ts';
import { createBrowser, failingBrowser } from './_browser.ts';

const REQUEST = {
  challenge: 'AAECAwQFBgcICQoLDA0ODw',
  rpId: 'example.com',
  timeout: 180_000,
  allowCredentials: [{ type: 'public-key', id: 'AAEC', transports: ['internal'] }],
  userVerification: 'preferred',
};
const CREATION = {
  rp: { id: 'example.com', name: 'example.com' },
  user: { id: 'AAEC', name: 'ada', displayName: 'Ada' },
  challenge: REQUEST.challenge,
  pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
};
const MALFORMED = { code: 'ERR_PROTOCOL', reason: 'malformed' };

describe('base64url', () => {
  test('of any bytes leads back to them, and is what Node spells', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = base64urlFromBytes(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(bytesFromBase64url(text)).toEqual(bytes);
      }),
    );
  });

  test('has one spelling: any other text is none', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w+/= \n.é-]{0,12}$/), (text) => {
        const isCanonical = Buffer.from(text, 'base64url').toString('base64url') === text;
        expect(bytesFromBase64url(text) !== undefined).toBe(isCanonical);
      }),
    );
  });
});

describe('options', () => {
  test.each([
    ['no object', 'text'],
    ['a list', []],
    ['no challenge', { ...REQUEST, challenge: undefined }],
    ['an empty challenge', { ...REQUEST, challenge: '' }],
    ['standard base64', { ...REQUEST, challenge: '+/+/' }],
    ['padding', { ...REQUEST, challenge: 'AA==' }],
    ['bits of no byte', { ...REQUEST, challenge: 'AB' }],
    ['a time below 0', { ...REQUEST, timeout: -1 }],
    ['a time that the IDL would cut', { ...REQUEST, timeout: 2 ** 32 }],
    ['a site that is no text', { ...REQUEST, rpId: 7 }],
    ['half a surrogate pair', { ...REQUEST, rpId: '\ud800' }],
    ['too long a text', { ...REQUEST, rpId: 'x'.repeat(4097) }],
    ['credentials that are no list', { ...REQUEST, allowCredentials: { length: 1 } }],
    ['a credential without id', { ...REQUEST, allowCredentials: [{ type: 'public-key' }] }],
  ])('%s are refused before the browser is asked', async (_what, options) => {
    const browser = createBrowser(createAuthenticator());
    const asking = askForPasskey({ options: options as never }, { browser });
    await expect(asking).rejects.toMatchObject({
      ...MALFORMED,
      field: 'CREDENTIAL_REQUEST_OPTIONS',
    });
    expect(browser.asked).toEqual([]);
  });

  test.each([
    ['no user', { ...CREATION, user: undefined }],
    [
      'an algorithm that the IDL would cut',
      { ...CREATION, pubKeyCredParams: [{ type: 'x', alg: 2 ** 31 }] },
    ],
    [
      'a truth that is text',
      { ...CREATION, authenticatorSelection: { requireResidentKey: 'false' } },
    ],
    ['none at all', undefined],
  ])('for a registration: %s are refused', async (_what, CredentialCreationOptions) => {
    const browser = createBrowser(createAuthenticator());
    const transport = async () =>
      ({ kind: 'success', output: { CredentialCreationOptions } as object }) as never;
    const registering = registerPasskey({ transport, accessToken: 'token', browser });
    await expect(registering).rejects.toMatchObject({
      ...MALFORMED,
      field: 'CredentialCreationOptions',
    });
    expect(browser.asked).toEqual([]);
  });

  test('of any JSON are read, or refused with a typed error', () => {
    const readers = [readRequestOptions, readCreationOptions];
    const damaged = (whole: object) =>
      fc
        .tuple(fc.constantFrom(...Object.keys(whole)), fc.jsonValue())
        .map(([name, value]) => ({ ...whole, [name]: value }));
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), damaged(REQUEST), damaged(CREATION)),
        fc.constantFrom(...readers),
        fc.constantFrom('json' as const, 'bytes' as const),
        (options, read, spelling) => {
          try {
            read(options, spelling);
          } catch (error) {
            expect(error).toMatchObject(MALFORMED);
          }
        },
      ),
    );
  });

  test('lose their extensions and what is not known; null is absent', async () => {
    const browser = createBrowser(createAuthenticator());
    const more = { extensions: { prf: { eval: { first: 'AAEC' } } }, other: 1, hints: null };
    await askForPasskey({ options: { ...REQUEST, ...more } }, { browser });
    const [{ publicKey }] = browser.asked as [{ publicKey: object }];
    expect(Object.keys(publicKey).sort()).toEqual(Object.keys(REQUEST).sort());
  });
});

describe('the browser', () => {
  const options = REQUEST;

  test.each([
    ['NotAllowedError', 'dismissed'],
    ['AbortError', 'interrupted'],
    ['SecurityError', 'wrong-site'],
    ['NotSupportedError', 'unfit-authenticator'],
    ['InvalidStateError', 'failed'],
    ['UnknownError', 'failed'],
  ])('throws %s: %s', async (name, reason) => {
    const outcome = await askForPasskey({ options }, { browser: failingBrowser(name) });
    expect(outcome).toMatchObject({ kind: 'no-answer', reason, error: { name } });
  });

  test('an abort rejects with the reason of the signal, before and during', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const browser = {
      PublicKeyCredential: {},
      navigator: {
        credentials: {
          create: () => Promise.reject(new Error('not this')),
          get({ signal }: { signal?: AbortSignal }) {
            expect(signal).toBe(controller.signal);
            controller.abort(reason);
            return Promise.reject(new DOMException('Aborted.', 'AbortError'));
          },
        },
      },
    };
    const { signal } = controller;
    await expect(askForPasskey({ options }, { browser, signal })).rejects.toBe(reason);
    await expect(askForPasskey({ options }, { browser, signal })).rejects.toBe(reason);
  });

  test('an abort ends a ceremony that does not listen, as password managers have it', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const hang = () => new Promise(() => {});
    const browser = {
      PublicKeyCredential: {},
      navigator: { credentials: { create: hang, get: hang } },
    };
    const { signal } = controller;
    const asking = askForPasskey({ options }, { browser, signal });
    const offering = { ...browser, PublicKeyCredential: { isConditionalMediationAvailable: hang } };
    const mediation = 'conditional';
    const waiting = askForPasskey({ options }, { browser: offering as never, signal, mediation });
    const transport = async () => ({
      kind: 'success' as const,
      output: { CredentialCreationOptions: CREATION },
    });
    const registering = registerPasskey({ transport, accessToken: 'token', browser, signal });
    setTimeout(() => controller.abort(reason), 5);
    for (const call of [asking, waiting, registering]) await expect(call).rejects.toBe(reason);
  });

  test('what its helpers throw is an outcome, too', async () => {
    const fail = () => {
      throw new TypeError('No.');
    };
    const { navigator } = createBrowser(createAuthenticator());
    const failed = { reason: 'failed', error: { name: 'TypeError' } };
    const parsing = {
      navigator: navigator!,
      PublicKeyCredential: { parseRequestOptionsFromJSON: fail },
    };
    expect(await askForPasskey({ options }, { browser: parsing })).toMatchObject(failed);
    const asking = {
      navigator: navigator!,
      PublicKeyCredential: { isConditionalMediationAvailable: fail },
    };
    const mediation = 'conditional';
    expect(await askForPasskey({ options }, { browser: asking, mediation })).toMatchObject(failed);
  });

  test('conditional only where the browser has it', async () => {
    const plain = createBrowser(createAuthenticator());
    const mediation = 'conditional';
    expect(await askForPasskey({ options }, { browser: plain, mediation })).toEqual({
      kind: 'no-answer',
      reason: 'conditional-unavailable',
    });
    const isConditionalMediationAvailable = async () => true;
    const browser = { ...plain, PublicKeyCredential: { isConditionalMediationAvailable } };
    expect(await askForPasskey({ options }, { browser, mediation })).toMatchObject({
      kind: 'answer',
    });
    expect(plain.asked).toMatchObject([{ mediation }]);
  });

  test('without WebAuthn: nothing is sent, and it is said', async () => {
    const missing = { code: 'ERR_UNSUPPORTED', reason: 'environment' };
    await expect(askForPasskey({ options })).rejects.toMatchObject(missing);
    const transport = () => Promise.reject(new Error('sent'));
    const registering = registerPasskey({ transport, accessToken: 'token' });
    await expect(registering).rejects.toMatchObject(missing);
  });

  test.each([
    [
      'throws',
      () => {
        throw new TypeError('Illegal invocation');
      },
    ],
    ['gives back nothing of use', () => ({ id: 'AAEC', type: 'public-key' })],
    [
      'leaves bytes as they are',
      () => ({ id: 'AAEC', response: { clientDataJSON: new ArrayBuffer(1) } }),
    ],
  ])('a toJSON that %s, as password managers have it, is done without', async (_, toJSON) => {
    const { navigator, PublicKeyCredential } = createBrowser(createAuthenticator());
    const get = async (request: object) => ({
      ...((await navigator!.credentials!.get(request as never)) as object),
      toJSON,
    });
    const credentials = { ...navigator!.credentials!, get };
    const browser = { navigator: { credentials }, PublicKeyCredential: PublicKeyCredential! };
    expect(await askForPasskey({ options }, { browser })).toMatchObject({
      answer: { credential: { response: { signature: expect.stringMatching(/^[\w-]+$/) } } },
    });
  });
});

describe('a list', () => {
  test('goes from page to page, but not for ever', async () => {
    const tokens: unknown[] = [];
    const endless = async ({ input }: { input: object }) => {
      tokens.push((input as { NextToken?: string }).NextToken);
      const output = { Credentials: [{ CredentialId: 'A', CreatedAt: 1.5 }], NextToken: 'more' };
      return { kind: 'success', output } as const;
    };
    const listing = listPasskeys({ transport: endless, accessToken: 'token' });
    await expect(listing).rejects.toMatchObject({ code: 'ERR_PROTOCOL', reason: 'out-of-range' });
    expect(tokens).toEqual([undefined, ...Array.from({ length: 9 }, () => 'more')]);

    const twoPages = async ({ input }: { input: object }) =>
      'NextToken' in input
        ? ({ kind: 'success', output: { Credentials: [{ CredentialId: 'B' }] } } as const)
        : endless({ input });
    expect(await listPasskeys({ transport: twoPages, accessToken: 'token' })).toEqual([
      { credentialId: 'A', transports: [], createdAtMs: 1500 },
      { credentialId: 'B', transports: [] },
    ]);
  });

  test.each([{}, { Credentials: [{}] }, { Credentials: [null] }])(
    'that is none is refused: %j',
    async (output) => {
      const transport = async () => ({ kind: 'success', output }) as const;
      const listing = listPasskeys({ transport, accessToken: 'token' });
      await expect(listing).rejects.toMatchObject(MALFORMED);
    },
  );
});

test('an option that cannot be right is the caller’s mistake', async () => {
  const wrong = { code: 'ERR_ARGUMENT', reason: 'invalid-value' };
  const prompt = { options: REQUEST };
  await expect(askForPasskey(prompt, { timeout: 1 } as never)).rejects.toMatchObject(wrong);
  await expect(askForPasskey(prompt, { mediation: 'silent' } as never)).rejects.toMatchObject(
    wrong,
  );
  const transport = () => Promise.reject(new Error('sent'));
  await expect(listPasskeys({ transport, accessToken: '' })).rejects.toMatchObject(wrong);
});
