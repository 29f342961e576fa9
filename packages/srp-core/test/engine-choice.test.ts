/** Which engine is at work, and what happens where WebAssembly may not be compiled. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type * as Engine from '../src/engine.ts';
import type * as Steps from '../src/steps.ts';
import { errorOf } from './_sign-in.ts';

/** A process that has not chosen yet. */
async function load(): Promise<typeof Engine & typeof Steps> {
  vi.resetModules();
  return { ...(await import('../src/engine.ts')), ...(await import('../src/steps.ts')) };
}

const secret = Uint8Array.from({ length: 32 }, (_, index) => index + 1);
let expected: Uint8Array;

beforeEach(async () => {
  const { useEngine, derivePublicA } = await load();
  useEngine('plain');
  expected = derivePublicA(secret);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** As a page under `script-src 'self'` sees it: the very constructor throws. */
function forbidCompilation(): void {
  vi.spyOn(WebAssembly, 'Module').mockImplementation(function refuse() {
    throw new WebAssembly.CompileError('blocked by Content-Security-Policy');
  });
}

describe('WebAssembly is chosen', () => {
  test('where it works', async () => {
    const { engineName, derivePublicA } = await load();
    expect(engineName()).toBe('wasm');
    expect(derivePublicA(secret)).toEqual(expected);
    expect(engineName()).toBe('wasm');
  });

  test('once, however often it is used', async () => {
    const compile = vi.spyOn(WebAssembly, 'Module');
    const { derivePublicA } = await load();
    expect(compile).not.toHaveBeenCalled();
    derivePublicA(secret);
    derivePublicA(secret);
    expect(compile).toHaveBeenCalledTimes(1);
  });

  test('by instantiating, never by asking whether it would be valid', async () => {
    const validate = vi.spyOn(WebAssembly, 'validate');
    const { engineName } = await load();
    engineName();
    expect(validate).not.toHaveBeenCalled();
  });
});

describe('plain JavaScript takes over, without an error,', () => {
  test('where a Content-Security-Policy forbids to compile', async () => {
    forbidCompilation();
    const { engineName, derivePublicA } = await load();
    expect(derivePublicA(secret)).toEqual(expected);
    expect(engineName()).toBe('plain');
  });

  test('where it compiles and does not instantiate', async () => {
    vi.spyOn(WebAssembly, 'Instance').mockImplementation(function refuse() {
      throw new WebAssembly.LinkError('no');
    });
    const { engineName, derivePublicA } = await load();
    expect(derivePublicA(secret)).toEqual(expected);
    expect(engineName()).toBe('plain');
  });

  test('where there is no WebAssembly', async () => {
    vi.stubGlobal('WebAssembly', undefined);
    const { engineName, derivePublicA } = await load();
    expect(derivePublicA(secret)).toEqual(expected);
    expect(engineName()).toBe('plain');
  });

  test('and is not tried again with every use', async () => {
    forbidCompilation();
    const { derivePublicA } = await load();
    derivePublicA(secret);
    derivePublicA(secret);
    expect(WebAssembly.Module).toHaveBeenCalledTimes(1);
  });
});

describe('useEngine', () => {
  test('switches to and fro', async () => {
    const { engineName, useEngine, derivePublicA } = await load();
    for (const name of ['plain', 'wasm', 'plain'] as const) {
      useEngine(name);
      expect(engineName()).toBe(name);
      expect(derivePublicA(secret)).toEqual(expected);
    }
  });

  test('refuses WebAssembly where it cannot be had, and leaves the engine what it was', async () => {
    forbidCompilation();
    const { engineName, useEngine } = await load();
    useEngine('plain');
    const environment = { code: 'ERR_UNSUPPORTED', reason: 'environment' };
    expect(errorOf(() => useEngine('wasm'))).toEqual(environment);
    expect(engineName()).toBe('plain');
  });
});

test('a build without WebAssembly has a module that says so', async () => {
  const { openWasmEngine } = await import('../src/_wasm-module-none.ts');
  expect(openWasmEngine().next()).toEqual({ done: true, value: null });
});
