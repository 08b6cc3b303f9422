import { describe, expect, test } from '@jest/globals';
import { DAY, HOUR, MINUTE, MovableClock } from '../../src/base/clock.js';
import { Fault } from '../../src/base/fault.js';
import { silentLog } from '../../src/base/log.js';
import type { ChatGateway, OutgoingMessage } from '../../src/chat/chat-gateway.js';
import type { House } from '../../src/flow/house.js';
import type { Keeper } from '../../src/flow/keeper.js';
import { whereNow } from '../../src/flow/speaker.js';
import { Outbox, type Weight } from '../../src/outbox/outbox.js';
import { configuration } from '../support/demo.js';
import { message, playedHouse } from '../support/house.js';
import { memoryMedia } from '../support/memory-media.js';
import { memoryStore, type MemoryDisk } from '../support/memory-store.js';

const ACCOUNT = 'bot';
const GROUP = { kind: 'room', roomId: 'room-jgy-6' } as const;
const LEADER = { kind: 'direct', contactId: 'p-he' } as const;
const BARRED = '消息已发出，但被对方拒收了。';

interface Stage {
  readonly house: House;
  readonly keeper: Keeper;
  readonly clock: MovableClock;
  readonly said: OutgoingMessage[];
}

/** A house by day on a network that refuses what `refuses` says. */
async function staged(
  refuses: (message: OutgoingMessage) => string | undefined = () => undefined,
  disk: MemoryDisk = new Map(),
  begins = '2026-11-23T10:00:00+08:00',
): Promise<Stage> {
  const clock = new MovableClock({ now: () => Date.parse(begins) });
  const said: OutgoingMessage[] = [];
  const gateway: ChatGateway = {
    account: ACCOUNT,
    start: async () => {},
    stop: async () => {},
    async say(message) {
      const why = refuses(message);
      if (why !== undefined) throw new Error(why);
      said.push(message);
      return {};
    },
    hasSaid: async () => undefined,
  };
  const store = memoryStore(disk);
  const rooms: { house?: House } = {};
  const outbox = await Outbox.open({
    store,
    gateway,
    media: memoryMedia(),
    settings: configuration.outbox,
    network: 'local',
    clock,
    log: silentLog,
    whereNow: conversation => (rooms.house ? whereNow(conversation, rooms.house.roster.book) : conversation),
  });
  const { house, keeper } = await playedHouse({ store, clock, outbox });
  rooms.house = house;
  await keeper.begin();
  return { house, keeper, clock, said };
}

function isTo(conversation: OutgoingMessage['conversation'], message: OutgoingMessage): boolean {
  return JSON.stringify(message.conversation) === JSON.stringify(conversation);
}

function textsTo({ said }: Stage, conversation: OutgoingMessage['conversation']): string[] {
  return said.filter(one => isTo(conversation, one)).map(({ text = '' }) => text);
}

/** A message that the network refuses for good, and everything that follows. */
async function giveUp(weight: Weight, to: OutgoingMessage['conversation'] = GROUP): Promise<Stage> {
  const stage = await staged(one => (isTo(to, one) ? BARRED : undefined));
  await stage.house.outbox.add({ key: 'k', conversation: to, text: '新单 WG-1', weight });
  await stage.keeper.settle();
  await stage.keeper.settle();
  return stage;
}

