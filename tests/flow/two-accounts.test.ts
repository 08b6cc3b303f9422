import { beforeEach, describe, expect, test } from '@jest/globals';
import { MINUTE, MovableClock, SECOND } from '../../src/base/clock.js';
import type { IncomingMessage } from '../../src/chat/chat-gateway.js';
import { RosterStore } from '../../src/roster/roster-store.js';
import { LEASE_MS } from '../../src/store/lease.js';
import { message } from '../support/house.js';
import { memoryMedia } from '../support/memory-media.js';
import { memoryStore, type MemoryDisk } from '../support/memory-store.js';
import { startProcess, type Common, type PlayedProcess, type ProcessPlan } from '../support/processes.js';
import { EAST, streetOfTwo, WEST } from '../support/two-accounts.js';

let disk: MemoryDisk;
let common: Common;

beforeEach(async () => {
  disk = new Map();
  const monday = Date.parse('2026-11-23T10:00:00+08:00');
  common = {
    clock: new MovableClock({ now: () => monday }),
    shown: [],
    media: memoryMedia(),
    gone: new Set(),
  };
  await (await RosterStore.open(memoryStore(disk))).add(streetOfTwo);
});

async function start(plan: ProcessPlan): Promise<PlayedProcess> {
  return startProcess(memoryStore(disk), common, plan);
}

/** Time passes; everybody shows that they live, and does what there is to do, one after the other, twice. */
async function pass(ms: number, ...processes: readonly PlayedProcess[]): Promise<void> {
  for (let left = ms; left > 0; left -= 2 * SECOND) {
    common.clock.moveTo(common.clock.now() + Math.min(left, 2 * SECOND));
    for (const { beat } of processes) await beat();
    for (let round = 0; round < 2; round += 1) for (const { keeper } of processes) await keeper.step();
  }
}

function inEast(text: string, more: Partial<IncomingMessage> = {}): IncomingMessage {
  return message(text, { account: EAST, at: common.clock.now(), ...more });
}

function inWest(text: string, more: Partial<IncomingMessage> = {}): IncomingMessage {
  return inEast(text, {
    account: WEST,
    from: { id: 'r-lyl-7-1', name: '小满' },
    conversation: { kind: 'room', roomId: 'room-lyl-7' },
    topic: '柳园里7栋楼群',
    ...more,
  });
}

/** Who said what where, in order. */
function said(): string[] {
  return common.shown.map(({ account, message: { conversation, text = '' } }) => {
    const where = conversation.kind === 'room' ? conversation.roomId : conversation.contactId;
    return `${account} ${where}: ${text.split('\n')[0]}`;
  });
}

function saidIn(where: string): string[] {
  return said().filter(line => line.includes(` ${where}: `));
}

