import { describe, expect, test } from '@jest/globals';
import * as words from '../../src/words/reminders.js';

const lock: words.Named = { number: 'WG-20261120-0018', item: '单元门锁', due: '', who: '' };
const light: words.Named = { number: 'WG-20261121-0031', item: '路灯', due: '今天 18:00', who: '小陈' };
const many = [lock, light, lock, light, lock, light];
const chen: words.InHand = { name: '小陈', count: 3, dueToday: [lock], overdue: 0 };
const zhou: words.InHand = { name: '小周', count: 2, dueToday: [lock, light], overdue: 1 };
const zhao: words.InHand = { name: '小赵', count: 0, dueToday: [], overdue: 0 };
const away: words.InHand = { name: '小李', standIn: '小周', count: 1, dueToday: [], overdue: 0 };
const nobody: words.InHand = { name: '', count: 0, dueToday: [], overdue: 0 };
const meeting = { name: '网格周例会', place: '社区会议室', when: '今天 15:00' };

function nine(person: words.InHand): words.InHand[] {
  return Array.from({ length: 9 }, () => person);
}

/** Arguments with which each sentence is said; a new sentence needs its line here. */
const calls: Readonly<Record<keyof typeof words, readonly (readonly unknown[])[]>> = {
  groupDigest: [
    [[chen, zhou, zhao]],
    [[chen, away], { ticket: light, raisers: 8 }],
    [[chen, { ...away, standIn: '' }]],
    [[...nine(zhao), chen]],
    [nine(chen)],
  ],
  nothingToday: [[]],
  ownDigest: [
    [{ inHand: chen, toVerify: many, toDecide: [lock], insteadOf: [away, zhou] }],
    [{ inHand: nobody, toVerify: [light], toDecide: [], insteadOf: [] }],
  ],
  checkInMissing: [[['小陈', '小周']]],
  yourCheckInMissing: [[false], [true]],
  patrolMissing: [[['小陈']]],
  yourPatrolMissing: [[false], [true]],
  safetyCheck: [[]],
  meetingCall: [[{ ...meeting, topics: [] }], [{ ...meeting, topics: ['路灯', '冬季用火用电'] }]],
  mostSupportedTopic: [[light, 8]],
  overdueTopic: [[[lock]], [many]],
  supervisedTopic: [[[lock]], [many]],
  areasTopic: [
    ['week', [{ name: '金桂苑', count: 5 }]],
    [
      'month',
      [
        { name: '金桂苑', count: 5 },
        { name: '和顺里', count: 3 },
      ],
    ],
  ],
  excuses: [
    [
      '网格周例会',
      '今天 15:00',
      [
        { name: '小赵', reason: '陪残联上门评定' },
        { name: '小周', reason: '' },
      ],
    ],
  ],
  excuseNoted: [['网格周例会']],
  excusedAlready: [['网格周例会']],
  visitsCoverage: [['2026年下半年', 1, 40, [{ name: '小陈', households: 196, visited: 120 }]]],
  overdueList: [[[light]], [many]],
  verificationDue: [[[light]], [many]],
  handOverBeforeLeave: [['明天', [light]]],
  handOverToStandIn: [['小陈', '明天 08:30', many]],
  halfway: [[[light]], [many]],
  deadlinesNear: [[[light, lock]], [many]],
  muted: [[]],
  unmuted: [[true], [false]],
};

const said = Object.entries(calls).flatMap(([name, lists]) => {
  const say = Object.entries(words).find(([exported]) => exported === name)?.[1] as (
    ...args: readonly unknown[]
  ) => string;
  return lists.map(args => [name, say(...args)] as const);
});

describe('every sentence', () => {
  test('has been tried here', () => {
    expect(Object.keys(calls).toSorted()).toEqual(Object.keys(words).toSorted());
  });

  test.each(said)('%s is plain Chinese without a gap: %s', (_name, text) => {
    expect(text).not.toMatch(/undefined|null|NaN|\[object|\{|\}/u);
    expect(text.replace(/WG-\d{8}-\d{4}/gu, '')).not.toMatch(/[A-Za-z]/u);
    expect(text).not.toMatch(/[,;?!](?=\p{Script=Han})|，，|。。|，。|；。|（）|“”|\s$|^\s/u);
    expect(text.split('（')).toHaveLength(text.split('）').length);
    expect(text.split('“')).toHaveLength(text.split('”').length);
    expect(text.split('\n').length).toBeLessThanOrEqual(5);
  });
});

test('a group hears who has what in one line, and what most people raised', () => {
  expect(words.groupDigest([chen, zhou, zhao], { ticket: light, raisers: 8 })).toBe(
    '早上好🌤 今日待办：小陈 3 件（1 件今天到期：WG-20261120-0018 单元门锁）；小周 2 件（1 件超时，2 件今天到期：WG-20261120-0018 单元门锁等）；小赵 0 件。\n' +
      '附议最多：WG-20261121-0031 路灯（8 人）。',
  );
});

test('in a large group those without anything are counted together', () => {
  const people = [...nine(zhao), chen];
  expect(words.groupDigest(people)).toBe(
    '早上好🌤 今日待办：小陈 3 件（1 件今天到期：WG-20261120-0018 单元门锁）；其余 9 人手上没有。',
  );
});

test('who is on leave is named with who stands in', () => {
  expect(words.groupDigest([chen, away])).toContain('小李 1 件（请假，小周代）');
});
