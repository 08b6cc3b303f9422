import { expect } from '@jest/globals';
import type { Conversation } from '../support/conversation.js';
import { conversation, matching } from '../support/play.js';

const LIUYUAN = '柳园社区网格员';
const DESK = '街道值班小孟';
const LEADER = '社区田书记';

/** What was said of the task in the workers' group since the last look. */
async function saidOf(at: Conversation, number: string): Promise<string[]> {
  return (await at.heardInGroup(LIUYUAN)).filter(text => text.includes(number));
}

conversation(
  'A task is counted as it goes, a hazard on the way gets its ticket, the end is summed up, accepted and answered for',
  '2026-11-24T15:00',
  async at => {
    const zhou = (text: string, along = {}) => at.says('网格员小周').inGroup(LIUYUAN, text, along);
    const desk = (text: string) => at.says(DESK).inPrivate(text);
    await desk('下派任务 瓶装燃气用户登记 给柳园社区所有微网格 到下周一18点 每户登记，只登记不检查');
    await desk('确认');
    const number = /WG-\d{8}-\d{4}/u.exec((await at.heardInPrivate(DESK)).at(-1) ?? '')?.[0] ?? '';
    expect(await saidOf(at, number)).toEqual([matching(/新任务.*网格员小周：柳园里7栋.*网格员小李：/su)]);

    await zhou('接');
    await zhou('7栋 30户，9栋60户');
    expect((await at.heardInGroup(LIUYUAN)).at(-1)).toMatch(
      /柳园里7栋（30\/56 户）、柳园里9栋（60\/60 户）.*90\/182 户（49%）/u,
    );
    await zhou('7栋 60户');
    expect(await at.heardInGroup(LIUYUAN)).toEqual([matching(/柳园里7栋 应做 56，报了 60户.*更正/u)]);
    await at.says('网格员小李').inGroup(LIUYUAN, '进度 锦澜府2栋 110户');
    await zhou('有困难 12栋租户白天没人，得晚上去');
    for (const who of [LEADER, DESK])
      expect((await at.heardInPrivate(who)).filter(text => text.includes(number))).toEqual([
        matching(/网格员小周（柳园里7栋、柳园里12栋）：“12栋租户白天没人/u),
      ]);
    await at.says(LEADER).inPrivate('帮手 小李');
    expect((await at.heardInPrivate('网格员小李')).at(-1)).toMatch(/社区田书记请您帮着做/u);
    await at.heardInGroup(LIUYUAN);

    await zhou('柳园里12栋有一户液化气软管开裂，没闻到味，我没敢动', { mention: true, photo: 1 });
    expect(await at.ticket(1)).toMatchObject({ category: '03', state: 'offered' });
    await at.heardInGroup(LIUYUAN);
    await at.minutesLater(24 * 60 + 200);
    const rollUps = await saidOf(at, number);
    expect(rollUps.filter(text => text.includes('今日进度'))).toEqual([
      matching(/应做 414 户，已做 200 户（48%）.*锦澜府2栋已完成.*发现隐患 1 件，已单独开单/u),
    ]);
    // The day after nothing had changed, and nothing was said.

    await zhou('任务都完成了');
    await at.says('网格员小李').inGroup(LIUYUAN, `${number} 文化路沿街完成`);
    await desk('任务进度');
    expect((await at.heardInPrivate(DESK)).at(-1)).toMatch(
      /已做 330 户（79%），发现隐患 1 件.*网格员小李：滨河里1栋（0\/84 户）/su,
    );
    await at.heardInGroup(LIUYUAN);
    await at.says('网格员小李').inGroup(LIUYUAN, '完成');
    expect(await at.heardInGroup(LIUYUAN)).toEqual([
      matching(/滨河里1栋（84\/84 户）完成，您的部分都齐了/u),
      matching(new RegExp(`${number}.*6 份全部完成，414/414 户，发现隐患 1 件`, 'u')),
    ]);
    expect(await at.heardInPrivate(DESK)).toEqual([matching(/发现隐患 1 件，都在办。请验收/u)]);

    await desk('验收通过');
    await desk('反馈 软管已经换新，测过不漏');
    expect(await at.heardInGroup(LIUYUAN)).toEqual([
      matching(/验收通过.*1 件隐患的办理结果.*前反馈/u),
      matching(/桂花街道反馈：“软管已经换新/u),
    ]);
  },
);