describe('accounts own their groups', () => {
  test('a bot hears and says for its account alone, whoever reacts', async () => {
    const east = await start({ pid: 1, roles: ['bot'], account: EAST });
    const west = await start({ pid: 2, roles: ['bot'], account: WEST });
    const worker = await start({ pid: 3, roles: ['worker'] });
    await east.keeper.messageArrived(inEast('6栋3单元一楼楼道堆满了纸箱，路都挡住了'));
    await west.keeper.messageArrived(inWest('7栋2单元一楼楼道堆满了纸箱，路都挡住了'));
    await pass(10 * SECOND, worker, west, east);
    expect(saidIn('room-jgy-6')).toEqual([expect.stringContaining(EAST)]);
    expect(saidIn('room-lyl-7')).toEqual([expect.stringContaining(WEST)]);
    expect(saidIn('room-jingui-workers')).toEqual([expect.stringContaining(EAST)]);
    expect(saidIn('room-liuyuan-workers')).toEqual([expect.stringContaining(WEST)]);
    expect(await worker.house.tickets.all()).toHaveLength(2);
  });

  test('what a bot that is away has to say waits for it, and the others go on', async () => {
    const east = await start({ pid: 1, roles: ['bot'], account: EAST });
    const west = await start({ pid: 2, roles: ['bot'], account: WEST });
    const worker = await start({ pid: 3, roles: ['worker'] });
    await west.keeper.messageArrived(inWest('7栋2单元一楼楼道堆满了纸箱，路都挡住了'));
    await west.end();
    await pass(MINUTE, worker, east);
    expect(said()).toEqual([]);
    const again = await start({ pid: 4, roles: ['bot'], account: WEST });
    await pass(10 * SECOND, worker, east, again);
    expect(saidIn('room-lyl-7')).toHaveLength(1);
    expect(saidIn('room-liuyuan-workers')).toHaveLength(1);
  });

  test('a group belongs to the account that heard its code, and what waited there is said by it', async () => {
    const east = await start({ pid: 1, roles: ['bot'], account: EAST });
    const west = await start({ pid: 2, roles: ['bot'], account: WEST });
    await west.house.outbox.add({
      key: 'waits',
      conversation: { kind: 'room', roomId: 'room-lyl-7' },
      account: WEST,
      text: '在吗',
      weight: 'reply',
    });
    await east.keeper.messageArrived(
      inEast('绑定 LYL7', {
        from: { id: 'w-chen', name: '网格员小陈' },
        conversation: { kind: 'room', roomId: 'room-new' },
        topic: '柳园里7栋新群',
      }),
    );
    await pass(4 * SECOND, east, west);
    expect(saidIn('room-new')).toEqual([
      `${EAST} room-new: 在吗`,
      expect.stringContaining(`${EAST} room-new: 绑定好了`),
    ]);
    expect(saidIn('room-lyl-7')).toEqual([]);
    await west.keeper.messageArrived(inWest('7栋2单元一楼楼道堆满了纸箱，路都挡住了'));
    await pass(10 * SECOND, east, west);
    expect(await west.house.tickets.all()).toEqual([]);
  });

  test('of two accounts in one group the one that owns it answers, as long as it is there', async () => {
    const east = await start({ pid: 1, roles: ['bot'], account: EAST });
    const west = await start({ pid: 2, roles: ['bot'], account: WEST });
    const code = { from: { id: 'w-chen', name: '网格员小陈' }, topic: '新群' };
    const conversation = { kind: 'room', roomId: 'room-both' } as const;
    await east.house.channel.presence.sawOnline(EAST, common.clock.now());
    await east.keeper.messageArrived(inEast('绑定 JGY6', { ...code, conversation }));
    await pass(2 * SECOND, east, west);
    const staff = { from: { id: 'w-zhou', name: '网格员小周' }, topic: '新群' };
    await west.keeper.messageArrived(inWest('绑定 JGY6', { ...staff, conversation }));
    await pass(2 * SECOND, east, west);
    expect(saidIn('room-both')).toEqual([expect.stringContaining(EAST)]);
    // The account is gone for good: staff post the code once more, and the other one takes over.
    common.clock.moveTo(common.clock.now() + 10 * MINUTE);
    await west.keeper.messageArrived(inWest('绑定 JGY6', { ...staff, conversation }));
    await pass(2 * SECOND, west);
    expect(saidIn('room-both').at(-1)).toContain(WEST);
  });

  test('of two accounts that hear one code at the same moment one answers, and the group is its own', async () => {
    const east = await start({ pid: 1, roles: ['bot'], account: EAST });
    const west = await start({ pid: 2, roles: ['bot'], account: WEST });
    const conversation = { kind: 'room', roomId: 'room-both' } as const;
    const staff = { from: { id: 'w-chen', name: '网格员小陈' }, topic: '新群', conversation };
    const zhou = { ...staff, from: { id: 'w-zhou', name: '网格员小周' } };
    await Promise.all([
      east.keeper.messageArrived(inEast('绑定 JGY6', staff)),
      west.keeper.messageArrived(inWest('绑定 JGY6', zhou)),
    ]);
    await Promise.all([east.keeper.step(), west.keeper.step()]);
    await pass(4 * SECOND, east, west);
    expect(saidIn('room-both')).toEqual([expect.stringContaining('绑定好了')]);
    const owner = saidIn('room-both')[0]?.startsWith(EAST) ? EAST : WEST;
    for (const { house } of [east, west])
      expect(house.roster.book.nearestRoom('jgy-6', ['building'])?.id).toBe(`${owner}|room-both`);
  });

  test('two accounts that hear one code at the same moment end with one owner', async () => {
    const stores = [memoryStore(disk), memoryStore(disk)];
    const [one, other] = await Promise.all(stores.map(async store => RosterStore.open(store)));
    const room = { roomId: 'room-both', kind: 'building', unitId: 'jgy-6', topic: '新群' } as const;
    await Promise.all([
      one?.bind({ id: `${EAST}|room-both`, ...room }, common.clock.now()),
      other?.bind({ id: `${WEST}|room-both`, ...room }, common.clock.now()),
    ]);
    await one?.refresh();
    await other?.refresh();
    const owners = [one, other].map(roster => roster?.book.nearestRoom('jgy-6', ['building'])?.id);
    expect(owners[0]).toBe(owners[1]);
    expect(
      one?.book.rooms.filter(({ unitId, kind }) => unitId === 'jgy-6' && kind === 'building'),
    ).toHaveLength(1);
  });
});

