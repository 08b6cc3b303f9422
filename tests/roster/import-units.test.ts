import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type ExcelJS from 'exceljs';
import type { ImportOutcome } from '../../src/roster/import-list.js';
import { RosterBook } from '../../src/roster/roster-book.js';
import { demoBook } from '../support/demo.js';
import { Files } from '../sheets/a-sheet.js';
import { clean, header, nothing, outcomeOf, type Dirty, type Rows } from './unit-list.js';

let files: Files;
beforeAll(async () => {
  files = await Files.begin();
});
afterAll(() => files.end());

async function outcome(rows: Rows, book = nothing, dirty?: Dirty): Promise<ImportOutcome> {
  return outcomeOf(files, rows, book, dirty);
}

describe('a row that cannot be taken is named, with the reason and what to do', () => {
  const row = clean[1] ?? [];
  const withCell = (at: number, value: ExcelJS.CellValue): ExcelJS.CellValue[] =>
    row.map((cell, place) => (place === at ? value : cell));

  test.each<[string, Rows, number, RegExp]>([
    ['a count that is no number', [header, withCell(5, '六十多')], 2, /户数“六十多”不是整数。只写数字/u],
    [
      'a building that became a day',
      [header, withCell(4, new Date(Date.UTC(2026, 2, 1)))],
      2,
      /“楼栋”里的“3-1”被表格软件变成了日期.*文本/u,
    ],
    ['a building that may be two things', [header, withCell(4, '1-3')], 2, /“1-3”看不明白.*1栋3单元/u],
    [
      'a code that lost its digits',
      [header, withCell(6, '4.10302E+11')],
      2,
      /4\.10302E\+11”，后面几位已经丢了/u,
    ],
    ['a code of Chinese letters', [header, withCell(6, '金桂六')], 2, /编码“金桂六”不能用/u],
    ['an error of a formula', [header, withCell(2, { error: '#REF!' })], 2, /“网格”是公式，没有算出结果/u],
    ['lost letters', [header, withCell(1, '锟斤拷')], 2, /“社区”里有乱码/u],
    ['a grid that is missing', [header, withCell(2, '')], 2, /没写属于哪个网格/u],
    ['the same row twice', [header, row, withCell(6, '')], 3, /“金桂苑3栋”和〈Sheet1〉第 2 行重复/u],
    [
      'one code for two units',
      [header, row, ['桂花街道', '金桂社区', '第一网格', '金桂苑', '9栋', 5, 'JGY3']],
      3,
      /编码 JGY3 已经给了“金桂苑3栋”（〈Sheet1〉第 2 行）/u,
    ],
    [
      'two codes for one unit',
      [
        [...header, '网格编码'],
        [...row, 'JG1'],
        ['桂花街道', '金桂社区', '第一网格', '金桂苑', '6栋', 5, 'JGY6', 'JG2'],
      ],
      3,
      /“第一网格”在〈Sheet1〉第 2 行写的编码是 JG1/u,
    ],
    ['a row of numbers only', [header, ['', '', '', '', '', 64, '']], 2, /没有写任何单元的名称/u],
  ])('%s', async (_what, rows, at, reason) => {
    const { bad } = await outcome(rows);
    expect(bad).toEqual([{ sheet: 'Sheet1', row: at, reason: expect.stringMatching(reason) }]);
  });

  test('every one of them, not only the first', async () => {
    const { bad } = await outcome([header, withCell(5, '很多'), row, withCell(4, '1-3')]);
    expect(bad.map(({ row: at }) => at)).toEqual([2, 4]);
  });

  test('a sheet without a header', async () => {
    const { bad } = await outcome([
      ['甲', '乙'],
      ['丙', '丁'],
    ]);
    expect(bad[0]).toMatchObject({ row: 0, reason: expect.stringMatching(/找不到表头/u) });
  });

  test('a community that may lie in two streets', async () => {
    const both = await outcome(
      [
        ['社区', '网格'],
        ['新华社区', '第一网格'],
      ],
      new RosterBook(
        (
          await outcome([
            ['街道', '社区', '编码'],
            ['东街道', '新华社区', 'A1'],
            ['西街道', '新华社区', 'B1'],
          ])
        ).change.units,
        [],
        [],
      ),
    );
    expect(both.bad[0]?.reason).toMatch(/不知道“新华社区”属于哪个街道。加一列“街道”/u);
  });

  test('a code that belongs to a unit of another level', async () => {
    const { bad } = await outcome([header, withCell(6, 'JINGUI')], demoBook);
    expect(bad[0]?.reason).toMatch(/编码 JINGUI 已经是社区“金桂社区”的/u);
  });
});

