/** A page with one module on it, on loopback. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/**
 * @param {string} bundle - served as `/bench.mjs`.
 * @param {string} [contentSecurityPolicy]
 * @param {(text: string) => void} [onMessage] - what the page posts to `/message`.
 */
export async function servePage(bundle, contentSecurityPolicy, onMessage) {
  const page = '<!doctype html><meta charset="utf-8"><title>bench</title>';
  const server = createServer((request, response) => {
    const headers =
      contentSecurityPolicy === undefined
        ? {}
        : { 'content-security-policy': contentSecurityPolicy };
    if (request.url === '/message' && onMessage !== undefined) {
      void take(request, response, onMessage);
      return;
    }
    if (request.url !== '/bench.mjs') {
      response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(page);
      return;
    }
    readFile(bundle).then(
      (content) => response.writeHead(200, { 'content-type': 'text/javascript' }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function take(request, response, onMessage) {
  onMessage(await text(request));
  response.writeHead(204).end();
}
