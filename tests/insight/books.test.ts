import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { runExport } from '../../src/export-command.js';
import { writeWorkbook } from '../../src/sheets/write-workbook.js';
import { openSqliteStore } from '../../src/store/sqlite-store.js';
import { configFolder } from '../support/demo.js';
import { atWork } from './at-work.js';

const WORKERS = 'room-jingui-workers';
let folder: string;

/** A morning in the grid, kept in a data folder: a report with a room and a phone number, settled; a visit. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'qunliban-books-'));
  const store = await openSqliteStore(folder);
  const at = await atWork('2026-11-23T10:00:00+08:00', { store });
  await at.says('r-jgy-6-1', 'room-jgy-6', '6栋2单元楼道灯坏了三天，晚上看不见');
  await at.wait(1);
  await at.tells('r-jgy-6-1', '我住6栋2单元301，电话13812345678');
  await at.says('w-chen', WORKERS, '接单');
  await at.wait(60);
  await at.says('w-chen', WORKERS, '办结 换了灯泡，301门口也亮了，联系人13912345678');
  await at.wait(30);
  await at.says('p-he', WORKERS, '核实通过');
  await at.wait(10);
  await at.tells('r-jgy-6-1', '1 满意，谢谢');
  await at.tells('w-chen', '走访 金桂苑6栋2单元301 老人独居，身体还好');
  await store.close();
});

afterAll(() => rm(folder, { recursive: true }));

interface Sheet {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly sheet: ExcelJS.Worksheet;
}

async function read(file: string): Promise<Sheet[]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(file);
  return workbook.worksheets.map(sheet => {
    const rows: string[][] = [];
    sheet.eachRow(row => rows.push((row.values as unknown[]).slice(1).map(textOf)));
    return { name: sheet.name, header: rows[0] ?? [], rows: rows.slice(1), sheet };
  });
}

function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString().slice(0, 16).replace('T', ' ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

async function exported(...args: string[]): Promise<Sheet[]> {
  const file = path.join(folder, `${args[0]}-${args.length}.xlsx`);
  const environment = { DATA_DIR: folder, CONFIG_DIR: configFolder };
  expect(await runExport([...args, file], environment, () => {})).toBe(0);
  return read(file);
}

const WEEK = ['--from', '2026-11-23', '--to', '2026-11-29'];

describe('an exported ledger', () => {
  test('has Chinese headers that stay in sight and can be filtered, and China’s time', async () => {
    const sheets = await exported('ledger', '--unit', 'jingui', ...WEEK);
    expect(sheets.map(({ name }) => name)).toEqual(['事件台账', '办理过程', '日常工作', '汇总', '任务']);
    for (const { header, sheet } of sheets) {
      for (const name of header) expect(name).toMatch(/\p{Script=Han}/u);
      expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
      expect(sheet.autoFilter).toBeTruthy();
      for (const column of sheet.columns) expect(column.width).toBeGreaterThanOrEqual(8);
    }
    const [tickets] = sheets;
    expect(tickets?.rows[0]?.slice(0, 4)).toEqual([
      '金桂第一网格',
      'WG-20261123-0001',
      '2026-11-23 10:00',
      '居民',
    ]);
    expect(tickets?.sheet.getRow(2).getCell(3).numFmt).toBe('yyyy-mm-dd hh:mm');
  });

  test('adds up: the sum is the grids together, and as many steps as events', async () => {
    const sheets = await exported('ledger', '--unit', 'jingui', ...WEEK);
    const totals = sheets.find(({ name }) => name === '汇总')?.rows ?? [];
    for (const [name, sum, ...grids] of totals)
      expect([name, Number(sum)]).toEqual([name, grids.reduce((all, each) => all + Number(each), 0)]);
    expect(totals.find(([name]) => name === '满意')).toEqual(['满意', '1', '1', '0']);
  });

  test('holds no phone number and no room number, however they were said', async () => {
    for (const kind of ['ledger', 'log', 'week', 'month']) {
      const all = JSON.stringify((await exported(kind, '--unit', 'jingui', ...WEEK)).map(({ rows }) => rows));
      expect(all).not.toMatch(/301|1391|1381|5678|\*\*\*\*/u);
    }
  });
});

