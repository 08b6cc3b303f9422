import { describe, expect, test } from '@jest/globals';
import * as deeds from '../../src/words/deeds.js';
import * as tower from '../../src/words/tower.js';
import * as help from '../../src/words/worker-help.js';

const number = 'WG-20261121-0007';
const counted = { open: 12, overdue: 2, waiting: 3, closed: 9 };
const none = { open: 0, overdue: 0, waiting: 0, closed: 0 };

type Calls = Readonly<Record<string, readonly (readonly unknown[])[]>>;

/** Arguments with which each sentence is said; a new sentence needs its line here. */
const rooms: readonly (readonly [object, Calls])[] = [
  [
    deeds,
    {
      timeAndPlace: [
        ['09:05', '3–4栋'],
        ['09:05', ''],
      ],
      checkedIn: [
        ['小赵', '09:05', '3–4栋'],
        ['', '10:20', '', '10:00'],
      ],
      checkInLacks: [[['location', 'photo']], [['place']]],
      patrolled: [
        ['小周', '10:12', '12栋'],
        ['', '10:12', ''],
      ],
      patrolLacks: [[['photo']]],
      visited: [
        ['小周', '10:20，6栋2单元', 1, 0],
        ['', '10:20，6栋', 3, 1],
        ['', '10:20', 1, 1],
        ['', '10:20', 0, 0],
      ],
      visitLacks: [[['photo']]],
      doorInPrivate: [[]],
      whichDoor: [[true], [false]],
      whomDidYouVisit: [[]],
      settledOnTheSpot: [[]],
      foundOpened: [[[`${number}（路灯不亮，按期办），网格员小周跟进`]]],
      foundTicket: [
        [number, '路灯不亮', '按期办', '网格员小周'],
        [number, '路灯不亮', '按期办', ''],
      ],
      shallIOpen: [
        ['缺个扶手', false],
        ['路灯不亮', true],
      ],
      stillDanger: [[]],
      leftAsItIs: [[]],
      added: [[]],
    },
  ],
  [
    tower,
    {
      boardLine: [
        ['金桂社区', 1, counted],
        ['金桂社区', 0, none],
      ],
      board: [
        ['桂花街道', '11-23 09:05', ['桂花街道：在办 2'], 3],
        ['桂花街道', '11-23 09:05', ['桂花街道：在办 2'], 0],
      ],
      boardBelow: [['金桂社区']],
      noBoard: [[]],
      takenAbove: [[number, '柳园里7栋', '井盖破损', '桂花街道 街道值班小孟']],
      takenBelow: [[number, '柳园里12栋2单元', '房屋起火', '网格员小周']],
    },
  ],
  [
    help,
    {
      wordHelp: [[{ name: '打卡', help: '到岗签到' }], [{ name: '打卡', help: '打卡 3栋——到岗签到' }]],
      wordsList: [['接单 · 办结', ['打卡——到岗签到']]],
      todoLine: [
        [number, '金桂苑6栋 路灯不亮', '待接单', '今天 20:00前'],
        [number, '金桂苑6栋 路灯不亮', '待接单', ''],
      ],
      taskProgress: [
        [3, 30, '户'],
        [3, null, '人'],
        [0, null, ''],
      ],
      isLate: [[]],
      todoList: [
        [['一件', '两件'], 1],
        [['一件'], 0],
      ],
    },
  ],
];

describe('what is said of the day’s work', () => {
  test('has been tried here, every sentence', () => {
    for (const [room, calls] of rooms)
      expect(Object.keys(calls).toSorted()).toEqual(Object.keys(room).toSorted());
  });

  const said = rooms.flatMap(([room, calls]) =>
    Object.entries(calls).flatMap(([name, lists]) => {
      const say = Object.entries(room).find(([exported]) => exported === name)?.[1] as (
        ...args: readonly unknown[]
      ) => string;
      return lists.map(args => [name, say(...args)] as const);
    }),
  );

  test.each(said)('%s is plain Chinese without a gap: %s', (_name, text) => {
    expect(text).not.toMatch(/undefined|null|NaN|\[object|\{|\}/u);
    expect(text.replace(/WG-\d{8}-\d{4}/gu, '')).not.toMatch(/[A-Za-z]/u);
    expect(text).not.toMatch(/[,;?!](?=\p{Script=Han})|，，|。。|，。|（）|“”|\s$|^\s/u);
    expect(text.split('（')).toHaveLength(text.split('）').length);
    expect(text.split('“')).toHaveLength(text.split('”').length);
  });
});
