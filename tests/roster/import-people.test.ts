import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type ExcelJS from 'exceljs';
import { rolesText } from '../../src/roster/import-people.js';
import { readImportList, type ImportOutcome } from '../../src/roster/import-list.js';
import { RosterBook } from '../../src/roster/roster-book.js';
import { RosterIndex } from '../../src/roster/roster-index.js';
import type { Appointment } from '../../src/roster/unit.js';
import { demoBook } from '../support/demo.js';
import { Files } from '../sheets/a-sheet.js';
import type { Dirty, Rows } from './unit-list.js';

let files: Files;
beforeAll(async () => {
  files = await Files.begin();
});
afterAll(() => files.end());

let count = 0;
async function outcome(rows: Rows, book = demoBook, dirty?: Dirty): Promise<ImportOutcome> {
  count += 1;
  const file = await files.sheet(`people-${count}.xlsx`, rows, dirty);
  return (await readImportList('people', file))(book);
}

/** 王芳：专职网格员 金桂第一网格 */
function told(appointments: readonly Appointment[]): string[] {
  return appointments.map(({ name, roles }) => `${name}：${rolesText(roles, demoBook)}`);
}

/** The demo community with what an import gave. */
function after(...outcomes: readonly ImportOutcome[]): RosterBook {
  const index = new RosterIndex(demoBook.units, demoBook.people, demoBook.rooms);
  for (const { change } of outcomes)
    for (const appointment of change.appointments) index.putAppointment(appointment);
  return RosterBook.over(index);
}

const header = ['姓名', '职务', '社区', '网格', '微网格', '部门', '联系电话', '工号'];
const wang = ['王芳', '专职网格员', '金桂社区', '金桂第一网格', '', '', '13800001111', 'W001'];

describe('a list of people', () => {
  test('gives everybody the roles they hold, and keeps no number of a phone', async () => {
    const { bad, change, lines, report } = await outcome([
      header,
      wang,
      ['李　强', '网格长', '金桂社区', '', '', '', '138 0000 2222', ''],
      ['赵敏', '楼长、微网格员', '金桂社区', '金桂第一网格', '金桂苑6栋', '', '', ''],
      ['孙工', '专业网格员', '', '金桂第一网格、金桂第二网格、柳园第一网格', '', '燃气公司', '', ''],
    ]);
    expect(bad).toEqual([]);
    expect(told(change.appointments)).toEqual([
      '王芳：专职网格员 金桂第一网格',
      '李强：网格长 金桂社区',
      '赵敏：微网格员 金桂苑6栋',
      '孙工：专业网格员（燃气公司） 柳园第一网格、专业网格员（燃气公司） 金桂第一网格、专业网格员（燃气公司） 金桂第二网格',
    ]);
    expect(JSON.stringify(change)).not.toMatch(/138/u);
    expect(lines).toContain('  电话、证件号这些列不会保存。');
    expect(report[0]).toBe('新增 4，更新 0，不变 0');
    const codes = change.appointments.map(({ claimCode }) => claimCode);
    expect(new Set(codes).size).toBe(4);
    for (const code of codes) expect(code).toMatch(/^\d{6}$/u);
  });

  test('several rows of one person are one person with several roles', async () => {
    const { bad, change } = await outcome([
      header,
      wang,
      ['王芳', '楼长', '金桂社区', '金桂第一网格', '金桂苑3栋', '', '13800001111', 'W001'],
    ]);
    expect(bad).toEqual([]);
    expect(told(change.appointments)).toEqual(['王芳：专职网格员 金桂第一网格、微网格员 金桂苑3栋']);
  });

  test('a role may stand in the sheet’s name, the community in a title', async () => {
    const file = await files.workbook('titles.xlsx', workbook => {
      const sheet = workbook.addWorksheet('楼长');
      sheet.addRows([
        ['金桂社区楼长名单'],
        ['序号', '姓名', '微网格', '手机'],
        [1, '周姐', '金桂苑3栋', ''],
        [2, '许叔', '金桂苑6栋', ''],
      ]);
      sheet.mergeCells('A1:D1');
    });
    const { bad, change } = (await readImportList('people', file))(demoBook);
    expect(bad).toEqual([]);
    expect(told(change.appointments)).toEqual(['周姐：微网格员 金桂苑3栋', '许叔：微网格员 金桂苑6栋']);
  });

  test('units may be named by their codes', async () => {
    const { bad, change } = await outcome(
      [
        ['姓名', '岗位', '网格编码'],
        ['王芳', '网格员', 'JG1'],
        ['孙工', '专业网格员', 'jg1、JG2'],
      ].map((row, at) => [...row, at === 0 ? '单位' : '燃气公司']),
    );
    expect(bad).toEqual([]);
    expect(change.appointments.map(({ roles }) => roles.map(({ unitId }) => unitId))).toEqual([
      ['jingui-1'],
      ['jingui-1', 'jingui-2'],
    ]);
  });

  test('a mark at the end of several grids names no further one', async () => {
    const { bad, change } = await outcome([
      header,
      ['王芳', '专职网格员', '金桂社区', '金桂第一网格、', '', '', '', ''],
    ]);
    expect(bad).toEqual([]);
    expect(told(change.appointments)).toEqual(['王芳：专职网格员 金桂第一网格']);
  });

  test('what stands beside a name is taken off', async () => {
    const { bad, change } = await outcome([header, ['王芳（党员）13800001111', ...wang.slice(1)]]);
    expect(bad).toEqual([]);
    expect(change.appointments[0]?.name).toBe('王芳');
  });
});

