import { describe, expect, test } from '@jest/globals';
import { statutoryCalendar } from '../../src/base/working-time.js';
import { readPush, type PushDraft } from '../../src/tasks/read-push.js';
import { readTargets } from '../../src/tasks/read-targets.js';
import { demoBook } from '../support/demo.js';

const monday = Date.parse('2026-11-23T09:00:00+08:00');
const at = (text: string) => Date.parse(`2026-${text}:00+08:00`);
const scene = {
  now: monday,
  homes: ['guihua'],
  book: demoBook,
  calendar: statutoryCalendar(['08:30-12:00', '13:30-18:00']),
};
const read = (text: string): PushDraft => readPush(text, scene).draft;
const liuyuan = ['lyl-7', 'lyl-9', 'lyl-12', 'bhl-1', 'jlf-2', 'whl-1'];

describe('whom a task is for', () => {
  test.each([
    ['柳园社区所有微网格', liuyuan],
    ['柳园社区的全部微网格', liuyuan],
    ['柳园各微网格', liuyuan],
    ['柳园社区6个微网格', liuyuan],
    ['柳园社区', ['liuyuan-1', 'liuyuan-2']],
    ['柳园社区各网格', ['liuyuan-1', 'liuyuan-2']],
    ['柳园第一网格', ['liuyuan-1']],
    ['柳园一网格和金桂2网格', ['liuyuan-1', 'jingui-2']],
    ['柳园第一网格所有微网格', ['lyl-7', 'lyl-9', 'lyl-12']],
    ['柳园里7栋、9栋', ['lyl-7', 'lyl-9']],
    ['柳园里7、9、12栋', ['lyl-7', 'lyl-9', 'lyl-12']],
    ['柳园里所有楼栋', ['lyl-7', 'lyl-9', 'lyl-12']],
    ['柳园里7栋 锦澜府2号楼', ['lyl-7', 'jlf-2']],
    ['柳园社区所有微网格除了滨河里1栋和文化路沿街', ['lyl-7', 'lyl-9', 'lyl-12', 'jlf-2']],
    ['柳园社区所有微网格（不含锦澜府2栋）', ['lyl-7', 'lyl-9', 'lyl-12', 'bhl-1', 'whl-1']],
    ['全街道各网格', ['jingui-1', 'jingui-2', 'liuyuan-1', 'liuyuan-2']],
    ['所有网格', ['jingui-1', 'jingui-2', 'liuyuan-1', 'liuyuan-2']],
    ['各社区', ['jingui', 'liuyuan']],
  ])('%s', (words, unitIds) => {
    const { targets, end } = readTargets(words, ['guihua'], demoBook);
    expect([...(targets?.unitIds ?? [])].sort()).toEqual([...unitIds].sort());
    expect(targets?.hands).toBe('workers');
    expect(end).toBe(words.length);
  });

  test('building captains are meant where they are named', () => {
    const { targets } = readTargets('柳园里的楼长', ['guihua'], demoBook);
    expect(targets).toEqual({ unitIds: ['lyl-7', 'lyl-9', 'lyl-12'], hands: 'volunteers' });
  });

  test.each(['', '老人们', '翠湖社区所有微网格', '3天内', '所有'])('“%s” names nobody here', words => {
    expect(readTargets(words, ['guihua'], demoBook).targets).toBeUndefined();
  });

  test('units outside the own are not found', () => {
    expect(readTargets('金桂社区所有微网格', ['liuyuan'], demoBook).targets).toBeUndefined();
  });
});

describe('what is said of a task to push', () => {
  const whole = {
    title: '瓶装燃气用户登记',
    text: '每户登记，只登记不检查',
    unitIds: liuyuan,
    hands: 'workers',
    dueAt: at('11-27T18:00'),
    counting: { word: '户', from: 'households' },
  };

  test.each([
    '瓶装燃气用户登记 给柳园社区所有微网格 到周五18点 每户登记，只登记不检查',
    '瓶装燃气用户登记，每户登记，只登记不检查，给柳园社区所有微网格，周五18点前',
    '给柳园社区所有微网格：瓶装燃气用户登记；每户登记，只登记不检查。截止周五18:00',
    '瓶装燃气用户登记给柳园社区所有微网格到周五18点每户登记，只登记不检查',
    '瓶装燃气用户登记 柳园社区所有微网格 11月27日18点前完成 每户登记，只登记不检查',
  ])('%s', words => expect(read(words)).toEqual(whole));

  test.each([
    ['疫苗接种名单核对 给柳园社区 3天内', { dueAt: at('11-26T18:00') }],
    ['消防检查 给柳园社区 5个工作日完成', { dueAt: at('11-30T18:00') }],
    ['消防检查 给柳园社区 到12月5日', { dueAt: at('12-05T18:00') }],
    ['消防检查 给柳园社区 从明天开始 下周五前', { beginAt: at('11-24T18:00'), dueAt: at('12-04T18:00') }],
    ['走访 给柳园社区 每个网格20户 周五前', { counting: { word: '户', from: 'given', each: 20 } }],
    [
      '登记 给柳园社区 填：门牌、瓶数、软管年份，每天报两次',
      { fields: ['门牌', '瓶数', '软管年份'], reportsPerDay: 2 },
    ],
    [
      '疫苗接种名单核对 周五前 申请临时准入 秋冬流感高发',
      { temporaryReason: '秋冬流感高发', title: '疫苗接种名单核对' },
    ],
    ['65岁以上老人免费体检告知 给柳园社区各网格 周三12点前', { title: '65岁以上老人免费体检告知' }],
  ])('%s', (words, draft) => expect(read(words)).toMatchObject(draft));

  test('what is missing stays open', () => {
    expect(read('')).toEqual({});
    expect(read('给柳园社区')).toEqual({ unitIds: ['liuyuan-1', 'liuyuan-2'], hands: 'workers' });
    expect(readPush('体检告知 给翠湖社区 周五前', scene)).toMatchObject({
      draft: { title: '体检告知' },
      unknownUnits: '翠湖社区',
    });
  });
});
