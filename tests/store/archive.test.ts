import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { ARCHIVE_FORMAT } from '../../src/store/archive.js';
import { openFolderMediaStore } from '../../src/store/folder-media-store.js';
import { checkArchive } from '../../src/store/read-archive.js';
import { restoreArchive } from '../../src/store/restore-archive.js';
import { beginSqliteStore } from '../../src/store/sqlite-making.js';
import { openSqliteStore, STORE_FILE } from '../../src/store/sqlite-store.js';
import { openSqliteSnapshot } from '../../src/store/sqlite-whole.js';
import { documentsIn } from '../../src/store/tally.js';
import { writeArchive } from '../../src/store/write-archive.js';
import { faultOf } from './store-contract.js';
import { temporaryFolder } from './temporary-folder.js';
import { content, few, keep, newFolderIn, shown, type Content } from './whole-store-play.js';

const root = temporaryFolder();
const head = { format: ARCHIVE_FORMAT, program: '1.2.3', madeAt: '2026-11-21T08:00:00.000Z' };
const newFolder = async () => await newFolderIn(root);

/** What lies in a folder; the engine may keep its empty log a while. */
const namesIn = (folder: string) =>
  readdirSync(folder)
    .filter(name => !/-(?:wal|shm)$/.test(name))
    .toSorted();

/** A store with the content, and what it shows. */
async function storeWith(given: Content): Promise<{ folder: string; shows: unknown }> {
  const folder = await newFolder();
  const store = await openSqliteStore(folder);
  const media = await openFolderMediaStore(folder);
  await keep(given, store, media);
  const shows = await shown(given, store, media);
  await store.close();
  return { folder, shows };
}

async function backUp(folder: string, file: string) {
  const whole = await openSqliteSnapshot(folder);
  try {
    return await writeArchive(whole, file, head);
  } finally {
    await whole.close();
  }
}

describe('a backup that is restored', () => {
  test('shows every document with its version, and every file, as they were', async () => {
    await fc.assert(
      fc.asyncProperty(content, async given => {
        const { folder, shows } = await storeWith(given);
        const file = path.join(folder, 'backup.gz');
        const manifest = await backUp(folder, file);
        const target = await newFolder();
        const restored = await restoreArchive(file, async () => await beginSqliteStore(target));
        expect(restored).toEqual({
          head: { kind: 'qunliban-backup', ...head },
          manifest: { kind: 'manifest', ...manifest },
        });
        const store = await openSqliteStore(target);
        expect(await shown(given, store, await openFolderMediaStore(target))).toEqual(shows);
        await store.close();
        expect(namesIn(target)).toEqual(['media', STORE_FILE]);
        for (const one of [folder, target]) await rm(one, { recursive: true });
      }),
      { numRuns: 12, interruptAfterTimeLimit: 45_000 },
    );
  }, 180_000);

  test('is refused where a store lies already, and what lies there stays', async () => {
    const { folder, shows } = await storeWith(few);
    const file = path.join(folder, 'backup.gz');
    await backUp(folder, file);
    const fault = await faultOf(
      async () => await restoreArchive(file, async () => await beginSqliteStore(folder)),
    );
    expect(fault).toMatchObject({ code: 'restore-not-empty', message: expect.stringContaining('DATA_DIR') });
    const store = await openSqliteStore(folder);
    expect(await shown(few, store, await openFolderMediaStore(folder))).toEqual(shows);
    await store.close();
  });

  test('leaves nothing when the written store is not what was read', async () => {
    const { folder } = await storeWith(few);
    const file = path.join(folder, 'backup.gz');
    await backUp(folder, file);
    const target = await newFolder();
    const forgetful = async () => {
      const making = await beginSqliteStore(target);
      return {
        ...making,
        put: async (...[to, given]: Parameters<typeof making.put>) => await making.put(to, given.slice(1)),
      };
    };
    expect(await faultOf(async () => await restoreArchive(file, forgetful))).toMatchObject({
      code: 'restore-differs',
      message: expect.stringContaining('things: 39 instead of 40'),
    });
    expect(readdirSync(target)).toEqual([]);
  });

  test('that fails says why, also when what was written cannot be cleared away', async () => {
    const { folder } = await storeWith(few);
    const file = path.join(folder, 'backup.gz');
    await backUp(folder, file);
    const target = await newFolder();
    const unlucky = async () => ({
      ...(await beginSqliteStore(target)),
      put: async () => Promise.reject(new Error('the disk is full')),
      discard: async () => Promise.reject(new Error('the disk hangs')),
    });
    expect(await faultOf(async () => await restoreArchive(file, unlucky))).toMatchObject({
      code: 'restore-left-half',
      message: expect.stringMatching(/the disk is full.*the disk hangs.*restore again/u),
    });
  });
});

