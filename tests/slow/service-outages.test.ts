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
const inRealTime = isAskedFor ? test.concurrent : test.concurrent.skip;

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

describe('in real time (SLOW_TESTS=yes), over a real puppet service', () => {
  inRealTime('a service that is gone for 5 seconds is found again', () => outageOf(5 * SECOND));

  inRealTime('a service that is gone for 100 seconds is found again', () => outageOf(100 * SECOND));

  inRealTime(
    '130 seconds without a message are no reason to log out, and nothing is said twice',
    async () => {
      const host = await startHost();
      const ears = new Ears();
      const { log, lines } = keptLog();
      await startOver(host, ears, { log });
      const logins = () => lines.filter(({ words }) => words === 'the bot is on the chat network').length;
      await pass(130 * SECOND);
      await say(host, '还在吗');
      await ears.until(() => ears.messages.length === 1);
      expect(ears.messages.map(({ text }) => text)).toEqual(['还在吗']);
      expect(logins()).toBe(1);
      expect(lines.filter(({ level }) => level !== 'info')).toEqual([]);
    },
  );
});