describe('a row that cannot be taken is named, with the reason and what to do', () => {
  const withCell = (at: number, value: ExcelJS.CellValue): ExcelJS.CellValue[] =>
    wang.map((cell, place) => (place === at ? value : cell));

  test.each<[string, Rows, number, RegExp]>([
    ['no name', [header, withCell(0, '')], 2, /没有姓名/u],
    ['a name that is none', [header, withCell(0, '13800001111')], 2, /不像姓名/u],
    ['no role', [header, withCell(1, '')], 2, /没有写角色.*专职网格员/u],
    ['a role nobody knows', [header, withCell(1, '大总管')], 2, /角色“大总管”不认识/u],
    ['no grid', [header, withCell(3, '')], 2, /专职网格员要写负责哪个网格/u],
    [
      'a grid that is not there',
      [header, withCell(3, '金桂第九网格')],
      2,
      /没有叫“金桂第九网格”的单元。是不是：金桂第/u,
    ],
    ['a grid of another community', [header, withCell(3, '柳园第一网格')], 2, /没有叫“柳园第一网格”的单元/u],
    ['a specialist of no department', [header, withCell(1, '专业网格员')], 2, /专业网格员要写是哪个部门的/u],
    [
      'one number for two people',
      [header, wang, ['李强', ...wang.slice(1)]],
      3,
      /工号 W001 在〈Sheet1〉第 2 行是“王芳”/u,
    ],
    [
      'two people of one name',
      [header, withCell(7, ''), [...wang.slice(0, 6), '13900009999', '']],
      3,
      /“王芳”和〈Sheet1〉第 2 行同名，电话却不一样.*工号/u,
    ],
    ['a code that became a number of science', [header, withCell(7, '4.1E+11')], 2, /“工号”里的长数字/u],
  ])('%s', async (_what, rows, at, reason) => {
    const { bad } = await outcome(rows);
    expect(bad).toEqual([{ sheet: 'Sheet1', row: at, reason: expect.stringMatching(reason) }]);
  });

  test('a building of a name that stands twice in the tower', async () => {
    const twin = {
      ...(demoBook.unit('jgy-6') ?? demoBook.units[0]!),
      id: 'twin',
      parentId: 'liuyuan-1',
      bindCode: 'TWIN',
    };
    const book = new RosterBook([...demoBook.units, twin], [], []);
    const rows = [
      ['姓名', '角色', '微网格'],
      ['赵敏', '楼长', '金桂苑6栋'],
    ];
    expect((await outcome(rows, book)).bad[0]?.reason).toMatch(
      /叫“金桂苑6栋”的有 2 个：金桂社区金桂第一网格金桂苑6栋、柳园社区.*补上“社区”列/u,
    );
    const placed = [
      ['姓名', '角色', '社区', '微网格'],
      ['赵敏', '楼长', '柳园社区', '金桂苑6栋'],
    ];
    expect((await outcome(placed, book)).change.appointments[0]?.roles).toEqual([
      { role: 'microgrid-volunteer', unitId: 'twin' },
    ]);
  });
});

