import { expect } from '@jest/globals';
import { conversation, matching } from '../support/play.js';

const JINGUI = '金桂社区网格员';
const LIUYUAN = '柳园社区网格员';
const BUILDING = '柳园里12栋';

conversation(
  'A check-in asks for what is missing; what a patrol finds becomes one ticket of whoever found it',
  '2026-11-21T09:10',
  async at => {
    await at
      .says('网格员小赵')
      .inGroup(JINGUI, '打卡 2栋4栋 [定位] 通道都畅通，4栋门厅堆的旧沙发已让搬走', { photo: 1 });
    expect(await at.heardInGroup(JINGUI)).toEqual([
      matching(/^小赵打卡成功 09:1\d，2栋、4栋。.*自办自结.*不用开单/u),
    ]);

    await at.says('网格员小周').inGroup(LIUYUAN, '大卡９栋');
    expect(await at.heardInGroup(LIUYUAN)).toEqual([matching(/^@网格员小周 收到，还差定位和一张照片/u)]);
    await at.says('网格员小周').inGroup(LIUYUAN, '[定位]', { photo: 2 });
    expect(await at.heardInGroup(LIUYUAN)).toEqual([matching(/^小周打卡成功 09:1\d，9栋。$/u)]);
    expect(await at.tickets()).toEqual([]);

    await at.says('网格员小周').inGroup(LIUYUAN, '寻查 12栋，楼下消防栓没水', { photo: 4 });
    const [recorded, card, ...more] = await at.heardInGroup(LIUYUAN);
    expect(recorded).toMatch(/^小周巡查记上了 09:1\d，12栋。发现的事已登记 WG-20261121-0001（/u);
    expect(card).toMatch(/新单 WG-20261121-0001 柳园里12栋/u);
    expect(more).toEqual([]);
    const found = await at.ticket(1);
    expect(found).toMatchObject({ state: 'offered', category: '03' });
    expect(at.nameOf(found.history[0]?.by ?? null)).toBe('网格员小周');
    // The second photo goes with both.
    await at.says('网格员小周').inGroup(LIUYUAN, '', { photo: 5 });
    expect((await at.ticket(1)).photos).toHaveLength(2);
    await at.overlook();

    // Somebody was told of it already: one short question, no guess.
    await at.says('楼长阿梅').inGroup(BUILDING, '巡查 楼道灯不亮，已经报物业了', { photo: 7 });
    expect(await at.heardInGroup(BUILDING)).toEqual([matching(/“楼道灯不亮”.*开单.*不用/u)]);
    await at.says('楼长阿梅').inGroup(BUILDING, '不用');
    expect(await at.heardInGroup(BUILDING)).toEqual([matching(/只记在台账/u)]);
    await at.says('社区田书记').inGroup(LIUYUAN, '没打卡的抓紧，谁今天去走访？');
    expect(await at.heardInGroup(LIUYUAN)).toEqual([]);
    expect(await at.tickets()).toHaveLength(1);
  },
);
