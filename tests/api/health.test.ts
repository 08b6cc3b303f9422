import { afterEach, describe, expect, test } from '@jest/globals';
import type { Need } from '../../src/api/health.js';
import { startServer, type RunningServer } from '../../src/api/server.js';
import { silentLog } from '../../src/base/log.js';
import { answerOf } from './played-house.js';

const open: RunningServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function asked(needs: readonly Need[], ready = true) {
  const log = silentLog;
  const server = await startServer({ port: 0, host: '127.0.0.1', ready: () => ready, needs, parts: [], log });
  open.push(server);
  const url = `http://127.0.0.1:${server.port}`;
  return {
    readyz: async () => await answerOf(await fetch(`${url}/readyz`)),
    healthz: async () => await answerOf(await fetch(`${url}/healthz`)),
  };
}

const need = (away: string, isThere: () => Promise<boolean>): Need => ({ name: 'store', away, isThere });

describe('whether the program is ready', () => {
  test('is so when all that it needs is there', async () => {
    const { readyz } = await asked([need('数据库没有应答。', async () => true)]);
    expect(await readyz()).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  test('is not so while it starts, and says that', async () => {
    const { readyz } = await asked([], false);
    expect(await readyz()).toMatchObject({ status: 503, body: { detail: '程序正在启动或停止。' } });
  });

  test('names all that is away, by itself or by an error, and lives on', async () => {
    const { readyz, healthz } = await asked([
      need('数据库没有应答。', async () => await Promise.reject(new Error('no answer'))),
      need('聊天账号不在线。', async () => false),
      need('从不缺席。', async () => true),
    ]);
    expect(await readyz()).toEqual({
      status: 503,
      type: 'application/problem+json',
      body: {
        type: 'urn:qunliban:problem:not-ready',
        title: '暂时不能工作',
        status: 503,
        detail: '数据库没有应答。聊天账号不在线。',
      },
    });
    expect(await healthz()).toMatchObject({ status: 200 });
  });

  test('does not wait for a dead server, and asks it once only', async () => {
    let questions = 0;
    let answer: ((is: boolean) => void) | undefined;
    const { readyz } = await asked([
      need('数据库没有应答。', async () => {
        questions += 1;
        return await new Promise<boolean>(resolve => (answer = resolve));
      }),
    ]);
    const both = await Promise.all([readyz(), readyz()]);
    expect(both).toMatchObject([{ status: 503 }, { status: 503 }]);
    expect(questions).toBe(1);
    answer?.(true);
  });
});
