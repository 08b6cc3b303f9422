import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { runImport } from '../../src/import-command.js';
import { readImportList } from '../../src/roster/import-list.js';
import { RosterBook } from '../../src/roster/roster-book.js';
import { RosterStore } from '../../src/roster/roster-store.js';
import type { Unit } from '../../src/roster/unit.js';
import { claimDataFolder } from '../../src/store/data-folder.js';
import { openSqliteStore } from '../../src/store/sqlite-store.js';
import { writeSheet } from '../../src/sheets/write-sheet.js';
import { filledUnitSheet } from '../../src/roster/roster-sheets.js';
import { demoBook } from '../support/demo.js';
import { Files } from '../sheets/a-sheet.js';
import { clean, header } from './unit-list.js';

let files: Files;
let folders = 0;
beforeAll(async () => {
  files = await Files.begin();
});
afterAll(() => files.end());

/** What a unit is, whatever id it got. */
function essence(units: readonly Unit[]): unknown[] {
  return units
    .map(({ name, bindCode, households, buildings }) => ({ name, bindCode, households, buildings }))
    .sort((a, b) => (a.bindCode < b.bindCode ? -1 : 1));
}

interface Spoken {
  readonly code: number | undefined;
  readonly said: string;
  readonly complained: string;
}

function freshFolder(): string {
  folders += 1;
  return files.at(`data-${folders}`);
}

async function command(dataDir: string, ...args: string[]): Promise<Spoken> {
  const said: string[] = [];
  const complained: string[] = [];
  const speech = {
    say: (line: string) => void said.push(line),
    complain: (line: string) => void complained.push(line),
    hasBar: false,
  };
  const code = await runImport(args, { DATA_DIR: dataDir }, speech);
  return { code, said: said.join('\n'), complained: complained.join('\n') };
}

async function bookIn(dataDir: string): Promise<RosterBook> {
  const store = await openSqliteStore(dataDir);
  try {
    return (await RosterStore.open(store)).book;
  } finally {
    await store.close();
  }
}

