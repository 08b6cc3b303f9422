import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { openFolderMediaStore } from '../../src/store/folder-media-store.js';
import { badIds, mediaContract } from './media-contract.js';
import { faultOf } from './store-contract.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();

mediaContract('folder', async () => await openFolderMediaStore(folder));

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
  for (const id of badIds) {
    expect(await media.get(id)).toBeUndefined();
    await media.remove(id);
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
