import { describe, expect, test } from '@jest/globals';
import { hideForGroup } from '../../src/intake/privacy.js';
import * as cards from '../../src/words/task-cards.js';
import * as tasks from '../../src/words/tasks.js';

const number = 'WG-20261123-0013';
const title = '瓶装燃气用户登记';
const due = '周五（11月27日）18:00';
const unit = '锦澜府2栋';
const plan: tasks.PlanLines = {
  title,
  text: '每户登记，只登记不检查',
  where: '柳园社区 6 个微网格',
  people: 2,
  amount: '414 户',
  due,
  begin: '',
  fields: 0,
};
const full: tasks.PlanLines = { ...plan, begin: '明天 09:00', fields: 3 };
const bare: tasks.PlanLines = { ...plan, text: '', amount: '' };
const clear: tasks.Findings = {
  item: '03-10 瓶装液化气违规使用',
  isListed: true,
  guess: '',
  usualDue: '',
  fields: 0,
  known: [],
  isOften: false,
  loads: [],
  perWeek: 3,
};
const doubtful: tasks.Findings = {
  ...clear,
  isListed: false,
  usualDue: due,
  fields: 26,
  known: [
    { book: '社区台账', fields: ['门牌', '户主', '联系电话', '楼栋', '单元', '党员'] },
    { book: '燃气公司台账', fields: ['钢瓶编号'] },
  ],
  isOften: true,
  loads: [
    { name: '网格员小周', tasks: 3, isFull: true },
    { name: '网格员小李', tasks: 1, isFull: false },
  ],
};
const crowd = Array.from({ length: 12 }, (_, at) => ({ name: `网格员${at}`, tasks: 1, isFull: false }));
const unknown: tasks.Findings = {
  ...clear,
  item: '',
  isListed: false,
  guess: '05-26 疫苗接种',
  loads: crowd,
};
const card: cards.TaskCard = {
  number,
  title,
  text: '每户登记，只登记不检查',
  from: '住建部门',
  due,
  fields: ['软管年份', '灶具'],
  word: '户',
};
const bareCard: cards.TaskCard = { ...card, text: '', fields: [], word: '' };
const parts = [{ name: '网格员小周', units: '柳园里7栋（56 户）、锦澜府2栋（110 户）' }];
const lines: cards.ProgressLines = {
  total: '应做 412 户，已做 268 户（65%）',
  finished: ['柳园里7栋'],
  underWay: ['柳园里9栋 66%', '锦澜府2栋 还没领'],
  hazards: 2,
};
const quietLines: cards.ProgressLines = { ...lines, finished: [], underWay: [], hazards: 0 };

type Calls = Readonly<Record<string, readonly (readonly unknown[])[]>>;

