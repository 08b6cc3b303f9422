import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { localChat } from '../../src/api/local-chat.js';
import { startServer } from '../../src/api/server.js';
import { MovableClock } from '../../src/base/clock.js';
import { silentLog } from '../../src/base/log.js';
import type { IncomingMessage } from '../../src/chat/chat-gateway.js';
import { LocalNetwork } from '../../src/chat/local-network.js';
import { openPuppet } from '../../src/chat/open-puppet.js';
import { wechatyChat } from '../../src/chat/wechaty-chat.js';
import { openSqliteStore } from '../../src/store/sqlite-store.js';
import { memoryMedia } from '../support/memory-media.js';
import { monday, pixel, smallWorld } from '../support/small-world.js';
import { answerOf } from './played-house.js';

const building = '/local-chat/api/rooms/building/messages';

const files = new Map();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'local-chat-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function none(): Promise<void> {}

/** A process with everything real but the house, which says "收到" to whoever mentions the bot. */
async function startProcess({ withBot }: { withBot: boolean }) {
  const clock = new MovableClock({ now: () => monday });
  const store = await openSqliteStore(folder);
  const network = await LocalNetwork.open({
    world: smallWorld,
    store,
    media: memoryMedia(files),
    clock,
  });
  const chat = wechatyChat({
    openPuppet: () => openPuppet('local', { network }),
    log: silentLog,
    witness: network,
  });
  const heard: IncomingMessage[] = [];
  if (withBot) {
    await chat.start({
      async messageArrived(message) {
        heard.push(message);
        const { conversation, from } = message;
        if (message.mentionsBot) await chat.say({ conversation, text: '收到', mentionIds: [from.id] });
      },
      messageRecalled: none,
      peopleJoined: none,
      peopleLeft: none,
    });
  }
  const part = localChat({
    network,
    clock: { advance: async () => clock.now() },
    settle: none,
    tickets: async () => [],
    now: () => clock.now(),
    subscribeTickets: () => () => {},
  });
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    ready: () => true,
    parts: [part],
    log: silentLog,
  });
  const url = (rest: string) => `http://127.0.0.1:${server.port}${rest}`;
  return {
    heard,
    get: async (rest: string) => answerOf(await fetch(url(rest))),
    post: async (rest: string, body: unknown = {}) =>
      answerOf(
        await fetch(url(rest), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      ),
    async end() {
      await server.close();
      if (withBot) await chat.stop();
      await store.close();
    },
  };
}

test('what was posted just before a crash is answered after the restart, and only once', async () => {
  const first = await startProcess({ withBot: false });
  const photo = pixel.toString('base64');
  const { id } = (
    await first.post(building, { from: 'zhang', text: '漏水了', imageBase64: photo, mention: true })
  ).body;
  const seen = (await first.get(building)).body.cursor;
  await first.end();

  const second = await startProcess({ withBot: true });
  await second.post('/local-chat/api/settle');
  const { messages, cursor } = (await second.get(`${building}?after=${seen}`)).body;
  expect(messages).toMatchObject([{ text: '@张阿姨 收到', from: { isBot: true }, mentions: ['zhang'] }]);
  expect(Buffer.from(await second.heard[0]!.readPhoto!())).toEqual(pixel);
  await second.end();

  const third = await startProcess({ withBot: true });
  await third.post('/local-chat/api/settle');
  expect(third.heard).toEqual([]);
  expect((await third.get(`${building}?after=${cursor}`)).body.messages).toEqual([]);
  expect((await third.get(building)).body.messages).toMatchObject([
    { id, text: '漏水了' },
    { text: '@张阿姨 收到' },
  ]);
  await third.end();
});

test('a question is answered before settling ends', async () => {
  const process = await startProcess({ withBot: true });
  const { cursor } = (await process.get('/local-chat/api/direct/wang/messages')).body;
  await process.post('/local-chat/api/direct/wang/messages', { text: '@小格 在吗' });
  await process.post('/local-chat/api/settle');
  const { messages } = (await process.get(`/local-chat/api/direct/wang/messages?after=${cursor}`)).body;
  expect(messages).toMatchObject([{ text: '@小格 在吗' }, { text: '收到' }]);
  await process.end();
});
