import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { peopleColumnOf, unitColumnOf } from '../../src/roster/import-columns.js';
import { plainHeader } from '../../src/sheets/header.js';
import { readRecords } from '../../src/sheets/records.js';
import { tidy, withoutGaps } from '../../src/sheets/cell-text.js';
import type { Cell, Table } from '../../src/sheets/table.js';

function table(rows: readonly (readonly (string | Cell)[])[]): Table {
  return {
    name: '表',
    rows: rows.map((cells, at) => ({
      number: at + 1,
      cells: cells.map(cell => (typeof cell === 'string' ? { text: cell } : cell)),
    })),
  };
}

function lettersOf(text: string): string {
  return text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
}

function rowsOf(rows: readonly (readonly (string | Cell)[])[]): number[] {
  return readRecords(table(rows), unitColumnOf).records.map(({ row }) => row);
}

const across = (text: string, width: number): Cell[] =>
  Array.from({ length: width }, (_, at) => ({
    text,
    range: 'A9',
    ...(at === 0 ? {} : { isCopy: true as const }),
  }));

describe('whatever a column is called', () => {
  test.each([
    [
      'grid',
      [
        '网格',
        '网格名称',
        '所属网格',
        '所在网格',
        '网格名',
        '责任网格',
        '网格（必填）',
        ' 网 格 ',
        '＊网格名称',
        '网格:',
        '二级网格',
      ],
    ],
    ['microgrid', ['微网格', '微网格名称', '所属微网格', '三级网格']],
    [
      'community',
      ['社区', '社区名称', '所属社区', '村（社区）', '社区(村)', '村居', '所在社区名称', '居委会'],
    ],
    ['street', ['街道', '乡镇', '镇街', '街道（乡镇）', '所属街道', '街道名称', '办事处']],
    ['district', ['区', '区县', '县（市、区）', '所属区', '区名称', '行政区']],
    ['buildings', ['楼栋', '楼幢', '楼栋号', '覆盖楼栋', '楼号', '栋', '楼栋范围']],
    ['households', ['户数', '住户数', '总户数', '居民户数', '户数（户）', '户 数', '户数合计']],
    ['estate', ['小区', '小区名称', '所属小区', '片区', '路段', '院落']],
    ['code', ['编码', '代码', '绑定码', '单元编码', '编号']],
    ['gridCode', ['网格编码', '网格代码', '网格编号', '网格 ID']],
    ['microgridCode', ['微网格编码', '微网格编号']],
    ['communityCode', ['社区编码', '社区区划代码']],
    [undefined, ['网格员', '联系电话', '备注', '序号', '人口数', '面积', '党员数', '网格长']],
  ] as const)('%s', (key, wordings) => {
    expect(wordings.map(wording => unitColumnOf(wording))).toEqual(wordings.map(() => key));
  });

  test.each([
    ['name', ['姓名', '网格员姓名', '人员姓名', '网格员', '名字', '负责人姓名']],
    ['role', ['角色', '职务', '岗位', '身份', '人员类别', '岗位职务']],
    ['private', ['电话', '手机号', '联系电话', '联系方式', '身份证号', '家庭住址', '手机号码']],
    ['number', ['工号', '人员编号', '编号']],
    ['nickname', ['群昵称', '微信昵称', '群名片', '微信名']],
    ['department', ['部门', '所属部门', '单位', '派出单位', '职能部门']],
    ['unitCode', ['网格编码', '所属网格编码', '单元编码']],
    ['grid', ['负责网格', '所属网格', '网格名称']],
  ] as const)('of a list of people: %s', (key, wordings) => {
    expect(wordings.map(wording => peopleColumnOf(wording))).toEqual(wordings.map(() => key));
  });

  test('spaces, width and signs around the words change nothing', () => {
    const noise = fc.stringMatching(/^[ \u00A0\u3000\t*＊:：]{0,3}$/u);
    const known = fc.constantFrom(
      '网格',
      '微网格',
      '社区',
      '街道',
      '户数',
      '楼栋',
      '小区',
      '网格编码',
      '编码',
    );
    fc.assert(
      fc.property(known, fc.array(noise, { minLength: 12, maxLength: 12 }), (word, noises) => {
        const spread =
          Array.from(word)
            .map((letter, at) => `${noises[at]}${letter}`)
            .join('') + noises[11];
        expect(unitColumnOf(spread)).toBe(unitColumnOf(word));
        expect(plainHeader(spread)).toBe(word);
      }),
    );
  });
});

