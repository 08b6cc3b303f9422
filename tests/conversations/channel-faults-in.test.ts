import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { alone, building, Troubled, type Where } from './troubled.js';

const WITHIN_MS = 300_000;
const WORKERS: Where = { roomId: 'room-jingui-workers' };
const LAMP = '2单元楼道的灯坏了好几天，晚上摸黑';

/** See docs/channel-faults.md: each fault is played on the running program, each in groups of its own. */
describe('what the bot hears', () => {
  let at: Troubled;

  beforeAll(async () => {
    at = await Troubled.begin('2026-11-23T08:00');
  }, WITHIN_MS);
  afterAll(async () => at.stop(), WITHIN_MS);

  test(
    'a message that is delivered again, at once or a day later, is one report and one answer',
    async () => {
      const group = building('jgy-6');
      const id = await at.says('r-jgy-6-1', group, LAMP);
      await at.fault('again', { messageId: id });
      await at.settle();
      await at.minutesLater(20);
      // Its text is erased by now; that it was heard is still known.
      await at.fault('again', { messageId: id });
      await at.settle();
      const { number } = await at.ticketOf('jgy-6');
      expect(await at.count(group, new RegExp(`已登记 ${number}`, 'u'))).toBe(1);
      expect(await at.count(WORKERS, new RegExp(`新单 ${number}`, 'u'))).toBe(1);
    },
    WITHIN_MS,
  );

  test(
    'messages that come in another order than they were said are all taken, each once',
    async () => {
      const [one, other] = [building('jgy-3'), building('jgy-8')];
      await at.fault('hold');
      await at.posts('r-jgy-3-1', one, `3栋${LAMP}`);
      await at.posts('r-jgy-8-1', other, `8栋${LAMP}`);
      const taken = await at.posts('r-jgy-8-2', other, '8栋楼下的垃圾桶满了三天没人清');
      await at.recalls(taken);
      await at.fault('release', { order: 'reversed' });
      await at.settle();
      await at.minutesLater(1);
      for (const unit of ['jgy-3', 'jgy-8']) {
        const { number } = await at.ticketOf(unit);
        expect(await at.count(building(unit), new RegExp(`已登记 ${number}`, 'u'))).toBe(1);
      }
      // The recall came before its message: nothing of it was kept.
      expect(await at.count(other, /垃圾/u)).toBe(0);
    },
    WITHIN_MS,
  );

  test(
    'a report that comes six hours late is taken with its own time, and the answer says so',
    async () => {
      const group = building('hsl-4');
      await at.fault('hold');
      await at.posts('r-hsl-4-1', group, `4栋${LAMP}`);
      await at.minutesLater(360);
      await at.fault('release', { order: 'as-said' });
      await at.settle();
      const { number } = await at.ticketOf('hsl-4');
      const answers = (await at.saidIn(group)).filter(text => text.includes(number));
      expect(answers).toEqual([expect.stringMatching(/您今天 0?8:\d\d发的这条我刚收到.*已登记/u)]);
      expect(await at.count(WORKERS, new RegExp(`新单 ${number}.*今天 0?8:\\d\\d说的，刚收到`, 'su'))).toBe(
        1,
      );
    },
    WITHIN_MS,
  );

  test(
    'a word of a worker that comes late counts all the same',
    async () => {
      const { number } = await at.ticketOf('hsl-4');
      await at.fault('hold');
      await at.posts('w-zhao', WORKERS, `接单 ${number}`);
      await at.minutesLater(40);
      await at.fault('release', { order: 'as-said' });
      await at.settle();
      expect((await at.ticketOf('hsl-4')).state).toBe('handling');
      expect(await at.count(alone('r-hsl-4-1'), new RegExp(number, 'u'))).toBe(1);
    },
    WITHIN_MS,
  );

  test(
    'a message that is recalled before it was filed opens nothing; after that its sender is asked once',
    async () => {
      const group = building('hsl-2');
      const early = await at.posts('r-hsl-2-1', group, `2栋${LAMP}`);
      await at.recalls(early);
      await at.minutesLater(5);
      expect(await at.saidIn(group)).toEqual([]);
      const late = await at.says('r-hsl-2-1', group, `2栋${LAMP}`);
      await at.recalls(late);
      await at.fault('again', { messageId: late });
      await at.settle();
      const { number, state } = await at.ticketOf('hsl-2');
      expect(state).toBe('offered');
      expect(await at.count(alone('r-hsl-2-1'), new RegExp(`撤回了那条消息.*${number}`, 'u'))).toBe(1);
    },
    WITHIN_MS,
  );

  test(
    'a group that is renamed stays bound, under its new name',
    async () => {
      const group = building('yjt-8');
      await at.fault('rename', { ...group, topic: '云锦台8号楼一家亲' });
      await at.says('r-yjt-8-1', group, `8栋${LAMP}`);
      expect(await at.count(group, /已登记/u)).toBe(1);
      expect(at.logged('a bound group has another name')).toMatchObject([{ unit: 'yjt-8' }]);
    },
    WITHIN_MS,
  );

  test(
    'another group with the name of a bound one gets silence, and whoever leads hears of it once',
    async () => {
      const copy = { roomId: 'room-copy' };
      await at.fault('copy', { ...building('lyl-9'), asId: copy.roomId, isMoved: false });
      await at.says('r-lyl-9-1', copy, `9栋${LAMP}`);
      await at.says('r-lyl-9-2', copy, '着火了，快来人', { mention: true });
      expect(await at.saidIn(copy)).toEqual([]);
      await expect(at.ticketOf('lyl-9')).rejects.toThrow('no ticket');
      expect(await at.count(alone('p-tian'), /没绑定的群.*绑定 LYL9/u)).toBe(1);
      expect(at.logged('has the name of a bound one')).toMatchObject([{ room: 'room-copy', unit: 'lyl-9' }]);
      // The group itself is served as before.
      await at.says('r-lyl-9-1', building('lyl-9'), `9栋${LAMP}`);
      expect(await at.count(building('lyl-9'), /已登记/u)).toBe(1);
    },
    WITHIN_MS,
  );

  test(
    'a group whose id changes goes on once its code is posted there, and what waited is said there',
    async () => {
      const [old, now] = [building('lyl-7'), { roomId: 'room-new-7' }];
      await at.says('r-lyl-7-1', old, `7栋${LAMP}`);
      const { number } = await at.ticketOf('lyl-7');
      await at.fault('say', { kind: 'failed', times: 1_000, ...old });
      await at.says('w-zhou', { roomId: 'room-liuyuan-workers' }, `接单 ${number}`);
      await at.says('w-zhou', { roomId: 'room-liuyuan-workers' }, `通报 ${number} 电工下午四点到`);
      await at.fault('copy', { ...old, asId: now.roomId, isMoved: true });
      await at.says('w-zhou', now, '绑定 LYL7');
      await at.minutesLater(20);
      expect(await at.count(now, /电工下午四点到/u)).toBe(1);
      expect(await at.count(old, /电工下午四点到/u)).toBe(0);
      await at.says('r-lyl-7-2', now, '7栋楼下的垃圾桶满了三天没人清');
      expect(await at.count(now, /已登记/u)).toBe(1);
      await at.fault('mend');
    },
    WITHIN_MS,
  );

  test(
    'a group from which the bot was removed is left alone: whoever leads hears it once, people are told in private',
    async () => {
      const group = building('lyl-12');
      await at.says('r-lyl-12-1', group, `12栋${LAMP}`);
      const { number } = await at.ticketOf('lyl-12');
      await at.fault('leave', { ...group, contactId: 'bot' });
      await at.says('w-zhou', { roomId: 'room-liuyuan-workers' }, `接单 ${number}`);
      await at.says('w-zhou', { roomId: 'room-liuyuan-workers' }, `通报 ${number} 电工下午五点到`);
      await at.minutesLater(10);
      expect(await at.count(group, /电工/u)).toBe(0);
      expect(await at.count(alone('p-tian'), /我已经不在“.*12栋.*绑定 LYL12/u)).toBe(1);
      expect(await at.count(alone('r-lyl-12-1'), new RegExp(number, 'u'))).toBe(1);
      expect(at.logged('the account is in a bound group no more')).toHaveLength(1);
      await at.fault('join', { ...group, contactId: 'bot' });
      await at.says('r-lyl-12-2', group, '12栋楼下的垃圾桶满了三天没人清');
      expect(await at.count(group, /已登记/u)).toBe(2);
      expect(at.logged('the account is in a bound group again')).toHaveLength(1);
    },
    WITHIN_MS,
  );

  test(
    'a group that was dissolved is left alone in the same way',
    async () => {
      const group = building('bhl-1');
      await at.fault('line', { ...group, text: '群主已解散该群聊' });
      await at.settle();
      expect(await at.count(alone('p-tian'), /我已经不在“.*1栋.*绑定 BHL1/u)).toBe(1);
      expect(await at.saidIn(group)).toEqual([]);
    },
    WITHIN_MS,
  );

  test(
    'a line of the network in the words of a resident is a word of the resident',
    async () => {
      const group = building('jlf-2');
      const before = await at.metric('outbox_throttled_total');
      await at.says('r-jlf-2-1', group, '我这手机老说操作过于频繁，请稍后再试');
      expect(await at.metric('outbox_throttled_total')).toBe(before);
    },
    WITHIN_MS,
  );

  test(
    'a card for a worker who has left the group reaches them in private',
    async () => {
      await at.fault('leave', { ...WORKERS, contactId: 'w-chen' });
      await at.says('r-jgy-8-2', building('jgy-8'), '8栋楼下的垃圾桶满了三天没人清');
      const card = /新单 (WG-\S+) .*8栋/u;
      expect(await at.count(WORKERS, /新单 .*8栋.*垃圾/su)).toBe(1);
      expect(await at.count(alone('w-chen'), card)).toBe(1);
      expect(at.logged('somebody to be mentioned is not in the group')).toHaveLength(1);
    },
    WITHIN_MS,
  );
});