/** Arguments with which each sentence is said; a new sentence needs its line here. */
const rooms: readonly (readonly [object, Calls])[] = [
  [
    tasks,
    {
      askTitle: [[]],
      askUnits: [[]],
      askDue: [[]],
      unknownUnits: [['翠湖社区']],
      tooManyUnits: [[600, 500]],
      notPushing: [
        [['operator', 'department'], false],
        [['operator', 'department', 'grid-leader', 'specialist'], true],
      ],
      pushElsewhere: [[]],
      pushDropped: [[]],
      pushSummary: [
        [plan, clear, { kind: 'admit' }],
        [full, doubtful, { kind: 'review' }],
        [bare, unknown, { kind: 'not-admitted' }],
        [bare, clear, { kind: 'never', reason: '网格员不经手钱款' }],
        [bare, doubtful, { kind: 'ceiling' }],
      ],
      pushedNow: [[number, 2]],
      sentForReview: [[number]],
      refusedByRule: [
        [number, { kind: 'never', reason: '网格员不经手钱款' }],
        [number, { kind: 'not-admitted' }],
        [number, { kind: 'ceiling' }],
      ],
      refusalReason: [[undefined]],
      hazardsText: [
        [6, 0],
        [6, 4],
        [6, 6],
      ],
      reviewCard: [
        [number, '住建部门', full, doubtful, ''],
        [number, '卫健部门', bare, clear, '入冬流感高发'],
      ],
      reviewReminder: [[number, title, '住建部门']],
      admitted: [
        [number, title, '', due],
        [number, title, '12月5日', due],
      ],
      changesAsked: [[number, title, '填得太多']],
      notAdmitted: [[number, title, '重复']],
      reviewNoted: [[number, '准入通过']],
      admissionDateNeeded: [[number]],
      onlyTemporary: [[number]],
      whatToChange: [[number]],
      noTask: [['验收']],
      taskNotNow: [[number, '已撤回']],
      taskNotYours: [[number]],
    },
  ],
  [
    cards,
    {
      groupCard: [
        [card, parts],
        [bareCard, parts],
      ],
      groupNotice: [[card, 30]],
      ownCard: [
        [card, '柳园里7栋（56 户）'],
        [bareCard, '柳园里7栋'],
      ],
      shareTaken: [
        [3, 6],
        [6, 6],
      ],
      progressNoted: [
        [[`${unit}（110/112 户）`], '70/182 户（38%）'],
        [[`${unit}（30 户）`], ''],
      ],
      shareFinished: [
        [`${unit}（110/110 户）`, []],
        [`${unit}（已完成）`, ['柳园里9栋（40/60 户）']],
      ],
      countExceeds: [[unit, '110', '115户']],
      countDecreases: [[unit, '105', '103户']],
      countUnchanged: [[`${unit}（110/112 户）`]],
      countCorrected: [[unit, '110/115 户']],
      difficultyPassedOn: [[]],
      difficultyCard: [[number, title, '网格员小周', unit, '白天没人']],
      helperCard: [[number, title, '社区田书记', `${unit}（110 户）`, due]],
      helperNeeded: [['0013']],
      helpersAsked: [['网格员小李', unit]],
      takeReminder: [[number, title, 9, 10, '网格员小李']],
      rollUp: [
        [number, title, lines, '柳园里9栋'],
        [number, title, quietLines, ''],
      ],
      taskProgress: [
        [number, title, '进行中', due],
        [number, title, '待验收', ''],
      ],
      totalWithHazards: [
        ['应做 412 户，已做 268 户（65%）', 0],
        ['3/6 份完成', 2],
      ],
      personLine: [
        ['网格员小周', [`${unit}（110/112 户）`], false, ''],
        ['', [`${unit}（进行中）`], true, '白天没人'],
      ],
      moreLines: [[30]],
      taskLine: [
        [number, title, '进行中', '65%', due],
        [number, title, '准入审核中', '', ''],
      ],
      taskList: [[['一项', '两项']]],
      noTasks: [[]],
      taskDueSoon: [[number, title, due, `${unit}（网格员小李）`]],
      taskOverdue: [[number, title, `${unit}（网格员小李）`]],
      taskOverdueAbove: [[number, title, '应做 412 户，已做 268 户（65%）', unit]],
      termExtended: [
        [number, title, due, '补打电话'],
        [number, title, due, ''],
      ],
      taskCalledOff: [
        [number, title, '临时准入到期'],
        [number, title, ''],
      ],
      allDone: [
        [number, title, 10, '412/412 户', 6],
        [number, title, 3, '3/3 份', 0],
      ],
      allDoneForPusher: [
        [number, title, 10, '412/412 户', '发现隐患 6 件，都在办'],
        [number, title, 3, '3/3 份', ''],
      ],
      acceptReminder: [[number, title]],
      resultAccepted: [
        [number, title, '做得细', '6 件隐患的办理结果 12月4日 前反馈给大家。'],
        [number, title, '', ''],
      ],
      feedbackPromised: [[6, '12月4日']],
      resultRejected: [[number, title, unit, '漏了两户', due]],
      feedbackReminder: [[number, title, '发现隐患 6 件，都在办']],
      feedback: [[number, title, '住建部门', '都换好了']],
      whichUnit: [[['一份', '两份'], 0]],
      whichUnitOrAll: [
        [['一份', '两份'], 0],
        [['一份', '两份'], 3],
      ],
      taskDone: [[number, '已撤回']],
      extendUntil: [['0013']],
      extendLater: [[number, due]],
      beyondAdmission: [[number, due]],
      moreNeeded: [['有困难', '有困难 租户白天不在家']],
    },
  ],
];

const all = rooms.flatMap(([room, calls]) =>
  Object.entries(calls).flatMap(([name, lists]) => {
    const say = Object.entries(room).find(([exported]) => exported === name)?.[1] as (
      ...args: readonly unknown[]
    ) => string;
    return lists.map(args => [name, say(...args)] as const);
  }),
);

describe('every sentence about pushed tasks', () => {
  test('has been tried here', () => {
    for (const [room, calls] of rooms)
      expect(Object.keys(calls).toSorted()).toEqual(Object.keys(room).toSorted());
  });

  test.each(all)('%s is plain Chinese without a gap: %s', (_name, text) => {
    expect(text).not.toMatch(/undefined|null|NaN|\[object|\{|\}/u);
    expect(text.replace(/WG-\d{8}-\d{4}/gu, '')).not.toMatch(/[A-Za-z]/u);
    expect(text).not.toMatch(/[,;?!](?=\p{Script=Han})|，，|。。|，。|；。|（）|“”|：：|\s$|^\s|^$/u);
    expect(text.split('“')).toHaveLength(text.split('”').length);
    expect(text.split('（')).toHaveLength(text.split('）').length);
  });

  test.each(all)('%s loses no number for looking like a room: %s', (_name, text) => {
    expect(hideForGroup(text)).toBe(text);
  });
});
