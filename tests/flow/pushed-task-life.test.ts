import { describe, expect, test } from '@jest/globals';
import type { Unit, Person } from '../../src/roster/unit.js';
import { demoBook } from '../support/demo.js';
import { Reads } from '../support/counted-reads.js';
import { memoryStore, type MemoryDisk } from '../support/memory-store.js';
import { push, taskStage, WORKERS, type Line, type TaskStage } from './task-stage.js';

const CENSUS = '瓶装燃气用户登记 给柳园里7栋、9栋 到周五18点 每户登记';
const texts = (lines: readonly Line[]): string[] => lines.map(({ text }) => text);
const only = (lines: readonly Line[], to: string): string[] => texts(lines.filter(line => line.to === to));

describe('the pusher', () => {
  test('withdraws it, and those who worked on it hear so', async () => {
    const stage = await taskStage();
    await push(stage, CENSUS);
    const said = await stage.says('o-jin', '撤回任务 和上月的重了');
    expect(only(said, WORKERS)).toEqual([expect.stringMatching(/不用再做了：和上月的重了/u)]);
    expect((await stage.task()).state).toBe('withdrawn');
    expect(texts(await stage.says('w-zhou', '接', WORKERS))).not.toContainEqual(
      expect.stringMatching(/已领/u),
    );
  });

  test('extends it, never to an earlier moment; whoever works on it can ask for it', async () => {
    const stage = await taskStage();
    const number = await push(stage, CENSUS);
    expect(texts(await stage.says('o-meng', '任务延期'))).toEqual([expect.stringMatching(/延到什么时候/u)]);
    expect(texts(await stage.says('o-meng', '任务延期 到周四18点'))).toEqual([
      expect.stringMatching(/更晚的时间/u),
    ]);
    const asked = await stage.says('w-zhou', `延期 ${number} 到下周二 租户多`, WORKERS);
    expect(only(asked, 'o-meng')).toEqual([expect.stringMatching(/申请延期 到下周二 租户多/u)]);
    expect((await stage.task()).plan.dueAt).toBe((await stage.task()).dueAt);
    const said = await stage.says('o-meng', '任务延期 到下周二18点 租户多');
    expect(only(said, WORKERS)).toEqual([
      expect.stringMatching(/期限放宽到 12月1日|周二（12月1日）18:00，租户多/u),
    ]);
  });

  test('rejects a result with a reason, and what is missing is done again', async () => {
    const stage = await taskStage();
    await push(stage, CENSUS);
    await stage.says('w-zhou', '全部完成', WORKERS);
    expect(texts(await stage.says('o-meng', '验收不通过'))).toEqual([expect.stringMatching(/后面加一句话/u)]);
    const said = await stage.says('o-meng', '验收不通过 9栋 漏了两户');
    expect(only(said, WORKERS)).toEqual([expect.stringMatching(/柳园里9栋请补做：漏了两户/u)]);
    expect((await stage.task()).shares.map(({ state }) => state)).toEqual(['finished', 'accepted']);
    await stage.says('w-zhou', '9栋完成', WORKERS);
    expect((await stage.task()).state).toBe('finished');
  });

  test('is reminded once to accept, and once of the word about the hazards', async () => {
    const stage = await taskStage();
    await push(stage, CENSUS);
    await stage.says('w-zhou', '接', WORKERS);
    await stage.says('w-zhou', '柳园里7栋有一户液化气软管开裂，我没敢动', undefined);
    expect((await stage.task()).hazards).toMatchObject([{ unitId: 'lyl-7' }]);
    await stage.says('w-zhou', '7栋、9栋完成', WORKERS);
    const mine = async (moment: string) =>
      only(await stage.until(moment), 'o-meng').filter(text => /验收|答应过反馈/u.test(text));
    expect(await mine('11-30T18:00')).toEqual([expect.stringMatching(/还等您验收/u)]);
    await stage.says('o-meng', '验收通过');
    expect(await mine('12-14T18:00')).toEqual([expect.stringMatching(/答应过反馈隐患结果.*发现隐患 1 件/u)]);
    const said = await stage.says('o-meng', '反馈 软管都换了');
    expect(only(said, WORKERS)).toEqual([expect.stringMatching(/反馈：“软管都换了”/u)]);
  });

  test('hears of many hazards, and their tickets are read only for that', async () => {
    const reads = new Reads();
    const stage = await taskStage({ store: reads.over(memoryStore()) });
    await push(stage, CENSUS);
    await stage.says('w-zhou', '接', WORKERS);
    const read = (): number => reads.byQuestion.get('tickets get')?.documents ?? 0;
    const ticketsReadFor = async (words: string): Promise<number> => {
      const before = read();
      await stage.says('w-zhou', words, WORKERS);
      return read() - before;
    };
    const first = await ticketsReadFor('7栋 30户');
    await stage.says('w-zhou', '柳园里7栋有一户液化气软管开裂，我没敢动', undefined);
    const [hazard] = (await stage.task()).hazards;
    await stage.house.tasks.change((await stage.task()).id, task => ({
      ...task,
      hazards: Array.from({ length: 40 }, () => hazard ?? []).flat(),
    }));
    expect(await ticketsReadFor('7栋 31户')).toBe(first);
    expect(await ticketsReadFor('7栋、9栋完成')).toBe(first + 40);
  });

  test('changes what waits for the district, and the district decides on the change', async () => {
    const stage = await taskStage();
    await stage.says('d-zhujian', `下派任务 ${CENSUS}`);
    await stage.says('d-zhujian', '确认');
    await stage.says('d-zhujian', '修改 到下周三18点');
    const said = await stage.says('d-zhujian', '确认');
    expect(only(said, 'o-yan')).toEqual([expect.stringMatching(/准入审核.*12月2日|周三（12月2日）/su)]);
    expect(only(await stage.until('11-24T18:00'), 'o-yan')).toEqual([expect.stringMatching(/还等您审核/u)]);
    const refused = await stage.says('o-yan', '不准入 和燃气公司的普查重了');
    expect(only(refused, 'd-zhujian')).toEqual([expect.stringMatching(/没有准入：和燃气公司的普查重了/u)]);
    // A person's no is no reason to ask again.
    await stage.says('d-zhujian', '申请准入 还是要办');
    expect((await stage.task()).state).toBe('refused');
  });
});