describe('importing people again', () => {
  test('changes by number, leaves the code, tells who is not in the list', async () => {
    const first = await outcome([header, wang, ['李强', '网格长', '金桂社区', '', '', '', '', '']]);
    const book = after(first);
    const again = await outcome(
      [header, ['王芳芳', '专职网格员', '金桂社区', '金桂第二网格', '', '', '', 'w001']],
      book,
    );
    expect(again.report).toEqual([
      '新增 0，更新 1，不变 0',
      '  · 王芳芳：姓名 王芳 → 王芳芳；职责 专职网格员 金桂第一网格 → 专职网格员 金桂第二网格',
      '名册里有、这份表里没有的 1 个，原样保留，不会删除：',
      '  · 李强（网格长 金桂社区）',
    ]);
    const [before] = first.change.appointments;
    expect(again.change.appointments[0]).toMatchObject({
      id: before?.id,
      claimCode: before?.claimCode,
      rank: before?.rank,
    });
  });

  test('a number that comes later, or is left out again, makes no second person', async () => {
    const bare = [...wang.slice(0, 7), ''];
    const first = await outcome([header, bare]);
    const id = first.change.appointments[0]?.id;
    const second = await outcome([header, wang], after(first));
    expect(second.report).toEqual(['新增 0，更新 1，不变 0', '  · 王芳：工号 （空） → W001']);
    expect(second.change.appointments).toEqual([expect.objectContaining({ id, number: 'W001' })]);
    const third = await outcome([header, wang], after(first, second));
    expect(third.report[0]).toBe('新增 0，更新 0，不变 1');
    const fourth = await outcome([header, bare], after(first, second));
    expect(fourth.report[0]).toBe('新增 0，更新 0，不变 1');
  });

  test('two people of one name stay two when their numbers come later', async () => {
    const first = await outcome([header, [...wang.slice(0, 7), '']]);
    const other = [...wang.slice(0, 7), 'W002'];
    const second = await outcome([header, wang, other], after(first));
    expect(second.report[0]).toBe('新增 2，更新 0，不变 0');
  });

  test('whoever has shown who they are gets the new roles at once, and keeps those that are in no list', async () => {
    const first = await outcome([header, wang]);
    const appointment = first.change.appointments[0]!;
    const index = new RosterIndex(demoBook.units, [], []);
    index.putAppointment({ ...appointment, personId: 'p9' });
    index.putPerson({
      id: 'p9',
      name: '网格员王芳',
      contactKey: 'bot|p9',
      roles: [...appointment.roles, { role: 'resident', unitId: 'jgy-3' }],
    });
    const moved = await outcome(
      [header, ['王芳', '专职网格员', '金桂社区', '金桂第二网格', '', '', '', 'W001']],
      RosterBook.over(index),
    );
    expect(moved.change.people).toEqual([
      {
        id: 'p9',
        roles: [
          { role: 'grid-worker', unitId: 'jingui-2' },
          { role: 'resident', unitId: 'jgy-3' },
        ],
      },
    ]);
  });
});
