import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { causesFirst } from '../src/reading-order.js';
import { describeOnServer } from './support/test-database.js';
import { Program } from './support/program.js';
import { temporaryFolder } from './store/temporary-folder.js';

const root = temporaryFolder();
const ENOUGH_MESSAGES = 30;

let program: Program;
beforeAll(async () => {
  program = await Program.start({ begins: '2026-11-23T09:00', environment: { MONGODB_URI: '' } });
});
afterAll(async () => {
  await program.stop();
});

interface Outcome {
  readonly code: number;
  readonly said: string;
  readonly complained: string;
}

/** The built command line, as an operator calls it. */
async function cli(dataDir: string, ...args: string[]): Promise<Outcome> {
  return await called({ DATA_DIR: dataDir }, ...args);
}

async function called(environment: Readonly<Record<string, string>>, ...args: string[]): Promise<Outcome> {
  const env = { PATH: process.env['PATH'], ...environment };
  return await new Promise(resolve => {
    const child = execFile(
      process.execPath,
      ['dist/cli.js', ...args],
      { env },
      (_error, said, complained) => {
        resolve({ code: child.exitCode ?? -1, said, complained });
      },
    );
  });
}

async function api(route: string, body?: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${program.url}/local-chat/api/${route}`, {
    method: body ? 'POST' : 'GET',
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  });
  expect(answer.status).toBeLessThan(300);
  return (await answer.json()) as Record<string, unknown>;
}

interface World {
  readonly rooms: readonly { id: string; kind: string; members: readonly { id: string; role: string }[] }[];
}

/** A resident of a building's group, and the group. */
async function resident(): Promise<{ from: string; room: string }> {
  const { rooms } = (await api('world')) as unknown as World;
  const room = rooms.find(({ kind }) => kind === 'building');
  const from = room?.members.find(({ role }) => role === 'resident');
  if (!room || !from) throw new Error('nobody lives there');
  return { from: from.id, room: room.id };
}

test('a program that takes reports is backed up beside it, and the restored copy has its tickets', async () => {
  const { from, room } = await resident();
  const send = async (text: string) => await api(`rooms/${room}/messages`, { from, text });
  await send('一楼地漏往外冒脏水，谁管管');
  await api('settle', {});
  const before = ((await api('tickets')) as { tickets: readonly { number: string }[] }).tickets;
  expect(before).toHaveLength(1);

  const file = path.join(root, 'running.gz');
  const [backup] = await Promise.all([
    cli(program.dataDir, 'backup', file),
    (async () => {
      for (let sent = 0; sent < ENOUGH_MESSAGES; sent += 1) await send(`今天第${sent}次路过，天气不错`);
    })(),
  ]);
  expect(backup).toMatchObject({ code: 0, said: expect.stringContaining('documents in') });
  expect(program.errors).toEqual([]);

  const copy = path.join(root, 'copy');
  const restored = await cli(copy, 'restore', file);
  expect(restored).toMatchObject({ code: 0, said: expect.stringContaining('verified:') });
  const tickets = await ticketsIn(copy);
  expect(tickets.map(({ number }) => number)).toEqual(before.map(({ number }) => number));
});

test('every collection of the program has its place in the order of reading', async () => {
  const file = path.join(root, 'names.gz');
  await cli(program.dataDir, 'backup', file);
  const names = (await linesOf(file)).flatMap(({ kind, name }) =>
    kind === 'collection' ? [String(name)] : [],
  );
  const inOrder = causesFirst(names);
  const comesBefore = (earlier: string, later: string) => inOrder.indexOf(earlier) < inOrder.indexOf(later);
  expect(names).toEqual(expect.arrayContaining(['journal', 'tickets', 'outbox', 'counters']));
  for (const [earlier, later] of [
    ['journal', 'drafts'],
    ['drafts', 'tickets'],
    ['tickets', 'outbox'],
    ['tickets', 'counters'],
    ['tickets', 'ticketPhotos'],
    ['pushedTasks', 'outbox'],
    ['reminderCursors', 'reminders'],
  ] as const) {
    expect(comesBefore(earlier, later)).toBe(true);
  }
});

test('what cannot be done is said on one line, and leaves nothing', async () => {
  const file = path.join(root, 'twice.gz');
  expect(await cli(program.dataDir, 'backup', file)).toMatchObject({ code: 0 });
  expect(await cli(program.dataDir, 'backup', file)).toMatchObject({
    code: 1,
    complained: expect.stringContaining('exists already'),
  });
  expect(await cli(program.dataDir, 'restore', file)).toMatchObject({
    code: 1,
    complained: expect.stringContaining('in use'),
  });
  expect(await cli(path.join(root, 'no'), 'backup', path.join(root, 'no.gz'))).toMatchObject({ code: 1 });
  expect(existsSync(path.join(root, 'no.gz'))).toBe(false);
  expect(await cli(root, 'restore', file, '--check')).toMatchObject({
    code: 0,
    said: expect.stringContaining('is whole'),
  });
  for (const wrong of [['restore'], ['backup', '--now']]) {
    expect(await cli(root, ...wrong)).toMatchObject({
      code: 2,
      complained: expect.stringContaining('usage'),
    });
  }
});

describeOnServer('the way to MongoDB', fresh => {
  test('is a backup that is restored there, and the way back is the same', async () => {
    const database = fresh();
    const there = { MONGODB_URI: database.uri, DATA_DIR: path.join(root, 'unused') };
    const [file, back] = [path.join(root, 'to.gz'), path.join(root, 'back.gz')];
    expect(await cli(program.dataDir, 'backup', file)).toMatchObject({ code: 0 });
    const restored = await called(there, 'restore', file);
    expect(restored).toMatchObject({ code: 0, said: expect.stringContaining('verified:') });
    expect(restored.said).toContain('127.0.0.1');
    const again = await called(there, 'restore', file);
    expect(again).toMatchObject({ code: 1, complained: expect.stringContaining('empty place') });
    expect(await called(there, 'backup', back)).toMatchObject({ code: 0 });
    expect(filled((await linesOf(back)).at(-1))).toEqual(filled((await linesOf(file)).at(-1)));
    await database.drop();
  });
});

/** A manifest without the collections that are empty, which come into being when they are used. */
function filled(manifest: Record<string, unknown> | undefined): object {
  const { collections, media } = manifest as {
    collections: Record<string, { count: number }>;
    media: unknown;
  };
  return {
    media,
    collections: Object.fromEntries(Object.entries(collections).filter(([, { count }]) => count > 0)),
  };
}

async function linesOf(file: string): Promise<readonly Record<string, unknown>[]> {
  const text = gunzipSync(await readFile(file)).toString();
  return text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>);
}

/** The tickets of a data folder, by way of another backup of it. */
async function ticketsIn(dataDir: string): Promise<readonly { number: string }[]> {
  const file = path.join(root, 'again.gz');
  expect(await cli(dataDir, 'backup', file)).toMatchObject({ code: 0 });
  let collection: unknown;
  const found: { number: string }[] = [];
  for (const line of await linesOf(file)) {
    if (line['kind'] === 'collection') collection = line['name'];
    if (line['kind'] === 'document' && collection === 'tickets')
      found.push(line['value'] as { number: string });
  }
  return found;
}
