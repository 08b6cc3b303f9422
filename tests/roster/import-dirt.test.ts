import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readImportList, type ImportOutcome } from '../../src/roster/import-list.js';
import { RosterBook } from '../../src/roster/roster-book.js';
import { Files, inGbk } from '../sheets/a-sheet.js';
import { clean, header, nothing, outcomeOf, tower, type Dirty, type Rows } from './unit-list.js';

let files: Files;
beforeAll(async () => {
  files = await Files.begin();
});
afterAll(() => files.end());

async function outcome(rows: Rows, book = nothing, dirty?: Dirty): Promise<ImportOutcome> {
  return outcomeOf(files, rows, book, dirty);
}

const cleanTower = [
  '桂花街道',
  '桂花街道/金桂社区',
  '桂花街道/柳园社区',
  '桂花街道/金桂社区/第一网格',
  '桂花街道/柳园社区/第一网格',
  '桂花街道/金桂社区/第一网格/金桂苑3栋 金桂苑 3栋 64',
  '桂花街道/金桂社区/第一网格/金桂苑6栋 金桂苑 6栋 72',
  '桂花街道/柳园社区/第一网格/柳园里7栋 柳园里 7栋 56',
];

test('a clean list becomes the tower, from the top down', async () => {
  const { bad, change, report } = await outcome(clean);
  expect(bad).toEqual([]);
  expect(tower(change.units)).toEqual(cleanTower);
  expect(report[0]).toBe('新增 8，更新 0，不变 0');
});

