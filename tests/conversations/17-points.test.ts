import { expect } from '@jest/globals';
import { conversation, matching } from '../support/play.js';

const WORKERS = '金桂社区网格员';

conversation(
  'Points come by themselves, are told to the person alone, and are changed into something by two people',
  '2026-11-26T08:40',
  async at => {
    await at
      .says('网格员小陈')
      .inPrivate('走访 金桂苑6栋1单元 101 102 103 104 201 202 203 204 301 302 303 304 401 402 403');
    await at.says('网格员小陈').inGroup(WORKERS, '巡查 金桂苑3栋 消防通道畅通', { photo: 1 });
    await at.says('网格员小陈').inGroup(WORKERS, '巡查 金桂苑8栋 没有问题', { photo: 2 });
    await at.overlook();
    await at.says('网格员小陈').inGroup(WORKERS, '我的积分');
    expect(await at.heardInGroup(WORKERS)).toEqual([]);
    expect(await at.heardInPrivate('网格员小陈')).toEqual([
      matching(/积分 21 分可用.*☆☆☆☆☆.*再有 79 分升一星.*巡查 2 次 6 分，走访 15 次 15 分/su),
    ]);

    await at.says('网格员小陈').inPrivate('兑换 1');
    expect(await at.heardInPrivate('网格员小陈')).toEqual([
      matching(/垃圾袋一卷给您留好了（DH\d{4}，20 分），等社区何书记/u),
    ]);
    expect(await at.heardInPrivate('社区何书记')).toEqual([matching(/网格员小陈想用 20 分换垃圾袋一卷/u)]);
    await at.says('社区何书记').inPrivate('确认兑换');
    expect(await at.heardInPrivate('社区何书记')).toEqual([matching(/^DH\d{4} 记为已发放。$/u)]);
    expect(await at.heardInPrivate('网格员小陈')).toEqual([matching(/垃圾袋一卷已发放/u)]);
    await at.says('网格员小陈').inPrivate('积分');
    expect(await at.heardInPrivate('网格员小陈')).toEqual([matching(/积分 1 分可用，累计 21 分/u)]);
    expect(await at.heardElsewhere()).toEqual([]);
  },
);
