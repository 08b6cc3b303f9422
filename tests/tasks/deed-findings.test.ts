import { describe, expect, test } from '@jest/globals';
import { findingsIn } from '../../src/tasks/deed-findings.js';

describe('what was found is told apart', () => {
  test.each([
    // in order
    ['一切正常', '', ''],
    ['都没问题 大家放心', '', ''],
    ['消防通道畅通，灭火器完好', '', ''],
    ['没发现隐患', '', ''],
    ['3栋、4栋正常', '', ''],
    ['身体都好，没什么需要', '', ''],
    ['敲门没人应', '', ''],
    // handled on the spot
    ['4栋楼道有纸箱已让清走', '4栋楼道有纸箱已让清走', ''],
    ['楼道堆纸箱，已让搬走', '楼道堆纸箱，已让搬走', ''],
    ['楼道有纸箱。已让清走', '楼道有纸箱，已让清走', ''],
    ['电动车飞线充电，当场劝离', '电动车飞线充电，当场劝离', ''],
    ['门禁没电，自办自结', '门禁没电，自办自结', ''],
    ['飞线充电，已拔掉', '飞线充电，已拔掉', ''],
    ['单元门没关好，顺手关了', '单元门没关好，顺手关了', ''],
    // not handled
    ['12栋消防栓没水', '', '12栋消防栓没水'],
    ['堆物没人清理', '', '堆物没人清理'],
    ['纸箱还没处理', '', '纸箱还没处理'],
    ['广告牌拆不了', '', '广告牌拆不了'],
    ['安全出口堵了', '', '安全出口堵了'],
    ['身体还好，就是想装个扶手', '', '就是想装个扶手'],
    ['敲门没人应，邻居说好几天没见了', '', '邻居说好几天没见了'],
    // both
    ['3栋楼道堆纸箱，已让清走；12栋消防栓没水', '3栋楼道堆纸箱，已让清走', '12栋消防栓没水'],
    ['3栋、4栋正常，5栋门禁坏了', '', '5栋门禁坏了'],
  ])('“%s”', (text, handled, open) => {
    expect(findingsIn(text)).toMatchObject({ handled, open });
  });

  test('somebody who was told of it is not somebody who did it', () => {
    expect(findingsIn('灯不亮，已报物业')).toMatchObject({ handled: '', open: '灯不亮', isPassedOn: true });
    expect(findingsIn('水管漏，联系了维修师傅')).toMatchObject({ isPassedOn: true });
  });

  test('a wish is told apart from a remark', () => {
    expect(findingsIn('想装个扶手').isRequest).toBe(true);
    expect(findingsIn('希望社区帮忙申请助餐').isRequest).toBe(true);
    expect(findingsIn('聊了聊家常').isRequest).toBe(false);
  });
});