describe('the same tower comes out of a list that is', () => {
  const dirt: readonly (readonly [string, Rows, Dirty?])[] = [
    [
      'titled, with a remark and a row number',
      [
        ['桂花街道网格一览表'],
        ['单位：户'],
        ['序号', ...header, '备注'],
        ...clean.slice(1).map((row, at) => [at + 1, ...row, '略']),
      ],
    ],
    [
      'merged downwards',
      clean.map((row, at) => (at === 2 ? [null, null, null, null, ...row.slice(4)] : row)),
      sheet => ['A2:A3', 'B2:B3', 'C2:C3', 'D2:D3'].forEach(range => sheet.mergeCells(range)),
    ],
    [
      'left empty where it is the same as above',
      clean.map((row, at) => (at === 2 ? ['', '', '', '', ...row.slice(4)] : row)),
    ],
    [
      'spaced out',
      clean.map(row =>
        row.map(cell =>
          typeof cell === 'string'
            ? ` ${Array.from(cell)
                .join(' ')
                .replace(/(?<=[A-Z0-9]) (?=[A-Z0-9])/gu, '')}　`
            : cell,
        ),
      ),
    ],
    [
      'in full width',
      clean.map(row =>
        row.map(cell =>
          typeof cell === 'string'
            ? cell.replace(/[A-Z0-9]/gu, letter => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
            : cell,
        ),
      ),
    ],
    [
      'with numbers written as text',
      clean.map((row, at) => (at === 0 ? row : [...row.slice(0, 5), `${String(row[5])}户`, row[6] ?? ''])),
    ],
    [
      'with numbers in thousands and decimals',
      clean.map((row, at) =>
        at === 0 ? row : [...row.slice(0, 5), `0,0${String(row[5])}.00`, row[6] ?? ''],
      ),
    ],
    [
      'with sums between',
      [
        clean[0] ?? [],
        clean[1] ?? [],
        clean[2] ?? [],
        ['', '小计', '', '', '', 136, ''],
        clean[3] ?? [],
        ['合计', '', '', '', '', 192, ''],
      ],
    ],
    ['with empty rows', [clean[0] ?? [], [], ...clean.slice(1), [null, null], []]],
    [
      'with codes in small letters and hyphens',
      clean.map((row, at) =>
        at === 0 ? row : [...row.slice(0, 6), String(row[6]).toLowerCase().replace(/^(.)/u, '$1-')],
      ),
    ],
    [
      'with other words for everything',
      [
        ['所属乡镇(街道)', '村（社区）', '所属网格名称', '小区名称', '楼幢号', '住户数（户）', '绑定码'],
        ...clean.slice(1),
      ],
    ],
    [
      'with other words for buildings',
      clean.map((row, at) =>
        at === 0
          ? row
          : [...row.slice(0, 4), String(row[4]).replace('栋', at === 1 ? '幢' : '号楼'), ...row.slice(5)],
      ),
    ],
    [
      'with a header of two rows',
      [['所属', '所属', '所属', '住户情况', '住户情况', '住户情况', '编码'], header, ...clean.slice(1)],
      sheet => ['A1:C1', 'D1:F1'].forEach(range => sheet.mergeCells(range)),
    ],
    ['begun in the third column', clean.map(row => ['', '', ...row])],
  ];
  test.each(dirt.map(([how, rows, dirty]) => ({ how, rows, dirty })))('$how', async ({ rows, dirty }) => {
    const { bad, change } = await outcome(rows, nothing, dirty);
    expect(bad).toEqual([]);
    const names = tower(change.units).map(line => line.replaceAll(/(幢|号楼)(?= )/gu, '栋'));
    expect(names).toEqual(cleanTower);
    expect(change.units.slice(-3).map(({ bindCode }) => bindCode)).toEqual(['JGY3', 'JGY6', 'LYL7']);
  });

  test('CSV in GBK', async () => {
    const file = await files.file('gbk.csv', inGbk(clean.map(row => row.join(',')).join('\r\n')));
    const { bad, change } = (await readImportList('units', file))(nothing);
    expect(bad).toEqual([]);
    expect(tower(change.units)).toEqual(cleanTower);
  });

  test('one sheet for each community, which only the sheet’s name tells', async () => {
    const file = await files.workbook('sheets.xlsx', workbook => {
      workbook.addWorksheet('汇总').addRows([
        ['街道', '社区'],
        ['桂花街道', '金桂社区'],
        ['桂花街道', '柳园社区'],
      ]);
      workbook
        .addWorksheet('金桂社区')
        .addRows([header.slice(2), ...clean.slice(1, 3).map(row => row.slice(2))]);
      workbook
        .addWorksheet('柳园社区')
        .addRows([header.slice(2), ...clean.slice(3).map(row => row.slice(2))]);
      workbook.addWorksheet('Sheet4');
      workbook.addWorksheet('填写说明').addRow(['每季度更新一次']);
    });
    const { bad, change, lines } = (await readImportList('units', file))(nothing);
    expect(bad).toEqual([]);
    expect(tower(change.units)).toEqual(cleanTower);
    expect(lines).toContain('  〈Sheet4〉跳过：空表');
    expect(lines).toContain('  〈填写说明〉跳过：没有表头的说明页');
  });

  test('one table whose communities stand in lines across it', async () => {
    const rows = [
      ['桂花街道网格表'],
      header.slice(2),
      ['金桂社区'],
      ...clean.slice(1, 3).map(row => row.slice(2)),
      ['柳园社区'],
      ...clean.slice(3).map(row => row.slice(2)),
    ];
    const { bad, change } = await outcome(rows, nothing, sheet =>
      ['A1:E1', 'A3:E3', 'A6:E6'].forEach(range => sheet.mergeCells(range)),
    );
    expect(bad).toEqual([]);
    expect(tower(change.units)).toEqual(cleanTower);
  });
});

describe('households', () => {
  test('of a merged cell count once', async () => {
    const rows = [
      header,
      ['桂花街道', '金桂社区', '第一网格', '金桂苑', '3栋', 136, 'A3'],
      ['桂花街道', '金桂社区', '第一网格', '金桂苑', '6栋', null, 'A6'],
    ];
    const { change } = await outcome(rows, nothing, sheet => sheet.mergeCells('F2:F3'));
    const book = new RosterBook(change.units, [], []);
    expect(book.householdsOf(change.units[0]?.id ?? '')).toBe(136);
  });

  test('of a micro-grid of several rows are added up, with its buildings', async () => {
    const rows = [
      ['街道', '社区', '网格', '微网格', '楼栋', '户数'],
      ['桂花街道', '金桂社区', '第一网格', '东片', '1栋', 30],
      ['桂花街道', '金桂社区', '第一网格', '东片', '2-3号楼', 50],
    ];
    const { bad, change } = await outcome(rows);
    expect(bad).toEqual([]);
    expect(tower(change.units).at(-1)).toBe('桂花街道/金桂社区/第一网格/东片 1栋+2栋+3栋 80');
  });
});