describe('what is given up', () => {
  test.each(['emergency', 'vital'] as const)('%s: whoever leads hears its words, once', async weight => {
    expect(textsTo(await giveUp(weight), LEADER)).toEqual([expect.stringMatching(/没能送到.*新单 WG-1/su)]);
  });

  test('of ordinary messages to a group whoever leads hears once a day, without their words', async () => {
    const stage = await giveUp('notice');
    await stage.house.outbox.add({ key: 'k2', conversation: GROUP, text: '还有一句', weight: 'reply' });
    await stage.keeper.settle();
    expect(textsTo(stage, LEADER)).toEqual([expect.stringMatching(/^今天有消息没能发到/u)]);
    expect(textsTo(stage, LEADER).join('')).not.toMatch(/WG-1|还有一句/u);
    stage.clock.moveTo(stage.clock.now() + DAY);
    await stage.house.outbox.add({ key: 'k3', conversation: GROUP, text: '再一句', weight: 'reply' });
    await stage.keeper.settle();
    expect(textsTo(stage, LEADER)).toHaveLength(2);
  });

  test('an ordinary word to a person is only logged', async () => {
    const stage = await giveUp('reply', { kind: 'direct', contactId: 'r-jgy-6-1' });
    expect(stage.said).toEqual([]);
  });

  test('when the leader cannot be reached either, the next above hears it, and it ends there', async () => {
    const stage = await staged(one => (isTo(GROUP, one) || isTo(LEADER, one) ? BARRED : undefined));
    await stage.house.outbox.add({ key: 'k', conversation: GROUP, text: '新单 WG-1', weight: 'vital' });
    for (let turn = 0; turn < 4; turn += 1) await stage.keeper.settle();
    expect(stage.said.map(({ conversation, text }) => ({ conversation, text }))).toEqual([
      {
        conversation: { kind: 'direct', contactId: 'o-meng' },
        text: expect.stringMatching(/没能送到.*新单 WG-1/su),
      },
    ]);
    const none = await staged(() => BARRED);
    await none.house.outbox.add({ key: 'k', conversation: GROUP, text: '新单 WG-1', weight: 'vital' });
    for (let turn = 0; turn < 6; turn += 1) await none.keeper.settle();
    expect(none.said).toEqual([]);
    expect(await none.house.outbox.nextAt()).toBeUndefined();
  });
});

describe('a gap', () => {
  test('since the process before was on the network is told once, and a start soon after tells nothing more', async () => {
    const disk: MemoryDisk = new Map();
    const before = await staged(undefined, disk);
    await before.keeper.connected({ account: ACCOUNT, mayHaveMissed: true });
    await before.keeper.settle();
    expect(before.said).toEqual([]);
    const after = await staged(undefined, disk, '2026-11-23T11:00:00+08:00');
    await after.keeper.connected({ account: ACCOUNT, mayHaveMissed: true });
    await after.keeper.settle();
    expect(textsTo(after, GROUP)).toEqual([expect.stringMatching(/^今天 10:00到11:00我掉线了/u)]);
    const again = await staged(undefined, disk, '2026-11-23T11:40:00+08:00');
    await again.keeper.connected({ account: ACCOUNT, mayHaveMissed: true });
    await again.keeper.settle();
    expect(textsTo(again, GROUP)).toEqual([]);
  });

  test('is none for an account that is here for the first time, and none where nothing can be missed', async () => {
    const stage = await staged();
    await stage.keeper.connected({ account: ACCOUNT, mayHaveMissed: true });
    await stage.keeper.disconnected({ account: ACCOUNT });
    stage.clock.moveTo(stage.clock.now() + HOUR);
    await stage.keeper.connected({ account: ACCOUNT, mayHaveMissed: false });
    await stage.keeper.settle();
    expect(stage.said).toEqual([]);
  });

  test('is told in the groups of the account that was away, and in no others', async () => {
    const stage = await staged();
    await stage.keeper.connected({ account: 'other', mayHaveMissed: true });
    await stage.keeper.disconnected({ account: 'other' });
    stage.clock.moveTo(stage.clock.now() + HOUR);
    await stage.keeper.connected({ account: 'other', mayHaveMissed: true });
    await stage.keeper.settle();
    expect(stage.said).toEqual([]);
  });
});

/** A house and what it logs. */
async function logged(): Promise<Pick<Stage, 'house' | 'keeper'> & { lines: string[] }> {
  const log = silentLog.child({});
  const lines: string[] = [];
  log.warn = (_about: unknown, words?: string) => void lines.push(`warn: ${words}`);
  log.info = (_about: unknown, words?: string) => void lines.push(`info: ${words}`);
  return { ...(await playedHouse({ log })), lines };
}

