/**
 * Which engine a page in real Chromium gets. A Content-Security-Policy that forbids to compile
 * WebAssembly costs speed, never the sign-in.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrowsers, launchChromium } from '../runtimes/_browsers.mjs';
import { bundle } from '../bench/_bundle.mjs';
import { servePage } from '../runtimes/_serve.mjs';

const chromium = findBrowsers().find(({ name }) => name.startsWith('Chromium'));
let folder;
let file;
let browser;

beforeAll(async () => {
  if (chromium?.path === undefined) return;
  folder = mkdtempSync(`${tmpdir()}/countersign-page-`);
  file = await bundle('_page-engine.mjs', folder);
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true });
});

/** What a page under that policy computes with, and what it complained about. */
async function visit(contentSecurityPolicy) {
  const site = await servePage(file, contentSecurityPolicy);
  const page = await browser.newPage();
  const thrown = [];
  const logged = [];
  page.on('pageerror', (error) => thrown.push(error.message));
  page.on('console', (message) => logged.push(message.text()));
  try {
    await page.goto(site.url);
    const engine = await page.evaluate(
      // As text: what Vitest would make of an import is nothing to a page.
      "import('/bench.mjs').then(({ proveOnPage }) => proveOnPage())",
    );
    return { engine, thrown, logged };
  } finally {
    await page.close();
    site.close();
  }
}

describe('Chromium, a proof that a server accepts', () => {
  test.for([
    ['without a policy', undefined, 'wasm'],
    ['with script-src wasm-unsafe-eval', "script-src 'self' 'wasm-unsafe-eval'", 'wasm'],
    ['with a strict script-src', "script-src 'self'", 'plain'],
  ])('%s', async ([, policy, expected], context) => {
    if (browser === undefined) {
      return context.skip('Chromium is not installed (apt-get install chromium)');
    }
    const { engine, thrown, logged } = await visit(policy);
    expect(engine).toBe(expected);
    expect(thrown).toEqual([]);
    // The browser's own remark, which nobody can prevent, on what it forbade.
    expect(logged.filter((text) => !/WebAssembly/.test(text))).toEqual([]);
    if (expected === 'wasm') expect(logged).toEqual([]);
  });
});
