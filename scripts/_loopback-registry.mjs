/**
 * A package registry on 127.0.0.1, in memory: takes what is published, gives it back to who installs.
 * It knows no users, no tags but `latest`, and no package but those that it was given.
 *
 * @see https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md
 */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

/** @returns {Promise<{ url: string, published(): string[], close(): void }>} */
export async function startRegistry() {
  const packuments = new Map();
  const tarballs = new Map();
  let url = '';

  async function publish(request) {
    const { name, versions, _attachments: attachments = {} } = await json(request);
    const [[version, manifest]] = Object.entries(versions);
    const known = packuments.get(name) ?? { name, versions: {}, time: {} };
    if (version in known.versions) return { status: 409, body: { error: 'published before' } };
    const [{ data }] = Object.values(attachments);
    const tarball = Buffer.from(data, 'base64');
    const path = `/${name}/-/${name.split('/').at(-1)}-${version}.tgz`;
    tarballs.set(path, tarball);
    const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
    const dist = { tarball: url + path, integrity };
    known.versions[version] = { ...manifest, dist };
    known.time[version] = new Date(0).toISOString();
    known['dist-tags'] = { latest: version };
    packuments.set(name, known);
    return { status: 201, body: { ok: true } };
  }

  function find(path) {
    const found = packuments.get(path.slice(1));
    return found === undefined
      ? { status: 404, body: { error: 'not found' } }
      : { status: 200, body: found };
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error));
  });

  async function answer(request, response) {
    const path = decodeURIComponent(request.url.split('?')[0]);
    if (tarballs.has(path)) return response.end(tarballs.get(path));
    const { status, body } = request.method === 'PUT' ? await publish(request) : find(path);
    response.writeHead(status, { 'content-type': 'application/json' });
    return response.end(JSON.stringify(body));
  }

  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${server.address().port}`;
  return {
    url,
    published: () =>
      [...packuments.values()]
        .map((found) => `${found.name}@${found['dist-tags'].latest}`)
        .toSorted(),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
