import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { newId } from '../../src/base/ids.js';
import { openFolderMediaStore } from '../../src/store/folder-media-store.js';
import type { MediaType } from '../../src/store/media-store.js';
import { faultOf } from './store-contract.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
const types: MediaType[] = ['image/jpeg', 'image/png', 'image/webp', 'application/octet-stream'];

test('a file is kept with its type until it is removed', async () => {
  const media = await openFolderMediaStore(folder);
  for (const [at, type] of types.entries()) {
    const id = newId<'media'>();
    const bytes = Uint8Array.from({ length: 3_000 }, (_, place) => place + at);
    expect(await media.get(id)).toBeUndefined();
    await media.put(id, { bytes, type });
    const again = await openFolderMediaStore(folder);
    const got = (await again.get(id))!;
    expect(got.type).toBe(type);
    expect([...got.bytes]).toEqual([...bytes]);
    await media.remove(id);
    await media.remove(id);
    expect(await media.get(id)).toBeUndefined();
  }
});

test('a file put again replaces the one before, whatever its type was', async () => {
  const media = await openFolderMediaStore(folder);
  const id = newId<'media'>();
  await media.put(id, { bytes: Uint8Array.of(1), type: 'image/jpeg' });
  await media.put(id, { bytes: Uint8Array.of(2), type: 'image/png' });
  expect(await media.get(id)).toMatchObject({ type: 'image/png', bytes: { 0: 2 } });
  await media.remove(id);
  expect(await media.get(id)).toBeUndefined();
});

test('files lie in folders named by the first two characters', async () => {
  const media = await openFolderMediaStore(folder);
  await media.put('c0ffee-1', { bytes: Uint8Array.of(7), type: 'image/webp' });
  expect([...readFileSync(path.join(folder, 'media', 'c0', 'c0ffee-1.webp'))]).toEqual([7]);
});

test('no id leads out of the folder', async () => {
  const inner = path.join(folder, 'inner');
  const media = await openFolderMediaStore(inner);
  writeFileSync(path.join(folder, 'secret.jpg'), 'secret');
  mkdirSync(path.join(inner, 'media', '..'), { recursive: true });
  for (const id of [
    '../secret',
    '../../secret',
    '..',
    '.',
    '',
    'a',
    'a/b',
    'a\\b',
    '/etc/passwd',
    'ab\0',
    'ab.jpg',
    'a'.repeat(101),
  ]) {
    expect(await media.get(id)).toBeUndefined();
    await media.remove(id);
    const put = async () => {
      await media.put(id, { bytes: Uint8Array.of(1), type: 'image/jpeg' });
    };
    expect((await faultOf(put)).code).toBe('media-id-bad');
  }
  expect(readFileSync(path.join(folder, 'secret.jpg'), 'utf8')).toBe('secret');
});

test('what a killed process left half written is gone at the next start', async () => {
  const own = path.join(folder, 'own');
  const media = await openFolderMediaStore(own);
  await media.put('whole', { bytes: Uint8Array.of(1), type: 'image/jpeg' });
  const halfWritten = path.join(own, 'media', 'half-written');
  writeFileSync(path.join(halfWritten, 'leftover'), 'half a photo');
  const again = await openFolderMediaStore(own);
  expect(readdirSync(halfWritten)).toEqual([]);
  expect(await again.get('whole')).toBeDefined();
});

test('a folder that cannot be written is a fault', async () => {
  const file = path.join(folder, 'a-file');
  writeFileSync(file, '');
  expect((await faultOf(async () => await openFolderMediaStore(file))).code).toBe('media-failed');
});
