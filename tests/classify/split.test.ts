import { describe, expect, test } from '@jest/globals';
import { loadUnderstanding } from '../../src/classify/understand.js';

const understand = loadUnderstanding('config/understanding/model.bin');

describe('two matters in one message become two', () => {
  test.each([
    ['2栋1单元门锁坏了关不上，还有大门口人行道井盖翘着，昨天绊倒个大爷，一起给弄弄', ['11', '04']],
    ['1、8栋电梯停了三天 2、东门垃圾没人清', ['11', '02']],
    ['一是楼道灯坏了，二是对面工地半夜打桩', ['11', '08']],
    ['物业费乱涨价，顺便说下南门口有人占道卖菜', ['11', '02']],
  ])('%s', (text, categories) => {
    expect(understand(text).matters.map(({ category }) => category)).toEqual(categories);
  });

  test('a place that was said once holds for both', () => {
    const { matters } = understand('5栋：1、电梯停了三天 2、楼道里停满电动车还拉线充电');
    expect(matters).toHaveLength(2);
  });
});

describe('one matter stays one', () => {
  test.each([
    '电梯坏了三天了，还有老人住顶楼，赶紧修吧',
    '垃圾没人清，另外说一句，打过两次物业电话都没人接',
    '楼上漏水，天花板湿了，墙皮也掉了',
    '12345打过了，还是没人管，路灯一直不亮',
  ])('%s', text => {
    expect(understand(text).matters).toHaveLength(1);
  });

  test('an emergency is never cut into pieces', () => {
    const { matters } = understand('3栋着火了！！还有人在里面喊救命；快来人');
    expect(matters).toHaveLength(1);
    expect(matters[0]?.urgency).toBe('emergency');
  });
});