test('a worker’s own log has the room numbers, and still no phone number', async () => {
  const [log] = await exported('log', '--person', 'w-chen', ...WEEK);
  const all = JSON.stringify(log?.rows);
  expect(all).toContain('301');
  expect(all).toContain('2-301');
  expect(all).not.toMatch(/1391|1381|5678|\*\*\*\*/u);
  expect(log?.rows.map(([, at]) => at)).toEqual(['2026-11-23 10:01', '2026-11-23 11:01', '2026-11-23 11:41']);
});

test('a week without its end is the whole week, and names rates as shares', async () => {
  const [overview, rows] = await exported('week', '--unit', '桂花街道', '--from', '2026-11-25');
  expect(overview?.rows.slice(0, 3)).toEqual([
    ['响应率', '1', '0', '1'],
    ['解决率', '1', '0', '1'],
    ['满意率（未评价不算满意）', '1', '0', '1'],
  ]);
  expect(rows?.rows.map(([unit]) => unit)).toEqual(['金桂社区', '柳园社区']);
});

function environment(): NodeJS.ProcessEnv {
  return { DATA_DIR: folder, CONFIG_DIR: configFolder };
}

describe('an order that cannot be carried out is refused with the reason', () => {
  test.each([
    [['ledger', '--unit', 'nowhere', '--from', '2026-11-23', 'a.xlsx'], /no unit nowhere.*jingui 金桂社区/su],
    [['ledger', '--unit', 'jingui', '--from', '23.11.', 'a.xlsx'], /"23\.11\." is no day/u],
    [['ledger', '--unit', 'jingui', '--from', '2026-11-23', '--to', '2026-11-01', 'a.xlsx'], /lies before/u],
    [['ledger', '--unit', 'jingui', '--from', '2026-11-23', 'a.csv'], /must end in \.xlsx/u],
    [['log', '--person', 'nobody', '--from', '2026-11-23', 'a.xlsx'], /no person nobody/u],
    [['task', '--number', 'WG-1', 'a.xlsx'], /no pushed task WG-1/u],
  ])('%j', async (args, reason) => {
    await expect(runExport(args, environment(), () => {})).rejects.toThrow(reason);
  });

  test('without a unit, a day or a file it shows how to ask', async () => {
    for (const args of [
      [],
      ['ledger'],
      ['ledger', '--unit', 'jingui', 'a.xlsx'],
      ['books', 'a.xlsx'],
      ['task', 'a.xlsx'],
    ])
      expect(await runExport(args, environment(), () => {})).toBeUndefined();
  });

  test('without data it says so instead of making an empty store', async () => {
    const empty = await mkdtemp(path.join(tmpdir(), 'qunliban-nothing-'));
    const order = ['ledger', '--unit', 'jingui', '--from', '2026-11-23', 'a.xlsx'];
    const given = { DATA_DIR: empty, CONFIG_DIR: configFolder };
    await expect(runExport(order, given, () => {})).rejects.toThrow(/holds no data yet/u);
    expect(await readdir(empty)).toEqual([]);
    await rm(empty, { recursive: true });
  });
});

test('whatever is in a cell, the file can be opened: control characters, formulas, endless texts, odd names', async () => {
  const file = path.join(folder, 'odd.xlsx');
  const odd = ['=1+1', 'a\u0000b\u001bc\ud800', 'x'.repeat(40_000), '小棠🌸', '', null, Number.NaN];
  await writeWorkbook(file, [
    { name: '一/二:三[四]', columns: [{ header: '甲' }], rows: odd.map(cell => [cell]) },
    {
      name: '一/二:三[四]',
      columns: [{ header: '乙', form: 'moment' }],
      rows: [[null], [Date.parse('2026-11-23T00:30:00+08:00')]],
    },
    { name: '', columns: [], rows: [] },
  ]);
  const [first, second] = await read(file);
  expect(first?.rows[0]).toEqual(['=1+1']);
  expect(first?.sheet.getCell('A2').formula).toBeUndefined();
  expect(first?.rows[1]?.[0]).toMatch(/^abc/u);
  expect(first?.name).not.toBe(second?.name);
  expect(second?.sheet.getCell('A3').value).toEqual(new Date('2026-11-23T00:30:00Z'));
  await expect(writeWorkbook(path.join(folder, 'no/such/place.xlsx'), [])).rejects.toMatchObject({
    code: 'workbook-unwritable',
  });
  expect((await readdir(folder)).filter(name => name.startsWith('.'))).toEqual([]);
});
