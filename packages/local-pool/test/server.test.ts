import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { startPoolServer } from '@countersign/local-pool/server';
import type { PoolServer, PoolServerOptions } from '@countersign/local-pool/server';
import { ALICE, SEED, USER_POOL_ID } from './_fixture.ts';
import { call } from './_wire-client.ts';

const servers: PoolServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function start(options: PoolServerOptions = {}): Promise<PoolServer> {
  const server = await startPoolServer({ seed: SEED, ...options });
  servers.push(server);
  return server;
}

describe('a server', () => {
  test('serves its pool on 127.0.0.1, with the real port in the issuer', async () => {
    const { url } = await start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const answer = await call(
      fetch,
      'InitiateAuth',
      {
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: 'app',
        AuthParameters: { USERNAME: ALICE.username, PASSWORD: ALICE.password },
      },
      url,
    );
    const [, payload = ''] = answer.body['AuthenticationResult'].AccessToken.split('.');
    const { iss } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iss: string };
    expect(iss).toBe(`${url}/${USER_POOL_ID}`);
    const discovered = await fetch(`${iss}/.well-known/openid-configuration`);
    expect(await discovered.json()).toMatchObject({ issuer: iss });
  });

  test('an oversized body is refused, and the next request is served', async () => {
    const { url } = await start();
    const large = await call(fetch, 'ListUserPools', `"${'x'.repeat(1024 * 1024)}"`, url);
    expect(large).toMatchObject({ status: 413, error: 'RequestEntityTooLargeException' });
    expect((await call(fetch, 'ListUserPools', { MaxResults: 1 }, url)).status).toBe(200);
  });

  test('a body that comes in chunks, without a length, is read', async () => {
    const { url } = await start();
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { 'x-amz-target': 'AWSCognitoIdentityProviderService.ListUserPools' };
      const sending = request(url, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sending.once('error', reject);
      sending.write('{"MaxResults":');
      sending.end('1}');
    });
    expect(status).toBe(200);
  });

  test('a client that goes away in the middle of its body is no defect', async () => {
    const { url } = await start();
    const defects = vi.spyOn(console, 'error').mockImplementation(() => {});
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    const target = 'x-amz-target: AWSCognitoIdentityProviderService.ListUserPools';
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\n${target}\r\ncontent-length: 100\r\n\r\n{`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(defects).not.toHaveBeenCalled();
    defects.mockRestore();
    expect((await call(fetch, 'ListUserPools', { MaxResults: 1 }, url)).status).toBe(200);
  });

  test('an empty body is empty on the wire', async () => {
    const { url } = await start();
    const input = { UserPoolId: USER_POOL_ID, Username: 'bob' };
    const answer = await call(fetch, 'AdminDeleteUser', input, url);
    expect(answer).toMatchObject({ status: 200, text: '' });
  });

  test('close ends connections that are kept alive', async () => {
    const { url, close } = await start();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    const ended = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => {});
    await close();
    await ended;
    await expect(fetch(url)).rejects.toThrow();
  });

  test('a port that is taken is the system’s error', async () => {
    const { url } = await start();
    const port = Number(new URL(url).port);
    await expect(start({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  test('a bad seed leaves no port open', async () => {
    const probe = await start();
    const port = Number(new URL(probe.url).port);
    await probe.close();
    const seed = { pools: [{ name: '' }] };
    await expect(start({ port, seed })).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
    expect((await start({ port })).url).toBe(probe.url);
  });

  test('the process’s own fetch, Request and Response stay as they are', async () => {
    const before = [globalThis.Request, globalThis.Response];
    await start();
    expect([globalThis.Request, globalThis.Response]).toEqual(before);
  });
});