describe('an account that is away, on a network that keeps nothing for it', () => {
  let at: Troubled;

  beforeAll(async () => {
    at = await Troubled.begin('2026-11-23T14:00');
  }, WITHIN_MS);
  afterAll(async () => at.stop(), WITHIN_MS);

  async function awayFor(minutes: number): Promise<void> {
    await at.fault('away', { loses: true });
    await at.posts('r-jgy-6-1', building('jgy-6'), LAMP);
    await at.minutesLater(minutes);
    await at.fault('back');
    await at.settle();
  }

  test(
    'for a few minutes: the log has it, nobody is disturbed',
    async () => {
      await awayFor(5);
      expect(await at.saidIn(building('jgy-6'))).toEqual([]);
      expect(at.logged('messages may have been missed')).toMatchObject([{ isTold: false, wakingMinutes: 5 }]);
    },
    WITHIN_MS,
  );

  test(
    'for half an hour by day: every group hears one line, once, and a further gap soon after is only logged',
    async () => {
      await awayFor(30);
      for (const group of [building('jgy-6'), building('lyl-9'), WORKERS])
        expect(await at.count(group, /^今天 14:\d\d到14:\d\d我掉线了/u)).toBe(1);
      await awayFor(30);
      expect(await at.count(building('jgy-6'), /掉线/u)).toBe(1);
      expect(at.logged('messages may have been missed').map(({ isTold }) => isTold)).toEqual([
        false,
        true,
        false,
      ]);
      // Whoever says it again is served as ever.
      await at.says('r-jgy-6-1', building('jgy-6'), LAMP);
      expect(await at.count(building('jgy-6'), /已登记/u)).toBe(1);
    },
    WITHIN_MS,
  );

  test(
    'in the night: nobody is woken or told, because nobody waited',
    async () => {
      await at.minutesLater(60 * 8);
      await awayFor(60);
      await at.minutesLater(60 * 9);
      expect(await at.count(building('lyl-9'), /掉线/u)).toBe(1);
    },
    WITHIN_MS,
  );
});
