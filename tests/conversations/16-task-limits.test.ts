import { expect } from '@jest/globals';
import type { Conversation } from '../support/conversation.js';
import { conversation, matching } from '../support/play.js';

const LIUYUAN = '柳园社区网格员';
const HEALTH = '卫健小康';
const DISTRICT = '区中心值班小严';
const DESK = '街道值班小孟';
const LEADER = '社区田书记';

conversation(
  'What is not on the list is refused, or admitted until a date, and ends with it',
  '2026-11-23T09:00',
  async at => {
    const health = at.says(HEALTH);
    await health.inPrivate('下派任务 疫苗接种名单核对');
    await health.inPrivate('柳园社区各网格');
    await health.inPrivate('下周一18点');
    const asked = await at.heardInPrivate(HEALTH);
    expect(asked).toEqual([
      matching(/下派给谁/u),
      matching(/什么时候要/u),
      matching(/不在准入清单（05-26 疫苗接种）.*申请准入 原因/su),
    ]);
    await health.inPrivate('确认');
    expect(await at.heardInPrivate(HEALTH)).toEqual([matching(/没有准入：不在网格准入清单.*申请准入/u)]);
    expect(await at.heardInPrivate(DISTRICT)).toEqual([]);

    await health.inPrivate('申请准入 入冬流感高发，医院人手不够');
    expect(await at.heardInPrivate(HEALTH)).toEqual([matching(/已送区里准入审核/u)]);
    expect(await at.heardInPrivate(DISTRICT)).toEqual([
      matching(/申请临时准入，理由：入冬流感高发.*临时准入/su),
    ]);
    await at.says(DISTRICT).inPrivate('准入通过');
    await at.says(DISTRICT).inPrivate('临时准入 到11月25日');
    expect(await at.heardInPrivate(DISTRICT)).toEqual([
      matching(/只能临时准入/u),
      matching(/临时准入，已告诉下派单位/u),
    ]);
    const [admitted] = await at.heardInPrivate(HEALTH);
    expect(admitted).toMatch(/临时准入，到 周三（11月25日） 为止，周三（11月25日）18:00 前办完/u);
    const number = /WG-\d{8}-\d{4}/u.exec(admitted ?? '')?.[0] ?? '';
    expect(await at.heardInGroup(LIUYUAN)).toEqual([matching(/新任务.*疫苗接种名单核对（卫健部门）/su)]);

    await health.inPrivate('任务延期 到周五18点');
    expect(await at.heardInPrivate(HEALTH)).toEqual([matching(/临时准入只到.*延不过去/u)]);
    await at.minutesLater(3 * 24 * 60);
    const last = (await at.heardInGroup(LIUYUAN)).filter(text => text.includes(number));
    expect(last.at(-1)).toMatch(/不用再做了：临时准入到期/u);
    await at.says('网格员小周').inGroup(LIUYUAN, `${number} 完成`);
    expect((await at.heardInGroup(LIUYUAN)).at(-1)).toMatch(/现在是“已撤回”/u);
  },
);

const TOKEN = 'desk-token-for-the-tests';

/** A program of the street pushes a task to one grid. */
async function pushedByProgram(at: Conversation, title: string): Promise<void> {
  const response = await fetch(`${at.program.url}/api/v1/tasks`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${TOKEN}`,
      'content-type': 'application/json',
      'idempotency-key': encodeURI(title),
    },
    body: JSON.stringify({ title, units: ['LY1'], dueAt: '2026-12-04T18:00:00+08:00' }),
  });
  expect([title, response.status]).toEqual([title, 201]);
}

conversation(
  'A worker’s full week goes to the district, and what is late is said once to those it concerns',
  '2026-11-23T09:00',
  async at => {
    const desk = at.says(DESK);
    for (const title of ['消防通道堵塞检查', '独居老人走访', '流动人口登记'])
      await pushedByProgram(at, title);
    await desk.inPrivate('下派任务 选民登记核对 给柳园社区各网格 到周五18点');
    expect(await at.heardInPrivate(DESK)).toEqual([
      matching(/网格员小周本周已有 3 项，满了（每人每周上限 3 项）。\n回“确认”送区里准入审核/su),
    ]);
    await desk.inPrivate('去掉柳园一网格');
    expect(await at.heardInPrivate(DESK)).toEqual([
      matching(/柳园第二网格（1 人.*没有别的任务。\n回“确认”马上下派/su),
    ]);
    await desk.inPrivate('确认');
    const number = /WG-\d{8}-\d{4}/u.exec((await at.heardInPrivate(DESK)).at(-1) ?? '')?.[0] ?? '';
    await at.says('网格员小李').inGroup(LIUYUAN, '接');
    await at.heardInGroup(LIUYUAN);
    await at.heardInPrivate(LEADER);

    await at.minutesLater(4 * 24 * 60 + 600);
    const own = `${number} 选民登记核对`;
    // The morning's digest names it, too.
    const isOwn = (text: string): boolean => text.includes(own) && !text.includes('早上好');
    const said = (await at.messagesInGroup(LIUYUAN)).filter(({ text }) => isOwn(text));
    expect(said.map(({ mentions }) => mentions)).toEqual([[], ['网格员小李'], ['网格员小李']]);
    expect(said[1]?.text).toMatch(/⏰.*到期，还没完成：柳园第二网格（网格员小李）/u);
    expect(said[2]?.text).toMatch(/已到期，还没完成：柳园第二网格/u);
    const late = `${own}已到期`;
    for (const who of [LEADER, DESK])
      expect((await at.heardInPrivate(who)).filter(text => text.includes(late))).toHaveLength(1);
    await desk.inPrivate(`${number} 延期 到下周二18点 补打电话`);
    expect((await at.heardInGroup(LIUYUAN)).at(-1)).toMatch(/期限放宽到 .*12月1日.*18:00，补打电话/u);
  },
  { OPERATOR_TOKENS: `o-meng:${TOKEN}` },
);