describe('importing again', () => {
  const list = [
    ['街道', '社区', '网格', '小区', '楼栋', '户数', '编码'],
    ['桂花街道', '金桂社区', '金桂第一网格', '金桂苑', '3栋', 64, 'JGY3'],
    ['桂花街道', '金桂社区', '金桂第一网格', '金桂苑', '6栋', 80, 'JGY6'],
  ];

  test('changes what has changed, by its code, and tells what is not in the list', async () => {
    const { bad, change, report } = await outcome(list, demoBook);
    expect(bad).toEqual([]);
    expect(change.units).toEqual([{ ...demoBook.unit('jgy-6'), households: 80 }]);
    expect(report).toEqual([
      '新增 0，更新 1，不变 4',
      '  · 微网格“金桂苑6栋”：户数 72 → 80',
      '名册里有、这份表里没有的 3 个，原样保留，不会删除：',
      '  · 社区“柳园社区”',
      '  · 网格“金桂第二网格”',
      '  · 微网格“金桂苑8栋”',
    ]);
  });

  test('a unit keeps its id when it is renamed and moved', async () => {
    const rows = [
      ['社区', '网格', '微网格', '编码'],
      ['金桂社区', '金桂第二网格', '金桂苑六号楼片', 'JGY6'],
    ];
    const { change, report } = await outcome(rows, demoBook);
    expect(change.units).toMatchObject([
      { id: 'jgy-6', parentId: 'jingui-2', name: '金桂苑六号楼片', households: 72 },
    ]);
    expect(report[1]).toMatch(/名称 金桂苑6栋 → 金桂苑六号楼片；上级 金桂第一网格 → 金桂第二网格/u);
  });

  test('an empty cell takes nothing away', async () => {
    const { change } = await outcome(
      [list[0] ?? [], ['桂花街道', '金桂社区', '金桂第一网格', '金桂苑', '6栋', '', 'JGY6']],
      demoBook,
    );
    expect(change.units).toEqual([]);
  });

  test('without codes the same list finds the same units', async () => {
    const bare = clean.map(row => row.slice(0, 6));
    const first = await outcome(bare);
    const again = await outcome(bare, new RosterBook(first.change.units, [], []));
    expect(first.report.at(-1)).toMatch(/有 8 个单元自动编了绑定码/u);
    expect(again.change.units).toEqual([]);
    expect(again.report[0]).toBe('新增 0，更新 0，不变 8');
    for (const { bindCode } of first.change.units) expect(bindCode).toMatch(/^[A-Z0-9]{6}$/u);
  });

  test('numbers that only count the rows are no codes', async () => {
    const { change } = await outcome([
      ['编号', '社区', '网格'],
      [1, '金桂社区', '甲网格'],
      [2, '金桂社区', '乙网格'],
    ]);
    expect(change.units.map(({ bindCode }) => bindCode)).not.toContain('1');
  });

  test('a code that comes later is given to the unit that had none of its own', async () => {
    const first = await outcome(clean.map(row => row.slice(0, 6)));
    const coded = await outcome(clean, new RosterBook(first.change.units, [], []));
    expect(coded.report[0]).toBe('新增 0，更新 3，不变 5');
    expect(coded.change.units.map(({ id }) => id)).toEqual(first.change.units.slice(-3).map(({ id }) => id));
  });
});
