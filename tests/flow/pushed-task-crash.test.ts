import path from 'node:path';
import { expect, test } from '@jest/globals';
import { MINUTE, MovableClock } from '../../src/base/clock.js';
import { silentLog } from '../../src/base/log.js';
import type { ChatGateway, OutgoingMessage } from '../../src/chat/chat-gateway.js';
import { Outbox } from '../../src/outbox/outbox.js';
import { configFolder, configuration } from '../support/demo.js';
import { message, playedHouse } from '../support/house.js';
import { memoryMedia } from '../support/memory-media.js';
import { memoryStore, type MemoryDisk } from '../support/memory-store.js';
import { mortalStore } from '../support/mortal-store.js';
import { loadUnderstanding } from '../../src/classify/understand.js';

const understand = loadUnderstanding(path.join(configFolder, 'understanding/model.bin'));
const MONDAY = Date.parse('2026-11-23T09:00:00+08:00');
const WORKERS = 'room-liuyuan-workers';

type Step =
  { readonly by: string; readonly text: string; readonly room?: string } | { readonly until: string };

const steps: readonly Step[] = [
  { by: 'o-meng', text: '下派任务 瓶装燃气用户登记 给柳园里7栋、9栋 每户登记' },
  { by: 'o-meng', text: '周五18点' },
  { by: 'o-meng', text: '确认' },
  { by: 'w-zhou', text: '接', room: WORKERS },
  { by: 'w-zhou', text: '进度 30户', room: WORKERS },
  { by: 'w-zhou', text: '1', room: WORKERS },
  { until: '2026-11-23T18:30:00+08:00' },
  { by: 'w-zhou', text: '有困难 白天没人', room: WORKERS },
  { by: 'p-tian', text: '帮手 小李' },
  { by: 'w-zhou', text: '完成', room: WORKERS },
  { by: 'w-zhou', text: '0', room: WORKERS },
  { by: 'o-meng', text: '验收通过' },
  { by: 'o-meng', text: '反馈 都换好了' },
];
const messages = steps.map(step =>
  'by' in step
    ? message(step.text, {
        from: { id: step.by, name: step.by },
        conversation:
          step.room === undefined
            ? { kind: 'direct', contactId: step.by }
            : { kind: 'room', roomId: step.room },
      })
    : undefined,
);

/** Plays all of it; the process dies after the writes named, one after the other, and is started again each time. */
async function play(deaths: readonly number[]) {
  const disk: MemoryDisk = new Map();
  // The demo community is there before anything dies.
  await playedHouse({ store: memoryStore(disk), understand });
  const media = memoryMedia();
  const clock = new MovableClock({ now: () => MONDAY });
  const said: OutgoingMessage[] = [];
  const left = [...deaths];
  let writes = 0;
  const start = async () => {
    const mortal = mortalStore(memoryStore(disk), left.shift());
    const gateway: ChatGateway = {
      account: 'bot',
      start: async () => {},
      stop: async () => {},
      say: async outgoing => (said.push(outgoing), {}),
      hasSaid: async outgoing => said.some(one => JSON.stringify(one) === JSON.stringify(outgoing)),
    };
    const outbox = async () =>
      Outbox.open({
        store: mortal.store,
        gateway,
        media,
        settings: configuration.outbox,
        network: 'local',
        clock,
        log: silentLog,
      });
    const { house, keeper } = await playedHouse({
      store: mortal.store,
      media,
      clock,
      understand,
      outbox: await outbox(),
    });
    await keeper.recover();
    await keeper.begin();
    return { house, keeper, mortal };
  };
  /** Starts as often as it takes: it may die while it starts, too. */
  const started = async (): Promise<Awaited<ReturnType<typeof start>>> => {
    for (;;) {
      try {
        return await start();
      } catch (error) {
        if (left.length === deaths.length) throw error;
      }
    }
  };
  let running = await started();
  for (const [at, step] of steps.entries()) {
    for (;;) {
      try {
        const arrived = messages[at];
        if (arrived) await running.keeper.messageArrived(arrived);
        await running.keeper.settle();
        if ('until' in step)
          await running.keeper.advance(
            clock,
            (Date.parse(step.until) - clock.now()) / MINUTE,
            async () => {},
          );
        if (!running.mortal.isDead()) break;
      } catch (error) {
        if (!running.mortal.isDead()) throw error;
      }
      writes += running.mortal.writes();
      running = await started();
    }
  }
  writes += running.mortal.writes();
  const [task, ...others] = await running.house.tasks.all();
  expect(others).toEqual([]);
  return { said, writes, task };
}

/** What was said about the task, with numbers that do not depend on how often something was tried. */
function transcript(said: readonly OutgoingMessage[]): string[] {
  return said
    .map(({ conversation, text = '', mentionIds }) => JSON.stringify([conversation, text, mentionIds]))
    .filter(line => !/打卡|巡查|例会|早上好|本周安全检查/u.test(line))
    .map(line => line.replace(/WG-\d{8}-\d{4}/gu, 'WG').replace(/(?<=“[^”]{2,6} )\d{4}/gu, '####'))
    .sort();
}

test('killed after any write, a pushed task comes to the same end, and nothing is said twice or left out', async () => {
  const whole = await play([]);
  expect(whole.task).toMatchObject({ state: 'accepted' });
  const expected = transcript(whole.said);
  expect(new Set(expected).size).toBe(expected.length);
  const types = whole.task?.history.map(({ type }) => type);
  const deaths = Array.from({ length: whole.writes }, (_, at) => at + 1).filter(nth => nth % 11 === 1);
  expect(deaths.length).toBeGreaterThan(10);
  for (const nth of deaths) {
    const again = await play([nth, 9 + (nth % 13)]);
    expect([nth, again.task?.history.map(({ type }) => type)]).toEqual([nth, types]);
    expect([nth, transcript(again.said)]).toEqual([nth, expected]);
  }
}, 120_000);