describe('whether the account is on its network', () => {
  test('an account that came and went before anything could be said is away', async () => {
    const { keeper } = await logged();
    await keeper.connected({ account: ACCOUNT, mayHaveMissed: true });
    await keeper.disconnected({ account: ACCOUNT });
    await keeper.begin();
    expect(keeper.isThere(ACCOUNT)).toBe(false);
  });

  test('a login that the store could not note is noted with a later round, and its gap is told once', async () => {
    const stage = await staged();
    await stage.keeper.connected({ account: ACCOUNT, mayHaveMissed: true });
    await stage.keeper.disconnected({ account: ACCOUNT });
    stage.clock.moveTo(stage.clock.now() + HOUR);
    const { presence } = stage.house.channel;
    const of = presence.of.bind(presence);
    presence.of = async () => {
      throw new Fault('store-unreachable', 'away');
    };
    const login = { account: ACCOUNT, mayHaveMissed: true };
    await expect(stage.keeper.connected(login)).rejects.toMatchObject({ code: 'store-unreachable' });
    await stage.keeper.step();
    expect(stage.keeper.isThere(ACCOUNT)).toBe(true);
    presence.of = of;
    await stage.keeper.settle();
    expect((await of(ACCOUNT))?.onlineUntil).toBe(stage.clock.now());
    expect(textsTo(stage, GROUP)).toEqual([expect.stringMatching(/我掉线了/u)]);
  });

  test('leaving it because the program stops is nothing to warn of', async () => {
    const { keeper, lines } = await logged();
    await keeper.begin();
    await keeper.connected({ account: ACCOUNT, mayHaveMissed: true });
    await keeper.disconnected({ account: ACCOUNT, isMeant: true });
    expect(lines.at(-1)).toBe('info: the account leaves its network');
    await keeper.connected({ account: ACCOUNT, mayHaveMissed: true });
    await keeper.disconnected({ account: ACCOUNT });
    expect(lines.at(-1)).toBe('warn: the account is off its network; what it has to say waits');
  });
});

describe('a message', () => {
  const REPORT = '6栋2单元楼道灯坏了好几天，晚上摸黑';

  test('that comes late is taken with its own time; one from long ago, or from the future, is not believed', async () => {
    const { house, keeper, clock } = await staged();
    const now = clock.now();
    await keeper.messageArrived(message(REPORT, { id: 'late', at: now - 6 * HOUR }));
    await keeper.messageArrived(message(REPORT, { id: 'old', at: now - 8 * DAY }));
    await keeper.messageArrived(message(REPORT, { id: 'ahead', at: now + HOUR }));
    await keeper.messageArrived(message(REPORT, { id: 'fresh', at: now - 5 * MINUTE }));
    expect(await house.journal.heard(ACCOUNT, 'late')).toMatchObject({ at: now - 6 * HOUR, arrivedAt: now });
    expect(await house.journal.heard(ACCOUNT, 'old')).toBeUndefined();
    for (const id of ['ahead', 'fresh']) {
      const heard = await house.journal.heard(ACCOUNT, id);
      expect([heard?.at, heard?.arrivedAt]).toEqual([now, undefined]);
    }
  });

  test('that cannot be worked on is tried again while the process runs, and is done once', async () => {
    const { house, keeper, clock, said } = await staged();
    let isBroken = true;
    const { book } = house.roster;
    Object.defineProperty(house.roster, 'book', {
      configurable: true,
      get: () => {
        if (isBroken) throw new Error('broken');
        return book;
      },
    });
    await keeper.messageArrived(message('@小格', { mentionsBot: true, text: REPORT })).catch(() => {});
    await keeper.settle().catch(() => {});
    expect(await house.journal.countUnfinished()).toBe(1);
    isBroken = false;
    clock.moveTo(clock.now() + MINUTE);
    await keeper.settle();
    expect(await house.journal.countUnfinished()).toBe(0);
    expect(await house.tickets.all()).toHaveLength(1);
    expect(said.filter(({ text }) => text?.includes('已登记'))).toHaveLength(1);
  });
});