describe('a backup', () => {
  test('is readable by its owner alone, and leaves no copy of the store behind', async () => {
    const { folder } = await storeWith(few);
    const file = path.join(folder, 'backup.gz');
    const manifest = await backUp(folder, file);
    expect(documentsIn(manifest)).toBe(40);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(namesIn(folder)).toEqual(['backup.gz', 'media', STORE_FILE]);
  });

  test('never replaces a file that exists', async () => {
    const { folder } = await storeWith(few);
    const file = path.join(folder, 'backup.gz');
    await writeFile(file, 'the one of yesterday');
    expect(await faultOf(async () => await backUp(folder, file))).toMatchObject({ code: 'backup-exists' });
    expect(await readFile(file, 'utf8')).toBe('the one of yesterday');
  });

  test('that is broken off leaves nothing', async () => {
    const { folder } = await storeWith(few);
    const whole = await openSqliteSnapshot(folder);
    const breakOff = new AbortController();
    const slow = {
      ...whole,
      async *documents(name: string) {
        yield* whole.documents(name);
        breakOff.abort();
      },
    };
    const file = path.join(folder, 'backup.gz');
    const written = async () => await writeArchive(slow, file, head, breakOff.signal);
    expect(await faultOf(written)).toMatchObject({ code: 'backup-broken-off' });
    await whole.close();
    expect(namesIn(folder)).toEqual(['media', STORE_FILE]);
  });

  test('that cannot be written says where, and a folder without a store is named', async () => {
    const { folder } = await storeWith(few);
    const nowhere = path.join(folder, 'no-such-folder/backup.gz');
    expect(await faultOf(async () => await backUp(folder, nowhere))).toMatchObject({
      code: 'backup-unwritable',
      message: expect.stringContaining(nowhere),
    });
    const empty = await newFolder();
    expect(await faultOf(async () => await backUp(empty, path.join(empty, 'backup.gz')))).toMatchObject({
      code: 'backup-nothing',
      message: expect.stringContaining('DATA_DIR'),
    });
    expect(existsSync(path.join(empty, STORE_FILE))).toBe(false);
  });
});

/** Tries to restore the bytes; the fault, after making sure that nothing was written. */
async function refusal(bytes: Uint8Array | string) {
  const target = await newFolder();
  const file = path.join(target, '../damaged.gz');
  await writeFile(file, bytes);
  const fault = await faultOf(
    async () => await restoreArchive(file, async () => await beginSqliteStore(target)),
  );
  expect(readdirSync(target)).toEqual([]);
  return fault;
}

const packed = (given: readonly string[]) => gzipSync(`${given.join('\n')}\n`);

describe('a backup that was damaged', () => {
  const whole = (async () => {
    const { folder } = await storeWith(few);
    const file = path.join(folder, 'backup.gz');
    const manifest = await backUp(folder, file);
    return { file, manifest, bytes: await readFile(file) };
  })();

  test('is refused wherever it was cut off', async () => {
    const { bytes } = await whole;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 1 }), async length => {
        expect((await refusal(bytes.subarray(0, length))).code).toMatch(/^archive-(damaged|foreign)$/);
      }),
      { numRuns: 60, examples: [[0], [1], [bytes.length - 1]] },
    );
  });

  test('is refused when a byte changed, unless the byte means nothing', async () => {
    const { bytes, manifest } = await whole;
    const file = path.join(root, 'changed.gz');
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          const changed = Buffer.from(bytes);
          changed[at] = (changed[at] ?? 0) ^ flip;
          await writeFile(file, changed);
          const outcome = await checkArchive(file).catch((error: unknown) => error);
          if ('manifest' in (outcome as object)) expect(outcome).toMatchObject({ manifest });
          else expect(outcome).toMatchObject({ code: expect.stringMatching(/^archive-(damaged|foreign)$/) });
        },
      ),
      { numRuns: 150 },
    );
  });

  test('is refused when it was unpacked, altered and packed again', async () => {
    const lines = gunzipSync((await whole).bytes)
      .toString()
      .trim()
      .split('\n');
    const altered = lines.map(line => line.replace('"version":2', '"version":3'));
    expect(await refusal(packed(altered))).toMatchObject({
      message: expect.stringContaining('things: another checksum'),
    });
    const without = lines.filter(line => !line.includes('"t7"'));
    expect(await refusal(packed(without))).toMatchObject({
      message: expect.stringContaining('39 instead of 40'),
    });
    expect(await refusal(packed(lines.slice(0, -1)))).toMatchObject({
      message: expect.stringContaining('its end'),
    });
    expect(await refusal(packed([...lines, lines[1]!]))).toMatchObject({ code: 'archive-damaged' });
    expect(await refusal(packed([lines[0]!, '{"kind":"recipe"}']))).toMatchObject({
      message: expect.stringContaining('line 2'),
    });
  });

  test('of a newer program or of another one is refused with the reason', async () => {
    const newer = JSON.stringify({
      kind: 'qunliban-backup',
      ...head,
      format: ARCHIVE_FORMAT + 1,
      program: '9.0.0',
    });
    expect(await refusal(gzipSync(`${newer}\n`))).toMatchObject({
      code: 'archive-too-new',
      message: expect.stringContaining('9.0.0'),
    });
    for (const foreign of ['no gzip at all', gzipSync('{"kind":"else"}\n'), gzipSync('')]) {
      expect(await refusal(foreign)).toMatchObject({ code: 'archive-foreign' });
    }
  });

  test('or is not there is said so', async () => {
    const nowhere = path.join(root, 'nowhere.gz');
    expect(await faultOf(async () => await checkArchive(nowhere))).toMatchObject({
      code: 'archive-unreadable',
      message: expect.stringContaining(nowhere),
    });
  });
});
