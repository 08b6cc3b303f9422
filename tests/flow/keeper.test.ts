import { expect, test } from '@jest/globals';
import type { IncomingMessage } from '../../src/chat/chat-gateway.js';
import { Fault } from '../../src/base/fault.js';
import { MINUTE, MovableClock } from '../../src/base/clock.js';
import type { CollectionPlan, Document, Store } from '../../src/store/store.js';
import { message, playedHouse } from '../support/house.js';
import { memoryMedia } from '../support/memory-media.js';
import { memoryStore } from '../support/memory-store.js';

const REPORT = '6栋2单元楼道灯坏了好几天，晚上摸黑';

function spoken(more: Partial<IncomingMessage> = {}): IncomingMessage {
  return message('', { attachment: 'voice', readVoice: async () => new Uint8Array([1, 2, 3]), ...more });
}

test('a message that the network delivers twice is one report, and is answered once', async () => {
  const { house, keeper, said } = await playedHouse();
  const report = message(REPORT);
  await keeper.messageArrived(report);
  await keeper.messageArrived(report);
  await keeper.settle();
  await keeper.messageArrived(report);
  await keeper.settle();
  expect(await house.tickets.all()).toHaveLength(1);
  expect(said.filter(({ text }) => text?.includes('已登记'))).toHaveLength(1);
});

test('in a group that nobody bound the bot is silent, whatever is said', async () => {
  const { house, keeper, said } = await playedHouse();
  const conversation = { kind: 'room', roomId: 'strangers' } as const;
  const topic = '随便聊聊';
  await keeper.messageArrived(message(REPORT, { conversation, topic, mentionsBot: true }));
  await keeper.messageArrived(message('着火了，快来人', { conversation, topic }));
  await keeper.settle();
  expect(await house.tickets.all()).toEqual([]);
  expect(said).toEqual([]);
});

test('a voice message becomes a report when it can be turned into text', async () => {
  const { house, keeper } = await playedHouse({ transcribe: async () => ({ done: true, text: REPORT }) });
  await keeper.messageArrived(spoken());
  await keeper.settle();
  const [ticket] = await house.tickets.all();
  expect(ticket?.text).toBe(REPORT);
});

test('a number that was spoken is masked like one that was written', async () => {
  const text = `${REPORT}，我电话13812345678`;
  const { house, keeper } = await playedHouse({ transcribe: async () => ({ done: true, text }) });
  await keeper.messageArrived(spoken());
  await keeper.settle();
  const [ticket] = await house.tickets.all();
  expect(ticket?.text).toContain('138****5678');
});

test.each([
  ['no endpoint is there', {}],
  [
    'the endpoint does not understand it',
    { transcribe: async () => ({ done: false, why: 'silent' }) as const },
  ],
  ['the endpoint fails', { transcribe: async () => Promise.reject(new Error('gone')) }],
])('in private a sentence is asked for when %s', async (_why, extra) => {
  const { house, keeper, said } = await playedHouse(extra);
  await keeper.messageArrived(
    spoken({ conversation: { kind: 'direct', contactId: 'r-jgy-6-1' }, topic: '' }),
  );
  await keeper.settle();
  expect(await house.tickets.all()).toEqual([]);
  expect(said.map(({ text }) => text)).toEqual([expect.stringContaining('打一句话')]);
});

test('a slow voice holds up nobody else', async () => {
  let finish: ((heard: { done: true; text: string }) => void) | undefined;
  const transcribe = async (): Promise<{ done: true; text: string }> =>
    new Promise(resolve => {
      finish = resolve;
    });
  const { house, keeper } = await playedHouse({ transcribe });
  await keeper.messageArrived(spoken({ from: { id: 'r-jgy-6-2', name: '小棠' } }));
  await keeper.messageArrived(message('6栋1单元门禁坏了，谁都能进'));
  await keeper.step();
  const whileListening = await house.drafts.withWords();
  expect(whileListening).toHaveLength(1);
  finish?.({ done: true, text: REPORT });
  await keeper.settle();
  expect(await house.tickets.all()).toHaveLength(2);
});

test('a message that comes while its recall is still being written down is not taken', async () => {
  const inner = memoryStore();
  const store: Store = {
    ...inner,
    async collection<T extends Document>(plan: CollectionPlan) {
      const collection = await inner.collection<T>(plan);
      if (plan.name !== 'journal') return collection;
      const insert = async (value: T) => {
        const turns = 'heard' in value && value.heard === null ? 20 : 0;
        for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
        return collection.insert(value);
      };
      return Object.assign(Object.create(collection) as typeof collection, { insert });
    },
  };
  const { house, keeper, said } = await playedHouse({ store });
  const report = message(REPORT);
  const recall = { account: report.account, messageId: report.id, at: 0 };
  await Promise.all([keeper.messageRecalled(recall), keeper.messageArrived(report)]);
  await keeper.settle();
  expect(await house.tickets.all()).toEqual([]);
  expect(said).toEqual([]);
});

