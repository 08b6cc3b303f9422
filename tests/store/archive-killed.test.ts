import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { ARCHIVE_FORMAT } from '../../src/store/archive.js';
import { openFolderMediaStore } from '../../src/store/folder-media-store.js';
import { restoreArchive } from '../../src/store/restore-archive.js';
import { beginSqliteStore } from '../../src/store/sqlite-making.js';
import { MAKING_FOLDER, openSqliteStore, STORE_FILE } from '../../src/store/sqlite-store.js';
import { openSqliteSnapshot } from '../../src/store/sqlite-whole.js';
import { writeArchive } from '../../src/store/write-archive.js';
import { startChild } from './children/child.js';
import { faultOf } from './store-contract.js';
import { temporaryFolder } from './temporary-folder.js';
import { few, keep, newFolderIn, shown } from './whole-store-play.js';

const root = temporaryFolder();

async function filled(): Promise<{ folder: string; shows: unknown }> {
  const folder = await newFolderIn(root);
  const store = await openSqliteStore(folder);
  const media = await openFolderMediaStore(folder);
  await keep(few, store, media);
  const shows = await shown(few, store, media);
  await store.close();
  return { folder, shows };
}

async function backUp(folder: string, file: string): Promise<void> {
  const whole = await openSqliteSnapshot(folder);
  await writeArchive(whole, file, { format: ARCHIVE_FORMAT, program: '1', madeAt: '2026-11-21T08:00:00Z' });
  await whole.close();
}

async function restore(file: string, folder: string): Promise<unknown> {
  await restoreArchive(file, async () => await beginSqliteStore(folder));
  const store = await openSqliteStore(folder);
  const shows = await shown(few, store, await openFolderMediaStore(folder));
  await store.close();
  return shows;
}

test('a backup that is killed leaves nothing under its name, and the next one succeeds', async () => {
  const { folder, shows } = await filled();
  const file = path.join(folder, 'backup.gz');
  const child = startChild('half-backup', folder, file);
  await child.said(1);
  child.kill('SIGKILL');
  await child.ended;
  expect(existsSync(file)).toBe(false);
  expect(readdirSync(folder)).toContain(`backup.gz.${child.pid}.part`);
  await backUp(folder, file);
  expect(await restore(file, await newFolderIn(root))).toEqual(shows);
});

test('restoring that is killed leaves no store that could be opened, and the next one succeeds', async () => {
  const { folder, shows } = await filled();
  const file = path.join(folder, 'backup.gz');
  await backUp(folder, file);
  const target = await newFolderIn(root);
  const child = startChild('half-restore', file, target);
  await child.said(1);
  child.kill('SIGKILL');
  await child.ended;
  expect(await faultOf(async () => await openSqliteStore(target))).toMatchObject({
    code: 'store-half-restored',
  });
  expect(await restore(file, target)).toEqual(shows);
  expect(existsSync(path.join(target, MAKING_FOLDER))).toBe(false);
});

test('restoring that is killed between moving the files and the store is done again, too', async () => {
  const { folder, shows } = await filled();
  const file = path.join(folder, 'backup.gz');
  await backUp(folder, file);
  const target = await newFolderIn(root);
  await restore(file, target);
  mkdirSync(path.join(target, MAKING_FOLDER));
  renameSync(path.join(target, STORE_FILE), path.join(target, MAKING_FOLDER, STORE_FILE));
  expect(await faultOf(async () => await openSqliteStore(target))).toMatchObject({
    code: 'store-half-restored',
  });
  expect(await restore(file, target)).toEqual(shows);
});

test('a restoring that was killed when it was done has left a whole store', async () => {
  const { folder, shows } = await filled();
  const file = path.join(folder, 'backup.gz');
  await backUp(folder, file);
  const target = await newFolderIn(root);
  expect(await restore(file, target)).toEqual(shows);
  mkdirSync(path.join(target, MAKING_FOLDER));
  const store = await openSqliteStore(target);
  expect(await shown(few, store, await openFolderMediaStore(target))).toEqual(shows);
  await store.close();
});
