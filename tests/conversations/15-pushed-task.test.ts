import { expect } from '@jest/globals';
import type { Conversation } from '../support/conversation.js';
import { conversation, matching } from '../support/play.js';

const JINGUI = '金桂社区网格员';
const LIUYUAN = '柳园社区网格员';
const DEPARTMENT = '住建部门小建';
const DISTRICT = '区中心值班小严';

/** What was said to those who have to do with it is overlooked. */
async function overlook(at: Conversation): Promise<void> {
  for (const room of [JINGUI, LIUYUAN]) await at.heardInGroup(room);
  for (const who of [DEPARTMENT, DISTRICT]) await at.heardInPrivate(who);
}

conversation(
  'A department’s task for ten micro-grids is sent back, changed and admitted, and reaches everybody once',
  '2026-11-23T09:00',
  async at => {
    const department = at.says(DEPARTMENT);
    await department.inPrivate(
      '下派任务 瓶装燃气用户登记 给金桂社区所有微网格、柳园里7栋、9栋、12栋和锦澜府2栋 3天完成 每户登记 ' +
        '填：门牌、户主、联系电话、钢瓶编号、软管年份、灶具、报警器 每天报两次',
    );
    const [summary] = await at.heardInPrivate(DEPARTMENT);
    expect(summary).toMatch(/金桂社区 6 个微网格、柳园社区 4 个微网格（4 人，共 764 户）/u);
    expect(summary).toMatch(/03-10.*期限短于常规.*7 项里有 4 项台账已有.*每天报两次.*准入审核/su);
    // Nothing is pushed before it was confirmed.
    expect(await at.heardElsewhere()).toEqual([]);

    await department.inPrivate('确认');
    const [sent] = await at.heardInPrivate(DEPARTMENT);
    const number = /WG-\d{8}-\d{4}/u.exec(sent ?? '')?.[0] ?? '';
    expect(sent).toMatch(/已送区里准入审核/u);
    expect(await at.heardInPrivate(DISTRICT)).toEqual([
      matching(new RegExp(`准入审核】${number} 住建部门.*期限短于常规.*退回修改`, 'su')),
    ]);

    await at.says(DISTRICT).inPrivate('退回修改');
    expect(await at.heardInPrivate(DISTRICT)).toEqual([matching(/后面加一句话/u)]);
    await at.says(DISTRICT).inPrivate('退回修改 台账有的项先填好，期限放到周五，每天报一次，只登记不检查');
    expect(await at.heardInPrivate(DEPARTMENT)).toEqual([matching(/退回修改：台账有的项先填好/u)]);

    await department.inPrivate('修改 填：软管年份、灶具、报警器 到周五18点 每天报一次 只登记不检查');
    const [changed] = await at.heardInPrivate(DEPARTMENT);
    expect(changed).toMatch(/只登记不检查.*周五（11月27日）18:00 前，填 3 项/su);
    expect(changed).not.toMatch(/短于常规|台账已有|报两次/u);
    await department.inPrivate('确认');
    await overlook(at);
    // Nobody in the grids has heard of it yet; the reviewer's word sends it out.
    await at.says(DISTRICT).inPrivate('准入通过');
    expect(await at.heardInPrivate(DEPARTMENT)).toEqual([matching(new RegExp(`${number}.*准入通过`, 'u'))]);
    const [card, ...more] = await at.messagesInGroup(JINGUI);
    expect(more).toEqual([]);
    expect(card?.mentions.toSorted()).toEqual(['网格员小赵', '网格员小陈'].toSorted());
    expect(card?.text).toMatch(
      new RegExp(`新任务 ${number}.*住建部门.*网格员小陈：金桂苑3栋（64 户）`, 'su'),
    );
    expect(await at.heardInGroup(LIUYUAN)).toEqual([
      matching(/网格员小周：柳园里7栋（56 户）、柳园里9栋.*网格员小李：锦澜府2栋/su),
    ]);

    await at.says('网格员小陈').inGroup(JINGUI, '接');
    await at.says('网格员小赵').inGroup(JINGUI, '接');
    await at.says('网格员小周').inGroup(LIUYUAN, '接');
    expect((await at.heardInGroup(LIUYUAN)).at(-1)).toMatch(/已领 9\/10 份/u);
    await at.untilTime('18:30');
    // Whoever has not taken theirs is reminded once; then it is said that the others have.
    const later = (await at.messagesInGroup(LIUYUAN)).filter(({ text }) => text.includes(number));
    expect(later.map(({ text, mentions }) => [text.slice(0, 60), mentions])).toEqual([
      [matching(/已领 3\/4 份，还差网格员小李/u), ['网格员小李']],
      [matching(/今日进度：应做 292 户，已做 0 户（0%）/u), []],
    ]);
  },
);
