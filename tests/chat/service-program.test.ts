import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { runImport } from '../../src/import-command.js';
import { RosterStore } from '../../src/roster/roster-store.js';
import { openSqliteStore } from '../../src/store/sqlite-store.js';
import { inBuilding } from '../support/small-world.js';
import { killHosts, startHost, type Host } from './host/start-host.js';

// Only ends what hangs.
jest.setTimeout(300_000);

const folder = mkdtempSync(path.join(tmpdir(), 'qunliban-service-'));
const data = path.join(folder, 'data');
const home = path.join(folder, 'home');
const withLi = { kind: 'direct', contactId: 'li' } as const;
let host: Host;
const programs: ChildProcess[] = [];

beforeAll(async () => {
  host = await startHost();
});
afterAll(() => {
  for (const program of programs) program.kill('SIGKILL');
  killHosts();
  rmSync(folder, { recursive: true, force: true });
});

async function importList(kind: 'units' | 'people', rows: readonly string[]): Promise<void> {
  const file = path.join(folder, `${kind}.csv`);
  writeFileSync(file, rows.join('\n'));
  const complained: string[] = [];
  const speech = { say: () => {}, complain: (line: string) => complained.push(line), hasBar: false };
  await runImport([kind, file], { DATA_DIR: data }, speech);
  expect(complained).toEqual([]);
}

async function claimCode(name: string): Promise<string> {
  const store = await openSqliteStore(data);
  try {
    const { book } = await RosterStore.open(store);
    return book.appointments.find(one => one.name === name)?.claimCode ?? '';
  } finally {
    await store.close();
  }
}

/** The built program on an SQLite store, with its token in a file. */
function startProgram(environment: Record<string, string>): { child: ChildProcess; said: () => string } {
  const tokenFile = path.join(folder, 'token');
  writeFileSync(tokenFile, `${host.plan.token}\n`);
  const child = spawn(process.execPath, ['dist/main.js'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      PORT: '0',
      DATA_DIR: data,
      WECHATY_PUPPET: 'wechaty-puppet-service',
      WECHATY_PUPPET_SERVICE_TOKEN_FILE: tokenFile,
      WECHATY_PUPPET_SERVICE_ENDPOINT: `127.0.0.1:${host.plan.port}`,
      ...environment,
    },
  });
  programs.push(child);
  const chunks: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  return { child, said: () => chunks.join('') };
}

async function say(fromId: string, conversation: typeof inBuilding | typeof withLi, text: string) {
  await host.tell({ do: 'post', draft: { fromId, conversation, mentionIds: [], text } });
}

async function hears(conversation: typeof inBuilding | typeof withLi, word: string): Promise<string> {
  return (await host.tell({ do: 'hear', conversation, word })) as string;
}

describe('the program on a puppet service', () => {
  test('answers a complaint in a group that a grid worker has bound, and goes in good order', async () => {
    await importList('units', [
      '街道,社区,网格,小区,楼栋,户数,编码',
      '桂花街道,金桂社区,第一网格,金桂苑,3栋,64,JGY3',
    ]);
    await importList('people', ['姓名,职务,社区,网格', '李强,专职网格员,金桂社区,第一网格']);
    const code = await claimCode('李强');
    const { child, said } = startProgram({});
    await once(child.stdout!, 'data');

    await say('li', withLi, `我是 李强 ${code}`);
    await hears(withLi, '认上了');
    await say('li', inBuilding, '绑定 JGY3');
    await hears(inBuilding, '绑定好了');
    await say('zhang', inBuilding, '3栋2单元楼道灯坏了好几天，晚上什么都看不见');
    const receipt = await hears(inBuilding, '已登记');
    expect(receipt).toMatch(/@张阿姨 .*WG-\d{8}-0001.*网格员李强/u);

    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(said()).not.toMatch(/"level":[56]0/u);
    expect(said()).not.toContain(host.plan.token);
  });

  test('ends with a plain line and a code for its supervisor when the service stays away', async () => {
    const { child, said } = startProgram({ CHAT_RESTARTS: '2' });
    await once(child.stdout!, 'data');
    await host.kill();
    expect(await once(child, 'exit')).toEqual([75, null]);
    const [last = ''] = said().trim().split('\n').slice(-1);
    expect(last).toMatch(/^the chat network stays away, 2 starts in a row .*the network is at fault/u);
  });

  test('that finds nobody at its start says what is at fault, and ends', async () => {
    const { child, said } = startProgram({});
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(said()).toMatch(
      /the network is at fault: the chat network or its puppet service cannot be reached/u,
    );
  });
});
