import { expect } from '@jest/globals';
import { conversation, matching } from '../support/play.js';

const LIUYUAN = '柳园社区网格员';

conversation(
  'Visits are answered without door or name in a group; a need is asked about, a request becomes a ticket',
  '2026-11-21T10:05',
  async at => {
    await at.says('网格员小周').inGroup(LIUYUAN, '走访 9栋3单元502 孙奶奶 精神挺好，卫生间缺个扶手');
    const [answer, ...more] = await at.heardInGroup(LIUYUAN);
    expect(answer).toMatch(/走访记上了 10:0\d，9栋3单元 1 户。.*私聊.*“卫生间缺个扶手”要开单请人办吗/u);
    expect(answer).not.toMatch(/502|孙/u);
    expect(more).toEqual([]);
    expect(await at.tickets()).toEqual([]);

    await at.says('网格员小周').inGroup(LIUYUAN, '开单');
    const inGroup = await at.heardInGroup(LIUYUAN);
    expect(inGroup[0]).toMatch(/发现的事已登记 WG-20261121-0001（/u);
    expect(inGroup.join('\n')).not.toMatch(/502|孙/u);
    // Whoever goes there is told the door, in private.
    await at.says('网格员小周').inGroup(LIUYUAN, '接单');
    expect((await at.heardInPrivate('网格员小周')).join('\n')).toMatch(/9栋3单元502/u);
    expect(await at.heardInGroup('柳园里9栋')).toEqual([]);

    await at
      .says('网格员小周')
      .inPrivate('今天走访了7栋2单元301、302都好，501敲门没人应，9栋1单元102钱叔想申请助餐');
    expect(await at.heardInPrivate('网格员小周')).toEqual([
      matching(/^走访记上了 10:0\d，7栋2单元、9栋1单元 4 户。其中 1 户没遇上人.*已登记 WG-20261121-0002（/u),
    ]);
    expect((await at.heardInGroup(LIUYUAN)).join('\n')).not.toMatch(/102|钱叔/u);

    // Without a door it counts for no household; the door may follow.
    await at.says('网格员小周').inPrivate('走坊 12栋，老人都好');
    expect(await at.heardInPrivate('网格员小周')).toEqual([matching(/是哪一户？/u)]);
    await at.says('网格员小周').inPrivate('12栋2单元601');
    expect(await at.heardInPrivate('网格员小周')).toEqual([matching(/^补上了/u)]);
    expect(await at.tickets()).toHaveLength(2);
  },
);
