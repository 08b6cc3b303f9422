import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { Router } from '@koa/router';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { ApiPart } from '../../src/api/api-part.js';
import { startServer, type RunningServer } from '../../src/api/server.js';
import { staticPage } from '../../src/api/static-page.js';
import { silentLog } from '../../src/base/log.js';
import { answerOf } from './played-house.js';

const open: RunningServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function serve(parts: ApiPart[] = [], ready: () => boolean = () => true) {
  const server = await startServer({ port: 0, host: '127.0.0.1', ready, parts, log: silentLog });
  open.push(server);
  return server;
}

/** Sends path and headers as they are; fetch would tidy them up first. */
async function getRaw(
  port: number,
  rawPath: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: rawPath, headers }, response => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}

describe('the health of the house', () => {
  test('is "starting" until it takes messages, then "ok"', async () => {
    let isReady = false;
    const { port } = await serve([], () => isReady);
    const healthz = async () => answerOf(await fetch(`http://127.0.0.1:${port}/healthz`));
    expect(await healthz()).toMatchObject({ status: 503, body: { status: 'starting' } });
    isReady = true;
    expect(await healthz()).toMatchObject({ status: 200, body: { status: 'ok' } });
  });
});

describe('a wrong request', () => {
  test('to an address that does not exist is told so', async () => {
    const { port } = await serve();
    const answer = await answerOf(await fetch(`http://127.0.0.1:${port}/nowhere`));
    expect(answer).toEqual({
      status: 404,
      type: 'application/problem+json',
      body: {
        type: 'urn:qunliban:problem:not-found',
        title: '没有这个地址',
        status: 404,
        detail: expect.stringMatching(/请/),
      },
    });
  });

  test('with the wrong method is told which ones there are', async () => {
    const { port } = await serve();
    const response = await fetch(`http://127.0.0.1:${port}/healthz`, { method: 'DELETE' });
    expect(response.headers.get('allow')).toContain('GET');
    expect(await answerOf(response)).toMatchObject({
      status: 405,
      body: { type: 'urn:qunliban:problem:method-not-allowed' },
    });
  });

  test.each(['/%', '/%zz', '/local-chat/%E4%A', '/%ff'])(
    'to %s is told that the path is malformed',
    async rawPath => {
      const { port } = await serve();
      const { status, body } = await getRaw(port, rawPath);
      expect(status).toBe(400);
      expect(JSON.parse(body)).toMatchObject({ type: 'urn:qunliban:problem:bad-path', status: 400 });
    },
  );
});

describe('a fault in the house', () => {
  test('does not show its inside, only a number to find it in the log by', async () => {
    const router = new Router();
    router.get('/broken', () => {
      throw new Error('password is 1234');
    });
    const lines: Record<string, unknown>[] = [];
    const log = silentLog.child({}, { level: 'silent' });
    log.error = (line: unknown) => void lines.push(line as Record<string, unknown>);
    const server = await startServer({
      port: 0,
      host: '127.0.0.1',
      ready: () => true,
      parts: [{ router }],
      log,
    });
    open.push(server);
    const answer = await answerOf(await fetch(`http://127.0.0.1:${server.port}/broken`));
    expect(answer).toMatchObject({ status: 500, body: { type: 'urn:qunliban:problem:internal' } });
    expect(JSON.stringify(answer.body)).not.toContain('1234');
    expect(lines).toHaveLength(1);
    expect(answer.body.detail).toContain(lines[0]!['incident']);
  });
});

describe('the security headers', () => {
  test('do not send a browser on plain HTTP to https', async () => {
    const { port } = await serve();
    const { headers } = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('a port', () => {
  test('that is taken is named, with what to do', async () => {
    const { port } = await serve();
    const second = startServer({ port, host: '127.0.0.1', ready: () => true, parts: [], log: silentLog });
    await expect(second).rejects.toMatchObject({
      code: 'port-in-use',
      message: expect.stringMatching(new RegExp(`${port}.*PORT`)),
    });
  });

  test('is free again after closing, even while a client keeps its connection', async () => {
    const server = await serve();
    const { port } = server;
    await fetch(`http://127.0.0.1:${port}/healthz`);
    open.length = 0;
    await server.close();
    const again = await startServer({
      port,
      host: '127.0.0.1',
      ready: () => true,
      parts: [],
      log: silentLog,
    });
    open.push(again);
    expect(again.port).toBe(port);
  });
});

async function withPage(use: (get: (path: string) => Promise<Response>, port: number) => Promise<void>) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'page-'));
  await mkdir(path.join(folder, 'assets', 'deep'), { recursive: true });
  await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>群里办</title>');
  await writeFile(path.join(folder, 'assets', 'app.js'), 'export {};');
  await writeFile(path.join(folder, 'assets', 'deep', '图.svg'), '<svg/>');
  await writeFile(path.join(folder, 'secret.txt'), 'secret');
  const { port } = await serve([staticPage({ folder, at: '/local-chat' })]);
  await use(async rawPath => fetch(`http://127.0.0.1:${port}${rawPath}`), port);
  await rm(folder, { recursive: true });
}

describe('the static page', () => {
  test('is served with its files', () =>
    withPage(async get => {
      const page = await get('/local-chat');
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(await page.text()).toContain('群里办');
      const script = await get('/local-chat/assets/app.js');
      expect(script.headers.get('content-type')).toMatch(/javascript/);
      expect((await get('/local-chat/assets/deep/%E5%9B%BE.svg')).status).toBe(200);
      expect((await get('/local-chat/')).status).toBe(200);
    }));

  test('is not sent twice to a browser that has it', () =>
    withPage(async (get, port) => {
      const etag = (await get('/local-chat')).headers.get('etag')!;
      const again = await getRaw(port, '/local-chat', { 'if-none-match': etag });
      expect(again.status).toBe(304);
    }));

  test.each([
    '/local-chat/assets/../secret.txt',
    '/local-chat/assets/..%2fsecret.txt',
    '/local-chat/assets/%2e%2e/secret.txt',
    '/local-chat/assets/%2e%2e%2fsecret.txt',
    '/local-chat/assets//etc/passwd',
    '/local-chat/assets/%00',
    '/local-chat/assets/deep',
    '/local-chat/assets/',
    '/local-chat/assets/none.js',
    '/local-chat/secret.txt',
    `/local-chat/assets/${'a'.repeat(300)}`,
  ])('gives nothing for %s', rawPath =>
    withPage(async (_, port) => {
      const { status, body } = await getRaw(port, rawPath);
      expect(status).toBe(404);
      expect(JSON.parse(body)).toMatchObject({ status: 404 });
    }),
  );

  test('that was not built says what to run', async () => {
    const { port } = await serve([staticPage({ folder: '/does/not/exist', at: '/local-chat' })]);
    const answer = await answerOf(await fetch(`http://127.0.0.1:${port}/local-chat`));
    expect(answer).toMatchObject({ status: 404, body: { detail: expect.stringContaining('npm run build') } });
  });
});
