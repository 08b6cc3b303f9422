import { describe, expect, test } from '@jest/globals';
import { compare, itemIn, verdictOf, type AdmissionFacts } from '../../src/tasks/admission.js';
import type { Pusher, TaskPlan } from '../../src/tasks/task.js';
import { configuration } from '../support/demo.js';
import { monday, plan, taskRules } from './a-task.js';

const { catalogue } = configuration;
const { settings } = taskRules;
const desk: Pusher = { personId: 'o-meng', role: 'operator', unitId: 'guihua' };
const department: Pusher = {
  personId: 'd-zhujian',
  role: 'department',
  unitId: 'guihua',
  department: '住建部门',
};
const at = (text: string) => Date.parse(`2026-${text}:00+08:00`);

function judged(changes: Partial<TaskPlan>, facts: Partial<AdmissionFacts> = {}, pusher = desk) {
  const changed = { ...plan, ...changes };
  const comparison = compare(changed, { now: monday, catalogue, rules: taskRules, loads: [], ...facts });
  return { comparison, verdict: verdictOf(comparison, changed, pusher, settings) };
}

const vaccination = { title: '疫苗接种名单核对', itemCode: '05-26', kind: 'list' } as const;

describe('what the rules say of a task', () => {
  test('a desk pushes what is on the list, in the usual time, to people who are not full, at once', () => {
    expect(judged({}).verdict).toEqual({ kind: 'admit' });
  });

  test('a department is always looked at first', () => {
    expect(judged({}, {}, department).verdict).toEqual({ kind: 'review', isTemporary: false });
  });

  test('an item that is not admitted is refused, or asked for with a reason', () => {
    expect(judged(vaccination).verdict).toEqual({ kind: 'refuse', why: 'not-admitted' });
    expect(judged({ ...vaccination, temporaryReason: '流感高发' }).verdict).toEqual({
      kind: 'review',
      isTemporary: true,
    });
  });

  test.each([
    ['对不配合的商户罚款', 'never'],
    ['逐户代收物业费', 'never'],
    ['只登记，不罚款', undefined],
    ['谁也不准罚款', undefined],
    ['登记时禁止向居民收费', undefined],
  ])('“%s” is %s', (text, why) => {
    const { verdict, comparison } = judged({ text });
    expect(verdict.kind === 'refuse' ? verdict.why : undefined).toBe(why);
    expect(comparison.never === undefined).toBe(why === undefined);
  });

  test('what is never a grid worker’s is refused whatever is asked', () => {
    const { verdict } = judged({ text: '查到违规的当场处罚', temporaryReason: '专项行动' }, {}, department);
    expect(verdict).toEqual({ kind: 'refuse', why: 'never' });
  });

  test.each([
    ['a term shorter than usual', { dueAt: at('11-26T18:00') }],
    ['no known line of the list', { itemCode: null }],
    ['what the books have already', { fields: ['门牌', '软管年份'] }],
    ['two reports a day', { reportsPerDay: 2 as const }],
  ])('%s is looked at by the district', (_what, changes) => {
    expect(judged(changes).verdict).toEqual({ kind: 'review', isTemporary: false });
  });

  test('five working days from Monday end on Friday, whatever the hour', () => {
    expect(judged({ dueAt: at('11-27T12:00') }).comparison.term.isShort).toBe(false);
    expect(judged({ dueAt: at('11-26T23:00') }).comparison.term).toEqual({
      isShort: true,
      usualDueAt: at('11-27T18:00'),
    });
    // Begun on Saturday they end on the next Friday.
    const saturday = { now: at('11-28T10:00') };
    expect(judged({ dueAt: at('12-04T18:00') }, saturday).comparison.term.isShort).toBe(false);
    expect(judged({ dueAt: at('12-03T18:00') }, saturday).comparison.term.isShort).toBe(true);
  });

  test('a worker who has as many as allowed is named, and the district decides or nobody may', () => {
    const loads = [
      { personId: 'w-li', tasks: 0 },
      { personId: 'w-chen', tasks: 1 },
      { personId: 'w-zhou', tasks: 3 },
    ];
    const { comparison, verdict } = judged({}, { loads });
    expect(comparison.loads.map(({ personId }) => personId)).toEqual(['w-zhou', 'w-chen']);
    expect(comparison.overCeiling).toEqual(['w-zhou']);
    expect(verdict).toEqual({ kind: 'review', isTemporary: false });
    const strict = { ...settings, ceiling: { perWeek: 3, beyond: 'refuse' } as const };
    expect(verdictOf(comparison, plan, desk, strict)).toEqual({ kind: 'refuse', why: 'ceiling' });
  });

  test('a guess is shown where no line is known, and decides nothing', () => {
    expect(judged({ itemCode: null }, { guess: '疫苗接种' }).comparison).toMatchObject({
      item: null,
      guess: '疫苗接种',
    });
    expect(judged({}, { guess: '疫苗接种' }).comparison.guess).toBeUndefined();
  });

  test('what the books have is named with the book', () => {
    expect(judged({ fields: ['门牌', '钢瓶编号', '软管年份'] }).comparison.fields).toEqual({
      count: 3,
      known: [
        { field: '门牌', book: '社区台账' },
        { field: '钢瓶编号', book: '燃气公司台账' },
      ],
    });
  });
});

describe('the line of the list that a task is about', () => {
  test.each([
    ['瓶装燃气用户登记', '', '03-10'],
    ['秋季疫苗接种名单核对', '', '05-26'],
    ['入户登记', '事项 01-11', '01-11'],
    ['电动车电瓶进楼入户专项', '', '03-07'],
    ['入户走访', '顺便看看独居老人', '05-50'],
    // A date is no line of the list.
    ['入户走访', '到12-05', undefined],
    ['入户走访', '事项 99-99', undefined],
  ])('%s %s', (title, text, code) => expect(itemIn(title, text, catalogue, settings)).toBe(code));
});