describe('numbers', () => {
  test('are put right by the word 更正, also beyond what the roster says', async () => {
    const stage = await taskStage();
    await push(stage, CENSUS);
    await stage.says('w-zhou', '7栋 30户', WORKERS);
    expect(texts(await stage.says('w-zhou', '更正 7栋 25户', WORKERS))).toEqual([
      expect.stringMatching(/25\/56 户/u),
    ]);
    expect(texts(await stage.says('w-zhou', '更正 柳园里7栋：58户', WORKERS))).toEqual([
      expect.stringMatching(/58\/58 户/u),
    ]);
    expect(texts(await stage.says('w-zhou', '9栋 40/50户', WORKERS))).toEqual([
      expect.stringMatching(/40\/50 户/u),
    ]);
    const types = (await stage.task()).history.map(({ type }) => type);
    expect(types.filter(type => type === 'count-corrected')).toHaveLength(3);
  });

  test('of somebody who helps count for the unit', async () => {
    const stage = await taskStage();
    await push(stage, CENSUS);
    await stage.says('w-zhou', '需要帮手，白天没人', WORKERS);
    const asked = await stage.says('p-tian', '帮手', undefined, { mentionedIds: ['w-li'] });
    expect(only(asked, 'w-li')).toEqual([expect.stringMatching(/请您帮着做/u)]);
    await stage.says('w-li', '9栋 12户', WORKERS);
    expect((await stage.task()).shares[1]).toMatchObject({ done: 12, helperIds: ['w-li'] });
  });
});

describe('time', () => {
  test('a task may begin later; until then nobody hears of it', async () => {
    const stage = await taskStage();
    await stage.says('o-meng', '下派任务 瓶装燃气用户登记 给柳园里7栋 从周三开始 到下周三 每户登记');
    const said = await stage.says('o-meng', '确认');
    expect(only(said, WORKERS)).toEqual([]);
    const later = await stage.until('11-25T19:00');
    expect(only(later, WORKERS).filter(text => text.startsWith('新任务'))).toHaveLength(1);
  });

  test('what is due at night is said in the morning, once, by two processes on one store', async () => {
    const disk: MemoryDisk = new Map();
    const one = await taskStage({ store: memoryStore(disk) });
    const two = await taskStage({ store: memoryStore(disk), clock: one.clock });
    await push(one, '瓶装燃气用户登记 给柳园里7栋 到周五23点 每户登记');
    const said: Line[] = [];
    for (let day = 23; day <= 28; day += 1) {
      const both: readonly [TaskStage, TaskStage] = day % 2 === 0 ? [one, two] : [two, one];
      one.clock.moveTo(Date.parse(`2026-11-${day}T23:30:00+08:00`));
      await Promise.all(both.map(async ({ keeper }) => keeper.step()));
      one.clock.moveTo(Date.parse(`2026-11-${day + 1}T08:00:00+08:00`));
      await Promise.all(both.map(async ({ keeper }) => keeper.step()));
    }
    for (const { said: all } of [one, two])
      said.push(...all.map(({ text = '' }) => ({ to: '', text, mentions: [] })));
    for (const form of [/⏰.*(?<!已)到期，还没完成/u, /已到期，还没完成：.*请今天收尾/u, /已领 0\/1 份/u])
      expect(texts(said).filter(text => form.test(text))).toHaveLength(1);
  });
});

test('in a group of many everybody gets their own part alone, and the group one line', async () => {
  const stage = await taskStage();
  const grids = Array.from({ length: 14 }, (_, at) => at + 3);
  const units = grids.map((at): Unit => ({
    id: `liuyuan-${at}`,
    level: 'grid',
    name: `柳园第${at}网格`,
    parentId: 'liuyuan',
    bindCode: `LX${at}`,
  }));
  const people = grids.map((at): Person => ({
    id: `w-${at}`,
    name: `网格员${at}`,
    roles: [{ role: 'grid-worker', unitId: `liuyuan-${at}` }],
    contactKey: `bot|w-${at}`,
  }));
  await stage.house.roster.add({ units, people, rooms: demoBook.rooms });
  await stage.says('o-meng', '下派任务 选民登记核对 给柳园社区各网格 到周五');
  const said = await stage.says('o-meng', '确认');
  const cards = said.filter(({ text }) => text.startsWith('新任务'));
  expect(only(cards, WORKERS)).toEqual([expect.stringMatching(/16 人各自的部分已私聊发到/u)]);
  expect(cards.filter(({ to }) => to !== WORKERS)).toHaveLength(16);
  expect(cards.find(({ to }) => to === 'w-9')?.text).toMatch(/您负责：柳园第9网格/u);
});
