import { describe, expect, test } from '@jest/globals';
import { newId } from '../../src/base/ids.js';
import type { Media, MediaStore, MediaType } from '../../src/store/media-store.js';
import { faultOf } from './store-contract.js';

const types: MediaType[] = ['image/jpeg', 'image/png', 'image/webp', 'application/octet-stream'];

/** What cannot be the id of a file. */
export const badIds = [
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
];

function filled(byte: number): Media {
  return { bytes: new Uint8Array(300_000).fill(byte), type: 'image/png' };
}

/** What every place for files promises; `open` opens the same place again each time. */
export function mediaContract(engine: string, open: () => Promise<MediaStore>): void {
  describe(`the ${engine} keeps the promises of the media store`, () => {
    test('a file is kept with its type until it is removed', async () => {
      const media = await open();
      for (const [at, type] of types.entries()) {
        const id = newId<'media'>();
        const bytes = Uint8Array.from({ length: 3_000 }, (_, place) => place + at);
        expect(await media.get(id)).toBeUndefined();
        await media.put(id, { bytes, type });
        const again = await open();
        const got = (await again.get(id))!;
        expect(got.type).toBe(type);
        expect([...got.bytes]).toEqual([...bytes]);
        await media.remove(id);
        await media.remove(id);
        expect(await media.get(id)).toBeUndefined();
      }
    });

    test('a file put again replaces the one before, whatever its type was', async () => {
      const media = await open();
      const id = newId<'media'>();
      await media.put(id, { bytes: Uint8Array.of(1), type: 'image/jpeg' });
      await media.put(id, { bytes: Uint8Array.of(2), type: 'image/png' });
      expect(await media.get(id)).toMatchObject({ type: 'image/png', bytes: { 0: 2 } });
      await media.remove(id);
      expect(await media.get(id)).toBeUndefined();
    });

    test('a large file and an empty one come back whole', async () => {
      const media = await open();
      const large = Uint8Array.from({ length: 700_001 }, (_, place) => place % 251);
      for (const bytes of [large, new Uint8Array()]) {
        const id = newId<'media'>();
        await media.put(id, { bytes, type: 'image/webp' });
        const got = (await media.get(id))!;
        expect(Buffer.compare(got.bytes, bytes)).toBe(0);
      }
    });

    test('of two who put the same file at the same time one is kept, whole', async () => {
      const [one, other] = [await open(), await open()];
      const id = newId<'media'>();
      await Promise.all([one.put(id, filled(1)), other.put(id, filled(2))]);
      const { bytes } = (await one.get(id))!;
      expect(bytes).toHaveLength(300_000);
      expect(new Set(bytes).size).toBe(1);
      await other.remove(id);
      expect(await one.get(id)).toBeUndefined();
    });

    test('what cannot be an id belongs to no file', async () => {
      const media = await open();
      for (const id of badIds) {
        expect(await media.get(id)).toBeUndefined();
        await media.remove(id);
        const put = async () => await media.put(id, { bytes: Uint8Array.of(1), type: 'image/jpeg' });
        expect((await faultOf(put)).code).toBe('media-id-bad');
      }
    });
  });
}