test('what came while the store was away is taken in once it is back, in its order; and a recall counts', async () => {
  let isAway = false;
  const inner = memoryStore();
  const store: Store = {
    ...inner,
    async collection<T extends Document>(plan: CollectionPlan) {
      const collection = await inner.collection<T>(plan);
      if (plan.name !== 'journal') return collection;
      const insert = async (value: T) => {
        if (isAway) throw new Fault('store-unreachable', 'away');
        return collection.insert(value);
      };
      return Object.assign(Object.create(collection) as typeof collection, { insert });
    },
  };
  const { house, keeper, said } = await playedHouse({ store });
  const other = message('6栋1单元门禁坏了，谁都能进', { from: { id: 'r-jgy-6-2', name: '小棠' } });
  isAway = true;
  for (const text of ['6栋2单元楼道灯', '坏了好几天，晚上摸黑'])
    await expect(keeper.messageArrived(message(text))).rejects.toThrow('away');
  const recall = { account: other.account, messageId: other.id, at: 0 };
  await expect(keeper.messageRecalled(recall)).rejects.toThrow('away');
  await keeper.settle();
  isAway = false;
  await keeper.step();
  await keeper.messageArrived(other);
  await keeper.settle();
  const tickets = await house.tickets.all();
  expect(tickets.map(({ text }) => text)).toEqual(['6栋2单元楼道灯，坏了好几天，晚上摸黑']);
  expect(said.filter(({ text }) => text?.includes('已登记'))).toHaveLength(1);
});

test('a round that fails is not tried again at once while messages wait, but with the next tick', async () => {
  const { house, keeper } = await playedHouse();
  let isAway = true;
  let rounds = 0;
  const settleDoubt = house.outbox.settleDoubt.bind(house.outbox);
  house.outbox.settleDoubt = async () => {
    rounds += 1;
    await new Promise(setImmediate);
    if (isAway) throw new Fault('store-unreachable', 'away');
    await settleDoubt();
  };
  const deliver = house.outbox.deliver.bind(house.outbox);
  house.outbox.deliver = async () => {
    if (isAway) throw new Fault('store-unreachable', 'away');
    return deliver();
  };
  await expect(keeper.step()).rejects.toThrow('away');
  await keeper.messageArrived(message(REPORT));
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
  expect(rounds).toBe(1);
  isAway = false;
  await keeper.settle();
  expect(await house.tickets.all()).toHaveLength(1);
});

test('a voice message whose words could not be worked on is tried again', async () => {
  const clock = new MovableClock({ now: () => Date.parse('2026-11-23T10:00:00+08:00') });
  const { house, keeper } = await playedHouse({
    clock,
    transcribe: async () => ({ done: true, text: REPORT }),
  });
  const join = house.drafts.join.bind(house.drafts);
  house.drafts.join = async () => {
    throw new Error('away');
  };
  await keeper.messageArrived(spoken());
  await keeper.settle();
  house.drafts.join = join;
  clock.moveTo(clock.now() + MINUTE);
  await keeper.settle();
  expect((await house.tickets.all()).map(({ text }) => text)).toEqual([REPORT]);
});

test('of a voice message that is recalled nothing stays, not even while it is listened to', async () => {
  const files = new Map();
  let finish: ((heard: { done: true; text: string }) => void) | undefined;
  let listening: (() => void) | undefined;
  const begun = new Promise<void>(resolve => (listening = resolve));
  const transcribe = async (): Promise<{ done: true; text: string }> =>
    new Promise(resolve => {
      finish = resolve;
      listening?.();
    });
  const { house, keeper, said } = await playedHouse({ transcribe, media: memoryMedia(files) });
  const voice = spoken();
  await keeper.messageArrived(voice);
  await begun;
  await keeper.messageRecalled({ account: voice.account, messageId: voice.id, at: 0 });
  expect([...files.keys()]).toEqual([]);
  finish?.({ done: true, text: REPORT });
  await keeper.settle();
  expect(await house.tickets.all()).toEqual([]);
  expect(said).toEqual([]);
});

test('a message that is recalled while it waits for another try is not tried again', async () => {
  const clock = new MovableClock({ now: () => Date.parse('2026-11-23T10:00:00+08:00') });
  const { house, keeper } = await playedHouse({ clock });
  const join = house.drafts.join.bind(house.drafts);
  house.drafts.join = async () => {
    throw new Error('away');
  };
  const report = message(REPORT);
  await keeper.messageArrived(report);
  await keeper.settle();
  house.drafts.join = join;
  await keeper.messageRecalled({ account: report.account, messageId: report.id, at: 0 });
  clock.moveTo(clock.now() + MINUTE);
  await keeper.settle();
  expect(await house.tickets.all()).toEqual([]);
});
