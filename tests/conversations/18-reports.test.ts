import { expect } from '@jest/globals';
import { conversation, matching } from '../support/play.js';

const WORKERS = '金桂社区网格员';

conversation(
  'The books write themselves: a log, the week as a picture, a ticket as a picture, asked for with a word',
  '2026-11-26T09:00',
  async at => {
    await at.says('向日葵').inGroup('金桂苑6栋', '6栋2单元门口的路灯坏了，晚上看不见');
    await at.says('网格员小陈').inGroup(WORKERS, '接单');
    await at.overlook();

    // What the worker did is told to the worker alone, wherever it was asked for.
    await at.says('网格员小陈').inGroup(WORKERS, '看看我今天的日志');
    expect(await at.heardInGroup(WORKERS)).toEqual([]);
    expect(await at.heardInPrivate('网格员小陈')).toEqual([
      matching(/今天工作日志，1 条：\n09:\d\d 接单 WG-20261126-0001 /u),
    ]);

    // The week: a line and a picture, in the group of those who work here.
    await at.says('社区何书记').inGroup(WORKERS, '发一下周报');
    expect(await at.heardInGroup(WORKERS)).toEqual([
      '金桂社区周报（11月23日—29日）：新报 1 件，归档 0 件。',
      '[图片]',
    ]);
    await at.says('网格员小陈').inPrivate('任务卡 0001');
    expect(await at.heardInPrivate('网格员小陈')).toEqual([
      matching(/^WG-20261126-0001 金桂苑6栋/u),
      '[图片]',
    ]);

    // Talk about reports asks for none.
    await at.says('网格员小赵').inGroup(WORKERS, '周报我明天交，台账小陈在弄');
    expect(await at.heardElsewhere()).toEqual([]);
    expect(await at.tickets()).toHaveLength(1);
  },
);