describe('whatever spaces stand in a text', () => {
  test('tidying it twice is tidying it once, and no letter is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        const once = tidy(text);
        expect(tidy(once)).toBe(once);
        expect(once).not.toMatch(/^\s|\s$|\s\s|[\u200B-\u200F\uFEFF\u00A0\u3000]/u);
        expect(lettersOf(once)).toBe(lettersOf(text));
      }),
    );
  });

  test.each([
    [' 张　 三 ', '张三'],
    ['第 1 网格', '第1网格'],
    ['A 座 3 单元', 'A座3单元'],
    ['Block A 2', 'Block A 2'],
  ])('“%s” means “%s”', (written, meant) => {
    expect(withoutGaps(written)).toBe(meant);
  });
});

describe('below the header', () => {
  const header = ['序号', '社区', '网格', '户数'];
  const first = ['1', '金桂社区', '第一网格', '64'];

  test.each([
    ['titles above it', [across('2026年网格一览表', 4), ['填报单位：金桂社区'], header, first], [4]],
    ['empty rows', [header, [], first, ['', '', '', '']], [3]],
    [
      'sums',
      [header, first, ['', '合 计', '', '64'], ['小计', '', '', '64'], ['', '金桂社区小计', '', '3']],
      [2],
    ],
    ['headers that every page repeats', [header, first, header, ['2', '金桂社区', '第二网格', '9']], [2, 4]],
    [
      'remarks at the end',
      [header, first, ['注：户数以公安为准'], ['填表人：张三', '', '审核人：李四']],
      [2],
    ],
    ['lines across the table', [header, across('金桂社区', 4), first], [3]],
    [
      'examples of a template',
      [header, ['1', '金桂社区', '第一网格', '64', '示例，请删掉这一行'], first],
      [3],
    ],
  ])('%s are no rows', (_what, rows, expected) => {
    expect(rowsOf(rows)).toEqual(expected);
  });

  test('a header of two rows is read as one', () => {
    const read = readRecords(
      table([
        ['序号', ...across('所属单位', 2), ...across('住户', 2)],
        ['序号', '社区', '网格名称', '户数', '人数'],
        ['1', '金桂社区', '第一网格', '64', '180'],
      ]),
      unitColumnOf,
    );
    expect(
      read.records.map(record => [
        record.cell('community').text,
        record.cell('grid').text,
        record.cell('households').text,
      ]),
    ).toEqual([['金桂社区', '第一网格', '64']]);
    expect(read.header?.unknown).toContain('人数');
  });

  test('of 网格 and 网格名称 side by side the name is meant', () => {
    const read = readRecords(
      table([
        ['社区', '网格', '网格名称'],
        ['金桂社区', '1', '第一网格'],
      ]),
      unitColumnOf,
    );
    expect(read.records[0]?.cell('grid').text).toBe('第一网格');
  });

  test('titles, the sheet’s name and lines across the table are kept as headings', () => {
    const rows = [across('桂花街道', 4), header, first, across('柳园社区', 4), ['2', '', '第三网格', '5']];
    const { records } = readRecords(table(rows), unitColumnOf);
    expect(records.map(({ headings }) => headings)).toEqual([
      ['表', '桂花街道'],
      ['表', '桂花街道', '柳园社区'],
    ]);
  });

  test('a page without a header has none', () => {
    expect(readRecords(table([['说明'], ['请按要求填写']]), unitColumnOf)).toMatchObject({
      records: [],
      width: 1,
    });
    expect(
      readRecords(
        table([
          ['甲', '乙'],
          ['丙', '丁'],
        ]),
        unitColumnOf,
      ).header,
    ).toBeUndefined();
  });
});
