import { describe, expect, test } from '@jest/globals';
import { householdsIn, wasMet, withoutNames } from '../../src/tasks/read-households.js';

function doors(text: string): string[] {
  return householdsIn(text).map(({ building = '', door, text: words }) => `${building}|${door}|${words}`);
}

describe('households are told apart', () => {
  test.each<[string, string[]]>([
    ['6栋2单元301 身体都好，缺个扶手', ['6|2-301|身体都好，缺个扶手']],
    ['6-2-301都好，302不在家，501下水慢', ['6|2-301|都好', '6|2-302|不在家', '6|2-501|下水慢']],
    ['6栋 301、302、402 都好', ['6|301|都好', '6|302|都好', '6|402|都好']],
    ['6栋2单元301和302都好', ['6|2-301|都好', '6|2-302|都好']],
    ['3-402 都好', ['3|402|都好']],
    ['六栋一单元101 都好；二单元202没人', ['6|1-101|都好', '6|2-202|没人']],
    ['7栋2单元301都好，9栋1单元102想申请助餐', ['7|2-301|都好', '9|1-102|想申请助餐']],
    ['2单元301室老人都好', ['|2-301|老人都好']],
    ['6栋8户', []],
    ['都好', []],
    ['2单元301老人摔了打了120', ['|2-301|老人摔了打了120']],
    ['301 药费300元，血压140，电话138****1234', ['|301|药费300元，血压140，电话138****1234']],
  ])('“%s”', (text, told) => {
    expect(doors(text)).toEqual(told);
  });
});

test.each([
  ['王奶奶 身体都好，缺个扶手', '身体都好，缺个扶手'],
  ['李叔想装个扶手', '想装个扶手'],
  ['老张家下水慢', '下水慢'],
  ['孤寡老人周爷爷 想申请助餐', '想申请助餐'],
  ['王秀英，灯坏了', '灯坏了'],
  ['高温天空调坏了', '高温天空调坏了'],
  ['水管漏水', '水管漏水'],
])('names go from “%s”', (text, left) => {
  expect(withoutNames(text)).toBe(left);
});

test.each([
  ['都好', true],
  ['没人', false],
  ['不在家', false],
  ['敲门没人应', false],
  ['老人没人照顾', true],
  ['没遇上人', false],
])('whether somebody opened: “%s”', (text, met) => {
  expect(wasMet(text)).toBe(met);
});