describe('what one process learns the others know at their next round', () => {
  test('who was met, what was corrected, how far confidence is believed', async () => {
    const east = await start({ pid: 1, roles: ['bot'], account: EAST });
    const worker = await start({ pid: 2, roles: ['worker'] });
    const li = { id: 'li', name: '李婶', roles: [], contactKey: `${EAST}|li` };
    await east.house.roster.acquaint(li);
    await worker.house.corrections.learn({
      id: 't1',
      text: '楼下那个铁皮箱子一直嗡嗡响',
      category: '02',
      item: '02-03',
    });
    expect(worker.house.roster.book.person('li')).toBeUndefined();
    await pass(2 * SECOND, worker, east);
    expect(worker.house.roster.book.person('li')).toEqual(li);
    expect(east.house.corrections.recall('楼下那个铁皮箱子一直嗡嗡响')?.correction.item).toBe('02-03');
    const outcomes = Array.from({ length: 400 }, (_, nth) => ({ score: 0.9, isRight: nth % 2 === 0 }));
    const before = east.house.confidence.believed(0.9);
    await worker.house.confidence.learn(outcomes, common.clock.now());
    expect(east.house.confidence.believed(0.9)).toBe(before);
    await pass(2 * SECOND, east);
    expect(east.house.confidence.believed(0.9)).toBe(worker.house.confidence.believed(0.9));
    expect(east.house.confidence.believed(0.9)).toBeLessThan(before);
  });
});

describe('two workers', () => {
  test('that find the same thing due at the same moment do it once', async () => {
    const east = await start({ pid: 1, roles: ['bot'], account: EAST });
    const workers = [await start({ pid: 2, roles: ['worker'] }), await start({ pid: 3, roles: ['worker'] })];
    await east.keeper.messageArrived(inEast('6栋3单元一楼楼道堆满了纸箱，路都挡住了'));
    await pass(10 * SECOND, east, ...workers);
    for (let due = 0; due < 3; due += 1) {
      const [ticket] = await east.house.tickets.all();
      common.clock.moveTo(ticket?.nextDueAt ?? 0);
      await Promise.all(workers.map(({ keeper }) => keeper.step()));
    }
    const [ticket] = await east.house.tickets.all();
    const atOnce = ticket?.history.filter(({ by }) => by === 'bot').map(({ type, at }) => `${type} ${at}`);
    expect(atOnce?.length).toBeGreaterThanOrEqual(3);
    expect(atOnce).toEqual([...new Set(atOnce)]);
  });
});

describe('two processes on one account', () => {
  test('one works and says; the other takes over when it shows no life any more', async () => {
    const first = await start({ pid: 1, roles: ['bot', 'worker'], account: EAST });
    const second = await start({ pid: 2, roles: ['bot', 'worker'], account: EAST });
    expect([first.hasAccount(), second.hasAccount()]).toEqual([true, false]);
    const both = inEast('6栋3单元一楼楼道堆满了纸箱，路都挡住了');
    // The second one is the first to write it down.
    await second.keeper.messageArrived(both);
    await first.keeper.messageArrived(both);
    await pass(10 * SECOND, first, second);
    expect(saidIn('room-jgy-6')).toHaveLength(1);
    await first.keeper.messageArrived(
      inEast('8栋1单元门口垃圾堆了好几天没人收，臭得很', { conversation: inJgy8 }),
    );
    // The first one is never heard of again.
    await pass(LEASE_MS - 2 * SECOND, second);
    expect(second.hasAccount()).toBe(false);
    await pass(20 * SECOND, second);
    expect(second.hasAccount()).toBe(true);
    expect(saidIn('room-jgy-6')).toHaveLength(1);
    expect(saidIn('room-jgy-8')).toHaveLength(1);
  });

  test('who was held up and lost the account says nothing more', async () => {
    const first = await start({ pid: 1, roles: ['bot', 'worker'], account: EAST });
    const second = await start({ pid: 2, roles: ['bot', 'worker'], account: EAST });
    await pass(30 * SECOND, second);
    await first.keeper.messageArrived(inEast('6栋3单元一楼楼道堆满了纸箱，路都挡住了'));
    await pass(10 * SECOND, second, first);
    expect([first.hasAccount(), second.hasAccount()]).toEqual([false, true]);
    expect(saidIn('room-jgy-6')).toHaveLength(1);
  });

  test('a recall that the waiting process hears is not lost with the one that worked', async () => {
    const first = await start({ pid: 1, roles: ['bot', 'worker'], account: EAST });
    const second = await start({ pid: 2, roles: ['bot', 'worker'], account: EAST });
    const both = inEast('6栋3单元一楼楼道堆满了纸箱，路都挡住了');
    await first.keeper.messageArrived(both);
    await second.keeper.messageRecalled({ account: EAST, messageId: both.id, at: common.clock.now() });
    common.gone.add(1);
    await pass(20 * SECOND, second);
    expect(await second.house.tickets.all()).toEqual([]);
    expect(said()).toEqual([]);
  });
});

const inJgy8 = { kind: 'room', roomId: 'room-jgy-8' } as const;
