/**
 * Evaluates a script in a page of each browser engine: Chromium and Firefox through Playwright,
 * WebKit through the WebDriver that WebKitGTK brings along.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { chromium, firefox } from 'playwright-core';
import { findBrowser } from './_runtimes.mjs';

// Without these it looks up its maker's hosts, at start and later.
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
];

const findChromium = () =>
  findBrowser(
    'Chromium',
    [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/google-chrome'],
    'apt-get install chromium',
  );
const findFirefox = () =>
  findBrowser(
    'Firefox',
    [process.env['FIREFOX_PATH'], '/usr/bin/firefox-esr', '/usr/bin/firefox'],
    'apt-get install firefox-esr',
  );

/** @returns {Promise<import('playwright-core').Browser>} */
export async function launchChromium() {
  return chromium.launch({ executablePath: findChromium().path, args: QUIET });
}

/**
 * @typedef {import('./_runtimes.mjs').Runtime & { evaluate: (url: string, script: string,
 * signal?: AbortSignal) => Promise<unknown> }} Browser
 * `evaluate` runs the body of an async function in a page. The browser is gone when that settles,
 * and the signal makes it go at once, whatever the page is doing.
 */

/** @type {Readonly<Record<'chromium' | 'firefox' | 'webkit', () => Browser>>} */
export const browserFinders = {
  chromium: () => ({
    ...findChromium(),
    evaluate: (...args) => evaluateIn(launchChromium, ...args),
  }),
  firefox: () => ({ ...findFirefox(), evaluate: (...args) => evaluateIn(launchFirefox, ...args) }),
  webkit: findWebKit,
};

/** @returns {Browser[]} */
export function findBrowsers() {
  return Object.values(browserFinders).map((find) => find());
}

async function launchFirefox() {
  // Stock Firefox, over WebDriver BiDi; Playwright's own build would have to be downloaded.
  return firefox.launch({ channel: 'moz-firefox', executablePath: findFirefox().path });
}

async function evaluateIn(launch, url, script, signal) {
  const browser = await launch();
  const close = () => void browser.close();
  signal?.addEventListener('abort', close);
  try {
    signal?.throwIfAborted();
    const page = await browser.newPage();
    await page.goto(url);
    return await page.evaluate(`(async () => { ${script} })()`);
  } finally {
    signal?.removeEventListener('abort', close);
    await browser.close();
  }
}

function findWebKit() {
  const folders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/libexec'];
  const found = folders.flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => name.startsWith('webkit2gtk-4'))
          .map((name) => `${folder}/${name}/MiniBrowser`)
      : [],
  );
  const driver = '/usr/bin/WebKitWebDriver';
  const name = 'WebKitGTK';
  const [path] = existsSync(driver) && existsSync('/usr/bin/Xvfb') ? found : [];
  const reason = 'not installed (apt-get install webkit2gtk-driver xvfb)';
  return {
    name,
    ...(path === undefined ? { reason } : { path }),
    evaluate(...args) {
      // Without a display it does not even say its version.
      return evaluateInWebKit(args, (version) => (this.name = `${name} ${version}`));
    },
  };
}

async function evaluateInWebKit([url, script, signal], tellVersion) {
  const children = [];
  const close = () => children.toReversed().forEach((child) => child.kill());
  signal?.addEventListener('abort', close);
  try {
    signal?.throwIfAborted();
    const display = await startDisplay(children);
    signal?.throwIfAborted();
    const call = await startWebKitDriver(children, display);
    const options = { binary: findWebKit().path, args: ['--automation'] };
    const capabilities = { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options };
    const made = await call('POST', '/session', { capabilities: { alwaysMatch: capabilities } });
    const { sessionId } = made;
    tellVersion(made.capabilities.browserVersion);
    const session = `/session/${sessionId}`;
    await call('POST', `${session}/timeouts`, { script: 600_000 });
    await call('POST', `${session}/url`, { url });
    const body = `const done = arguments[0];
      (async () => { ${script} })().then(done, (error) => done({ failed: String(error) }));`;
    const result = await call('POST', `${session}/execute/async`, { script: body, args: [] });
    await call('DELETE', session);
    if (typeof result?.failed === 'string') throw new Error(result.failed);
    return result;
  } finally {
    signal?.removeEventListener('abort', close);
    close();
  }
}

async function startDisplay(children) {
  const flags = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const server = spawn('Xvfb', flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  children.push(server);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', () => reject(new Error('Xvfb ended.')));
    server.stdio[3].once('data', (data) => resolve(`:${String(data).trim()}`));
  });
}

async function startWebKitDriver(children, display) {
  const port = await freePort();
  const env = { ...process.env, DISPLAY: display, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1' };
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], { env, stdio: 'ignore' });
  children.push(driver);
  const call = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(value)}`);
    return value;
  };
  for (let attempt = 0; ; attempt += 1) {
    try {
      await call('GET', '/status');
      return call;
    } catch (error) {
      if (attempt === 200 || driver.exitCode !== null || driver.killed) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
