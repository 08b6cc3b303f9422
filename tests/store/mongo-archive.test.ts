import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { systemClock } from '../../src/base/clock.js';
import { ARCHIVE_FORMAT } from '../../src/store/archive.js';
import { openFolderMediaStore } from '../../src/store/folder-media-store.js';
import { connectMongo } from '../../src/store/mongo-link.js';
import { beginMongoStore } from '../../src/store/mongo-making.js';
import { openMongoMediaStore } from '../../src/store/mongo-media-store.js';
import { mongoStore } from '../../src/store/mongo-store.js';
import { openMongoWhole, refuseHalfRestored } from '../../src/store/mongo-whole.js';
import { restoreArchive } from '../../src/store/restore-archive.js';
import { beginSqliteStore } from '../../src/store/sqlite-making.js';
import { openSqliteStore } from '../../src/store/sqlite-store.js';
import { openSqliteSnapshot } from '../../src/store/sqlite-whole.js';
import { writeArchive } from '../../src/store/write-archive.js';
import { describeOnServer } from '../support/test-database.js';
import { plans, type Thing } from './store-arbitraries.js';
import { faultOf } from './store-contract.js';
import { temporaryFolder } from './temporary-folder.js';
import { content, few, keep, newFolderIn, shown, type Content } from './whole-store-play.js';

const root = temporaryFolder();
const head = { format: ARCHIVE_FORMAT, program: '1.2.3', madeAt: '2026-11-21T08:00:00.000Z' };
const asGiven = (names: readonly string[]) => names;

/** Keeps the content in SQLite, and gives the archive of it. */
async function archiveOf(given: Content): Promise<{ file: string; shows: unknown }> {
  const folder = await newFolderIn(root);
  const store = await openSqliteStore(folder);
  const media = await openFolderMediaStore(folder);
  await keep(given, store, media);
  const shows = await shown(given, store, media);
  await store.close();
  const file = path.join(folder, 'backup.gz');
  const whole = await openSqliteSnapshot(folder);
  await writeArchive(whole, file, head);
  await whole.close();
  return { file, shows };
}

async function restoreInto(uri: string, file: string): Promise<void> {
  const link = await connectMongo(uri);
  try {
    await restoreArchive(file, async () => await beginMongoStore(link));
  } finally {
    await link.close();
  }
}

/** What programs see that open the database. */
async function shownIn(uri: string, given: Content): Promise<unknown> {
  const link = await connectMongo(uri);
  try {
    return await shown(given, mongoStore(link), await openMongoMediaStore(link, systemClock));
  } finally {
    await link.close();
  }
}

describeOnServer('a backup and MongoDB', fresh => {
  test('what was kept in SQLite moves to MongoDB, and back, as it was', async () => {
    await fc.assert(
      fc.asyncProperty(content, async given => {
        const { file, shows } = await archiveOf(given);
        const database = fresh();
        const { uri } = database;
        await restoreInto(uri, file);
        expect(await shownIn(uri, given)).toEqual(shows);
        const folder = await newFolderIn(root);
        const whole = await openMongoWhole(await connectMongo(uri), asGiven);
        await writeArchive(whole, path.join(folder, 'back.gz'), head);
        await whole.close();
        await restoreArchive(path.join(folder, 'back.gz'), async () => await beginSqliteStore(folder));
        const store = await openSqliteStore(folder);
        expect(await shown(given, store, await openFolderMediaStore(folder))).toEqual(shows);
        await store.close();
        await database.drop();
      }),
      { numRuns: 6, interruptAfterTimeLimit: 45_000 },
    );
  }, 180_000);

  test('a database that holds something is left as it is', async () => {
    const { file, shows } = await archiveOf(few);
    const database = fresh();
    const { uri } = database;
    await restoreInto(uri, file);
    expect(await faultOf(async () => await restoreInto(uri, file))).toMatchObject({
      code: 'restore-not-empty',
      message: expect.stringContaining('MONGODB_URI'),
    });
    expect(await shownIn(uri, few)).toEqual(shows);
    await database.drop();
  });

  test('a restoring that was broken off keeps programs away, and the next one clears it', async () => {
    const { file, shows } = await archiveOf(few);
    const database = fresh();
    const { uri } = database;
    const link = await connectMongo(uri);
    const making = await beginMongoStore(link);
    await making.put({ name: 'leftover', unique: [] }, [{ version: 1, value: { id: 'a' } }]);
    await making.putMedia('photo-left', { type: 'image/png', bytes: new Uint8Array([9]) });
    expect(await faultOf(async () => await refuseHalfRestored(link))).toMatchObject({
      code: 'store-half-restored',
    });
    await restoreInto(uri, file);
    await refuseHalfRestored(link);
    const whole = await openMongoWhole(link, asGiven);
    expect(whole.collections).toEqual([{ name: 'things', unique: [] }]);
    expect(await whole.mediaIds()).toEqual(['photo-1']);
    expect(await shownIn(uri, few)).toEqual(shows);
    await whole.close();
    await database.drop();
  });

  test('a backup holds everything that stays just once, whatever comes and goes meanwhile', async () => {
    const database = fresh();
    const link = await connectMongo(database.uri);
    const making = await beginMongoStore(link);
    const store = mongoStore(link);
    const things = await store.collection<Thing>({ name: 'things', ...plans[1] });
    const ids = Array.from({ length: 1_100 }, (_, at) => `t${String(at).padStart(4, '0')}`);
    const unique = plans[1]?.unique ?? [];
    await making.put(
      { name: 'things', unique },
      ids.map(id => ({ version: 1, value: { id, note: 'stays' } })),
    );
    await making.finish();
    const whole = await openMongoWhole(await connectMongo(database.uri), asGiven);
    const seen: string[] = [];
    const gone = new Set<string>();
    for await (const documents of whole.documents('things')) {
      seen.push(...documents.map(({ value }) => value.id));
      const at = ids.indexOf(seen.at(-1) ?? '');
      for (const near of [at - 2, at + 2]) await things.insert({ id: `${ids[near]}-new`, note: 'comes' });
      for (const near of [at - 1, at, at + 5]) {
        if (await things.remove(ids[near] ?? '')) gone.add(ids[near] ?? '');
      }
      await things.replace({ id: ids[at - 3] ?? '', note: 'changes' }, 1);
    }
    expect(gone.size).toBeGreaterThan(5);
    expect(new Set(seen).size).toBe(seen.length);
    const old = seen.filter(id => !id.endsWith('-new') && !gone.has(id));
    expect(old).toEqual(ids.filter(id => !gone.has(id)));
    await whole.close();
    await store.close();
    await database.drop();
  });

  test('a damaged backup leaves the database empty', async () => {
    const { file } = await archiveOf(few);
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, bytes.length / 2));
    const database = fresh();
    const { uri } = database;
    expect(await faultOf(async () => await restoreInto(uri, file))).toMatchObject({
      code: 'archive-damaged',
    });
    const whole = await openMongoWhole(await connectMongo(uri), asGiven);
    expect(whole.collections).toEqual([]);
    await whole.close();
    await database.drop();
  });
});
