import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { alone, building, Troubled, type Where } from './troubled.js';

const WITHIN_MS = 300_000;
const WORKERS: Where = { roomId: 'room-jingui-workers' };
const LAMP = '2单元楼道的灯坏了好几天，晚上摸黑';

/** See docs/channel-faults.md: each fault is played on the running program, each in groups of its own. */
describe('what the bot says', () => {
  let at: Troubled;

  beforeAll(async () => {
    at = await Troubled.begin('2026-11-23T09:00');
  }, WITHIN_MS);
  afterAll(async () => at.stop(), WITHIN_MS);

  /** Somebody reports something in the group; the receipt must come there once, and the card to the workers once. */
  async function expectReportAnswered(unit: string): Promise<void> {
    const { number } = await at.ticketOf(unit);
    expect(await at.count(building(unit), new RegExp(`已登记 ${number}`, 'u'))).toBe(1);
    expect(await at.count(WORKERS, new RegExp(`新单 ${number}`, 'u'))).toBe(1);
  }

  test(
    'a message that is refused is said later, and nothing of its group overtakes it',
    async () => {
      const group = building('jgy-6');
      await at.fault('say', { kind: 'failed', times: 2, ...group });
      await at.says('r-jgy-6-1', group, LAMP);
      expect(await at.saidIn(group)).toEqual([]);
      await at.says('r-jgy-6-2', group, '@小格 在吗', { mention: true });
      // The answer to the second message waits behind the one that was refused.
      expect(await at.saidIn(group)).toEqual([]);
      await at.minutesLater(1);
      const said = await at.saidIn(group);
      expect(said.map(text => /已登记/u.test(text))).toEqual([true, false]);
      await expectReportAnswered('jgy-6');
      expect(at.logged('a message was not taken by the network')).toHaveLength(2);
    },
    WITHIN_MS,
  );

  test(
    'an account that the network slows down pauses longer every time; then emergencies go first, and all comes once',
    async () => {
      const group = building('jgy-3');
      const other = building('jgy-8');
      const before = await at.metric('outbox_throttled_total');
      await at.fault('say', { kind: 'throttled', times: 2 });
      await at.says('r-jgy-3-1', group, '3栋单元门的门禁坏了，谁都能进');
      expect(await at.metric('outbox_pause_seconds')).toBeGreaterThan(0);
      expect(await at.saidIn(group)).toEqual([]);
      await at.says('r-jgy-8-1', other, '8栋1单元楼道里一股很浓的煤气味');
      await at.minutesLater(10);
      const pauses = at.logged('the network slows the account down').map(({ pauseMs }) => Number(pauseMs));
      expect(pauses).toHaveLength(2);
      expect(Number(pauses[1])).toBeGreaterThan(Number(pauses[0]));
      expect(await at.metric('outbox_throttled_total')).toBe(before + 2);
      await expectReportAnswered('jgy-3');
      expect(await at.count(other, /‼️/u)).toBe(1);
      const toWorkers = await at.saidIn(WORKERS);
      const urgent = toWorkers.findIndex(text => text.includes('【紧急】'));
      const { number } = await at.ticketOf('jgy-3');
      expect(urgent).toBeGreaterThanOrEqual(0);
      expect(urgent).toBeLessThan(toWorkers.findIndex(text => text.includes(`新单 ${number}`)));
      expect(await at.metric('outbox_waiting')).toBe(0);
    },
    WITHIN_MS,
  );

  test(
    'a message that the network takes back afterwards is said again, once',
    async () => {
      const group = building('hsl-4');
      await at.fault('say', { kind: 'throttled-late', times: 1, ...group });
      await at.says('r-hsl-4-1', group, '4栋门口的垃圾桶满了三天没人清');
      expect(await at.saidIn(group)).toEqual([]);
      await at.minutesLater(60);
      await expectReportAnswered('hsl-4');
      expect(at.logged('the network took a message back')).toHaveLength(1);
    },
    WITHIN_MS,
  );

  test(
    'somebody who takes nothing from the bot is tried once; whoever leads hears what they should have heard',
    async () => {
      const group = building('yjt-8');
      await at.fault('say', { kind: 'barred', times: 50, ...alone('o-meng') });
      await at.says('r-yjt-8-1', group, '8栋2单元一楼着火了，窗户里冒黑烟');
      await at.minutesLater(1);
      const { number } = await at.ticketOf('yjt-8');
      expect(await at.count(alone('o-meng'), new RegExp(number, 'u'))).toBe(0);
      const told = await at.saidIn(alone('o-jin'));
      expect(told.filter(text => text.includes(number) && text.includes('没能送到'))).toHaveLength(1);
      const given = at.logged('a message is given up');
      expect(given.filter(({ why, attempts }) => why === 'barred' && attempts === 1).length).toBe(
        given.length,
      );
      expect(await at.metric('outbox_given_up_total')).toBe(given.length);
      await at.fault('mend');
    },
    WITHIN_MS,
  );

  test(
    'a group that takes nothing for an hour: what matters is told to whoever leads, the rest is logged, nothing stays waiting',
    async () => {
      await at.fault('say', { kind: 'failed', times: 1_000, ...WORKERS });
      await at.says('r-hsl-2-1', building('hsl-2'), `2栋${LAMP}`);
      const { number } = await at.ticketOf('hsl-2');
      await at.minutesLater(90);
      await at.fault('mend');
      await at.minutesLater(10);
      const told = await at.saidIn(alone('p-he'));
      expect(
        told.filter(text => text.startsWith('没能送到') && text.includes(`新单 ${number}`)),
      ).toHaveLength(1);
      expect(await at.count(WORKERS, new RegExp(`新单 ${number}`, 'u'))).toBe(0);
      expect(await at.count(building('hsl-2'), new RegExp(number, 'u'))).toBe(1);
    },
    WITHIN_MS,
  );

  test.each([
    ['cut after the message had gone', 'cut-after', 'lyl-7', '7栋'],
    ['cut before the message had gone', 'cut-before', 'lyl-9', '9栋'],
  ])(
    'a connection that is %s: it is said once',
    async (_when, kind, unit, name) => {
      const group = building(unit);
      await at.fault('say', { kind, times: 1, ...group });
      await at.says(`r-${unit}-1`, group, `${name}${LAMP}`);
      await at.minutesLater(2);
      expect(await at.count(group, /已登记/u)).toBe(1);
      expect(at.logged('it was in doubt whether a message arrived').length).toBeGreaterThan(0);
    },
    WITHIN_MS,
  );

  test(
    'an account that is off the network for a while keeps what it has to say, and hears what was said meanwhile',
    async () => {
      const group = building('lyl-12');
      await at.fault('away', { loses: false });
      await at.posts('r-lyl-12-1', group, `12栋${LAMP}`);
      await at.minutesLater(30);
      expect(await at.metric('chat_connected')).toBe(0);
      expect(await at.saidIn(group)).toEqual([]);
      await at.fault('back');
      await at.settle();
      await at.minutesLater(1);
      expect(await at.metric('chat_connected')).toBe(1);
      expect(await at.count(group, /已登记/u)).toBe(1);
      expect(at.logged('the account is off its network').length).toBe(1);
      // Nothing was lost, so nobody is told of a gap.
      expect(await at.count(group, /掉线/u)).toBe(0);
    },
    WITHIN_MS,
  );
});