describe('on the command line', () => {
  test('a trial writes nothing, the import writes everything, and says what it did', async () => {
    const data = freshFolder();
    const file = await files.sheet('clean.xlsx', clean);
    const trial = await command(data, 'units', file, '--dry-run');
    expect(trial).toMatchObject({ code: 0, complained: '' });
    expect(trial.said).toMatch(/〈Sheet1〉3 行\n新增 8，更新 0，不变 0.*\n这是试运行，什么都没有写入/su);
    expect((await bookIn(data)).units).toEqual([]);
    expect(await command(data, 'units', file)).toMatchObject({
      code: 0,
      said: expect.stringMatching(/写好了。$/u),
    });
    expect((await bookIn(data)).units).toHaveLength(8);
    expect((await command(data, 'units', file)).said).toMatch(/新增 0，更新 0，不变 8/u);
  });

  test('one bad row, and not one row is written', async () => {
    const data = freshFolder();
    const file = await files.sheet('bad.xlsx', [
      ...clean,
      ['桂花街道', '柳园社区', '第一网格', '柳园里', '9栋', '不详', ''],
    ]);
    const { code, complained } = await command(data, 'units', file);
    expect(code).toBe(1);
    expect(complained).toBe(
      '有 1 处要改，一行都没有写入：\n  ✗ 〈Sheet1〉第 5 行：户数“不详”不是整数。只写数字，例如 64。',
    );
    expect((await bookIn(data)).units).toEqual([]);
  });

  test('people come after the units they serve', async () => {
    const data = freshFolder();
    const people = await files.sheet('people.xlsx', [
      ['姓名', '角色', '社区', '网格', '电话'],
      ['王芳', '网格员', '金桂社区', '第一网格', '13800001111'],
    ]);
    expect((await command(data, 'people', people)).complained).toMatch(
      /没有叫“第一网格”的单元。先用 import units 导入单元/u,
    );
    await command(data, 'units', await files.sheet('units-first.xlsx', clean));
    expect((await command(data, 'people', people)).said).toMatch(/有 1 人还没认领/u);
    const { appointments } = await bookIn(data);
    expect(appointments.map(({ name }) => name)).toEqual(['王芳']);
    const raw = await readFile(`${data}/qunliban.db`);
    expect(raw.includes('13800001111')).toBe(false);
    const list = files.at('with-codes.xlsx');
    await command(data, 'template', 'people', list, '--filled');
    const back = (await readImportList('people', list))(await bookIn(data));
    expect(back.bad).toEqual([]);
    expect(back.report[0]).toBe('新增 0，更新 0，不变 1');
  });

  test('a template that cannot be written, or has another ending, is refused in plain words', async () => {
    const nowhere = await command(freshFolder(), 'template', 'units', files.at('no-such-folder/units.xlsx'));
    expect(nowhere.code).toBe(1);
    expect(nowhere.complained).toMatch(/^文件写不进去/u);
    const asCsv = files.at('units-template.csv');
    const { code, complained } = await command(freshFolder(), 'template', 'units', asCsv);
    expect([code, existsSync(asCsv)]).toEqual([1, false]);
    expect(complained).toMatch(/要以 \.xlsx 结尾/u);
  });

  test('a template holds the headers and an example, which is never imported', async () => {
    for (const kind of ['units', 'people'] as const) {
      const file = files.at(`${kind}-template.xlsx`);
      expect((await command(freshFolder(), 'template', kind, file)).code).toBe(0);
      const { bad, lines } = (await readImportList(kind, file))(demoBook);
      expect(bad.map(({ reason }) => reason)).toEqual(['文件里没有可以导入的行。']);
      expect(lines[0]).toMatch(/0 行（跳过：示例 1 行）/u);
      expect((await command(freshFolder(), 'template', kind, file)).complained).toMatch(
        /已经有了，换一个文件名/u,
      );
    }
  });

  test('while the program runs on the folder, nothing is imported', async () => {
    const data = freshFolder();
    const claim = await claimDataFolder(data);
    const { code, complained } = await command(data, 'units', await files.sheet('running.xlsx', clean));
    expect([code, complained]).toEqual([1, '数据文件夹正在使用。先停掉正在运行的程序，再导入。']);
    await claim.release();
  });

  test.each([
    ['missing.xlsx', undefined, /文件打不开/u],
    ['old.xls', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]), /旧格式.*另存为 \.xlsx/u],
    ['page.xls', '<html></html>', /网页改了扩展名/u],
  ])('%s is refused in plain words', async (name, content, words) => {
    const file = content === undefined ? files.at(name) : await files.file(name, content);
    const data = freshFolder();
    expect(await command(data, 'units', file)).toMatchObject({
      code: 1,
      complained: expect.stringMatching(words),
    });
    expect(existsSync(data)).toBe(false);
  });

  test.each([
    [[]],
    [['units']],
    [['animals', 'a.xlsx']],
    [['units', 'a.xlsx', 'b.xlsx']],
    [['units', 'a.xlsx', '--force']],
    [['template', 'units']],
  ])('called with %j it says how it is called', async args => {
    expect((await command(freshFolder(), ...args)).code).toBeUndefined();
  });
});

test('the roster written as a list and read again is the same roster', async () => {
  const file = files.at('filled.xlsx');
  await writeSheet(file, filledUnitSheet(demoBook));
  const { bad, change, report } = (await readImportList('units', file))(demoBook);
  expect(bad).toEqual([]);
  expect(change.units).toEqual([]);
  expect(report[0]).toBe(`新增 0，更新 0，不变 ${demoBook.units.length}`);
  const afresh = (await readImportList('units', file))(new RosterBook([], [], []));
  expect(afresh.bad).toEqual([]);
  expect(essence(afresh.change.units)).toEqual(essence(demoBook.units));
});

test('a district of 7,000 micro-grids is checked in one go', async () => {
  const rows = Array.from({ length: 7_000 }, (_, at) => [
    '桂花街道',
    `第${Math.floor(at / 100)}社区`,
    `第${Math.floor(at / 10)}网格`,
    `小区${Math.floor(at / 5)}`,
    `${(at % 5) + 1}栋`,
    40,
    `M${at}`,
  ]);
  const file = await files.file('district.csv', [header, ...rows].map(row => row.join(',')).join('\n'));
  const list = await readImportList('units', file);
  // A look through all units for every row would take longer than a test may.
  const { bad, change } = list(new RosterBook([], [], []));
  expect([bad.length, change.units.length]).toEqual([0, 7_771]);
  const book = new RosterBook(change.units, [], []);
  expect(book.householdsOf(book.unitsOf('street')[0]?.id ?? '')).toBe(280_000);
});
