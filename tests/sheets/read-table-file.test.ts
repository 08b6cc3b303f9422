import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readTableFile } from '../../src/sheets/read-table-file.js';
import { Files, inGbk } from './a-sheet.js';

let files: Files;
beforeAll(async () => {
  files = await Files.begin();
});
afterAll(() => files.end());

async function textsOf(file: string): Promise<string[][]> {
  const { tables } = await readTableFile(file);
  return tables.flatMap(({ rows }) => rows.map(({ cells }) => cells.map(({ text }) => text)));
}

const CSV = '社区,网格,户数\r\n金桂社区,"第一,网格",64\r\n';
const READ = [
  ['社区', '网格', '户数'],
  ['金桂社区', '第一,网格', '64'],
];

describe('a CSV file is read', () => {
  test.each([
    ['in UTF-8', Buffer.from(CSV)],
    ['in UTF-8 with its mark', Buffer.from(`\uFEFF${CSV}`)],
    ['in GBK', inGbk(CSV)],
    ['in UTF-16', Buffer.from(`\uFEFF${CSV}`, 'utf16le')],
    ['in UTF-16, the other way round', Buffer.from(`\uFEFF${CSV}`, 'utf16le').swap16()],
    [
      'with tabs',
      Buffer.from(
        CSV.replace('社区,网格,户数', '社区\t网格\t户数').replace(
          '金桂社区,"第一,网格",64',
          '金桂社区\t第一,网格\t64',
        ),
      ),
    ],
    ['with semicolons', Buffer.from('社区;网格;户数\n金桂社区;第一,网格;64')],
    [
      'with the line by which Excel names the delimiter',
      Buffer.from('sep=;\r\n社区;网格;户数\r\n金桂社区;第一,网格;64'),
    ],
    ['with old line ends', Buffer.from(CSV.replaceAll('\r\n', '\r'))],
    [
      'with stray spaces of any width',
      Buffer.from('　社区 ,网格\u00A0,户\u200B数\n 金桂社区　,"第一,网格" ,６４\n'),
    ],
  ])('%s', async (how, bytes) => {
    expect(await textsOf(await files.file(`${how}.csv`, bytes))).toEqual(READ);
  });

  test('row numbers are those a spreadsheet shows, empty lines counted', async () => {
    const file = await files.file('lines.csv', '标题\n\n社区,网格\n\n金桂社区,第一网格\n');
    const [table] = (await readTableFile(file)).tables;
    expect(table?.name).toBe('lines');
    expect(table?.rows.map(({ number, cells }) => [number, cells.map(({ text }) => text).join('|')])).toEqual(
      [
        [1, '标题'],
        [2, ''],
        [3, '社区|网格'],
        [4, ''],
        [5, '金桂社区|第一网格'],
      ],
    );
  });

  test('rows may be of different lengths, and hold a lone quote', async () => {
    expect(await textsOf(await files.file('ragged.csv', 'a,b,c\n1\n6"栋,2,3,4\n'))).toEqual([
      ['a', 'b', 'c'],
      ['1'],
      ['6"栋', '2', '3', '4'],
    ]);
  });

  test('a number that lost its digits, and letters that were lost, are noted', async () => {
    const [table] = (await readTableFile(await files.file('lost.csv', '编码,名称\n4.10302E+11,锟斤拷\n')))
      .tables;
    expect(table?.rows[1]?.cells.map(({ fault }) => fault)).toEqual(['scientific', 'garbled']);
  });
});

describe('a workbook is read', () => {
  test('merged cells are filled in, and known as copies', async () => {
    const file = await files.sheet(
      'merged.xlsx',
      [
        ['社区', '网格'],
        ['金桂社区', '一'],
        [null, '二'],
      ],
      sheet => sheet.mergeCells('A2:A3'),
    );
    const [table] = (await readTableFile(file)).tables;
    expect(table?.rows[2]?.cells).toEqual([{ text: '金桂社区', range: 'A2', isCopy: true }, { text: '二' }]);
  });

  test('whatever a cell is made of becomes text', async () => {
    const file = await files.sheet('cells.xlsx', [
      [
        64,
        0.1 + 0.2,
        ' ６４ ',
        { richText: [{ text: '金桂' }, { text: '社区' }] },
        { text: '金桂社区', hyperlink: 'https://example.org' },
        { formula: 'A1', result: 7 },
        true,
        410302001001,
      ],
    ]);
    expect(await textsOf(file)).toEqual([
      ['64', '0.3', '64', '金桂社区', '金桂社区', '7', '是', '410302001001'],
    ]);
  });

  test('zeros that only the format shows are kept', async () => {
    const file = await files.sheet('zeros.xlsx', [[12]], sheet => (sheet.getCell('A1').numFmt = '0000'));
    expect(await textsOf(file)).toEqual([['0012']]);
  });

  test('what a spreadsheet spoiled is noted: a day, an error, a formula without a result, lost digits', async () => {
    const file = await files.sheet('spoiled.xlsx', [
      [new Date(Date.UTC(2026, 2, 1)), { error: '#N/A' }, { formula: 'B9' }, 123456789012345680000],
    ]);
    const [table] = (await readTableFile(file)).tables;
    expect(table?.rows[0]?.cells.map(({ text, fault }) => [text, fault])).toEqual([
      ['3-1', 'date'],
      ['#N/A', 'error'],
      ['', 'error'],
      ['123456789012345680000', 'scientific'],
    ]);
  });

  test('sheet by sheet, without those that nobody sees', async () => {
    const file = await files.workbook('several.xlsx', workbook => {
      workbook.addWorksheet('金桂社区').addRow(['a']);
      workbook.addWorksheet('字典', { state: 'hidden' }).addRow(['b']);
      workbook.addWorksheet('参数', { state: 'veryHidden' }).addRow(['c']);
      workbook.addWorksheet('柳园社区').addRow(['d']);
    });
    const read = await readTableFile(file);
    expect(read.tables.map(({ name }) => name)).toEqual(['金桂社区', '柳园社区']);
    expect(read.hidden).toEqual(['字典', '参数']);
  });
});

test.each([
  ['missing.xlsx', undefined, 'sheet-missing'],
  ['old.xls', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'sheet-old-format'],
  ['page.xls', '<html><table><tr><td>社区</td></tr></table></html>', 'sheet-web-page'],
  ['broken.xlsx', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(40, 7)]), 'sheet-unreadable'],
  ['nothing.csv', Uint8Array.from([0xff, 0x80, 0xff, 0x80]), 'sheet-encoding'],
  ['quote.csv', 'a,b\n"open,1\n2,3\n', 'sheet-unreadable'],
] as const)('%s is refused with a reason', async (name, content, code) => {
  const file = content === undefined ? files.at(name) : await files.file(name, content);
  await expect(readTableFile(file)).rejects.toMatchObject({ code });
});
