import { afterAll, expect, test } from '@jest/globals';
import { HOUR, systemClock } from '../../src/base/clock.js';
import { connectMongo, type MongoLink } from '../../src/store/mongo-link.js';
import { openMongoMediaStore } from '../../src/store/mongo-media-store.js';
import { describeOnServer } from '../support/test-database.js';
import { mediaContract } from './media-contract.js';

describeOnServer('files on a server that speaks the protocol of MongoDB', newDatabase => {
  const links: MongoLink[] = [];
  const discards: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const link of links) await link.close();
    for (const discard of discards) await discard();
  });
  const newPlace = (): (() => Promise<MongoLink>) => {
    let uri: string | undefined;
    return async () => {
      if (uri === undefined) {
        const database = newDatabase();
        discards.push(async () => await database.drop());
        ({ uri } = database);
      }
      const link = await connectMongo(uri);
      links.push(link);
      return link;
    };
  };

  const place = newPlace();
  mediaContract('GridFS', async () => await openMongoMediaStore(await place(), systemClock));

  test('what a dead process left half written goes at a later start; what is just being written stays', async () => {
    const link = await newPlace()();
    const now = systemClock.now();
    const uploads = link.collection('media.uploads');
    const chunks = link.collection('media.chunks');
    for (const [data, begunAt] of [['dead', now - HOUR - 1] as const, ['living', now - 1_000] as const]) {
      const { insertedId } = await uploads.insertOne({ begunAt });
      await chunks.insertOne({ files_id: insertedId, n: 0, data });
    }
    await openMongoMediaStore(link, { now: () => now });
    expect(await chunks.distinct('data')).toEqual(['living']);
    expect(await uploads.distinct('begunAt')).toEqual([now - 1_000]);
  });

  test('a file that was replaced leaves no bytes behind', async () => {
    const link = await newPlace()();
    const media = await openMongoMediaStore(link, systemClock);
    for (const byte of [1, 2, 3]) await media.put('same', { bytes: Uint8Array.of(byte), type: 'image/png' });
    expect(await link.collection('media.chunks').countDocuments({})).toBe(1);
    await media.remove('same');
    expect(await link.collection('media.chunks').countDocuments({})).toBe(0);
    expect(await link.collection('media.files').countDocuments({})).toBe(0);
  });
});
