import { setTimeout as pass } from 'node:timers/promises';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { Ears } from '../chat/ears.js';
import { endAll, keptLog, startOver } from '../chat/host/over-service.js';
import { startHost, type Host } from '../chat/host/start-host.js';
import { inBuilding } from '../support/small-world.js';

// Only ends what hangs.
jest.setTimeout(400_000);
afterAll(endAll);

const SECOND = 1_000;
/** CI asks for it; everywhere else two and a half minutes are too long for a test. */
const isAskedFor = process.env['SLOW_TESTS'] === 'yes';
const inRealTime = isAskedFor ? test : test.skip;

async function say(host: Host, text: string): Promise<void> {
  const draft = { fromId: 'zhang', conversation: inBuilding, mentionIds: [], text };
  await host.tell({ do: 'post', draft });
}

/** The service is killed for so long and comes back as a new process; the bot must find it by itself. */
async function outageOf(ms: number): Promise<void> {
  const before = await startHost();
  const ears = new Ears();
  const { log, lines, until } = keptLog();
  const chat = await startOver(before, ears, { log });
  await say(before, '从前');
  await ears.until(() => ears.messages.length === 1);

  await before.kill();
  expect((await until('the chat network is lost')).words).toContain('the network is at fault');
  await pass(ms);
  lines.length = 0;
  const after = await startHost({ port: before.plan.port });
  await until('the bot is on the chat network');
  await say(after, '现在');
  await ears.until(() => ears.messages.length === 2);
  await chat.say({ conversation: inBuilding, text: '在的', mentionIds: [] });
  expect(await after.tell({ do: 'said', conversation: inBuilding })).toMatchObject([{ text: '在的' }]);
  expect(ears.messages.map(({ text }) => text)).toEqual(['从前', '现在']);
}

/** Nobody says a word for so long. */
async function quietFor(ms: number): Promise<void> {
  const host = await startHost();
  const ears = new Ears();
  const { log, lines } = keptLog();
  await startOver(host, ears, { log });
  await pass(ms);
  await say(host, '还在吗');
  await ears.until(() => ears.messages.length === 1);
  expect(ears.messages.map(({ text }) => text)).toEqual(['还在吗']);
  expect(lines.map(({ words }) => words)).toEqual(['the bot is on the chat network']);
}

describe('in real time (only with SLOW_TESTS=yes), over a real puppet service', () => {
  // All three at once: what takes the time is waiting.
  inRealTime(
    'a bot whose service is gone for 5 seconds, one whose is gone for 100 seconds, and one that hears nothing for 130 seconds are there afterwards, by themselves',
    async () => {
      await Promise.all([outageOf(5 * SECOND), outageOf(100 * SECOND), quietFor(130 * SECOND)]);
    },
  );
});
