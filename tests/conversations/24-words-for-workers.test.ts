import { expect } from '@jest/globals';
import { conversation, matching } from '../support/play.js';
import { inHand } from './course.js';

const WORKERS = '柳园社区网格员';

conversation(
  'Workers are told every word they may say, and what waits for them',
  '2026-11-21T09:30',
  async at => {
    await at.says('网格员小周').inGroup(WORKERS, '帮助');
    const [all] = await at.heardInGroup(WORKERS);
    for (const word of ['打卡', '巡查', '走访', '待办', '看板', '日志', '积分', '排行', '接单']) {
      expect(all).toContain(word);
    }
    await at.says('网格员小周').inGroup(WORKERS, '帮助 大卡');
    expect(await at.heardInGroup(WORKERS)).toEqual([matching(/打卡 3栋4栋——/u)]);
    await at.says('核桃').inPrivate('帮助');
    const [forResident] = await at.heardInPrivate('核桃');
    expect(forResident).toMatch(/在哪、什么事/u);
    expect(forResident).not.toMatch(/打卡|看板/u);

    const leak = await inHand(
      at,
      { who: '麦子', room: '柳园里12栋', text: '12栋2单元楼上漏水，滴到楼道里了' },
      '网格员小周',
      WORKERS,
    );
    await at.says('网格员小周').inGroup(WORKERS, '代办有哪些？');
    expect(await at.heardInGroup(WORKERS)).toEqual([
      matching(new RegExp(`手上 1 件，1 件今天到期：\\n${leak} .*今天 20:00前`, 'u')),
    ]);
    // Among neighbours the words are no commands.
    await at.says('核桃').inGroup('柳园里12栋', '打卡 楼下新开的面馆');
    expect(await at.heardInGroup('柳园里12栋')).toEqual([]);
  },
);