describe('a program that', () => {
  let at: Troubled;

  beforeAll(async () => {
    at = await Troubled.begin('2026-11-23T09:00', 3_000);
  }, WITHIN_MS);
  afterAll(async () => at.stop(), WITHIN_MS);

  test.each([
    ['dies before the network has taken a message', 'dies-before', 'jgy-3'],
    ['dies after the network has taken a message, before that is noted', 'dies-after', 'jgy-8'],
    ['gets no answer from the network', 'hangs', 'jgy-6'],
  ])(
    '%s says it once, and everything else',
    async (_when, kind, unit) => {
      const group = building(unit);
      const doubts = at.logged('it was in doubt whether a message arrived').length;
      await at.fault('say', { kind, times: 1, ...group });
      await at.posts(`r-${unit}-1`, group, LAMP);
      if (kind !== 'hangs') {
        await at.program.ended();
        await at.program.restart();
      }
      await at.minutesLater(1);
      const { number } = await at.ticketOf(unit);
      expect(await at.count(group, new RegExp(`已登记 ${number}`, 'u'))).toBe(1);
      expect(await at.count(WORKERS, new RegExp(`新单 ${number}`, 'u'))).toBe(1);
      expect(at.logged('it was in doubt whether a message arrived')).toHaveLength(doubts + 1);
    },
    WITHIN_MS,
  );
});
