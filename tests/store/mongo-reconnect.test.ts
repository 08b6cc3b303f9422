import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '../../src/base/clock.js';
import { connectMongo, type MongoLink } from '../../src/store/mongo-link.js';
import { openMongoMediaStore } from '../../src/store/mongo-media-store.js';
import { mongoStore } from '../../src/store/mongo-store.js';
import type { Collection, Document } from '../../src/store/store.js';
import { describeOnServer, type TestDatabase } from '../support/test-database.js';
import { ShakyLine } from './shaky-line.js';
import { faultOf } from './store-contract.js';

interface Thing extends Document {
  readonly number: string;
  readonly count: number;
}

describeOnServer('when the line to the database is cut', newDatabase => {
  let database: TestDatabase;
  let line: ShakyLine;
  let link: MongoLink;
  let things: Collection<Thing>;
  beforeAll(async () => {
    database = newDatabase();
    const address = new URL(database.uri.replace('mongodb:', 'http:'));
    line = await ShakyLine.to(address.hostname, Number(address.port));
    link = await connectMongo(database.uri.replace(address.host, `127.0.0.1:${line.port}`));
    things = await mongoStore(link).collection<Thing>({ name: 'things', unique: ['number'] });
  });
  afterAll(async () => {
    await link.close();
    await line.cut();
    await database.drop();
  });

  test('what is written while answers are lost is written just once, and its writer knows', async () => {
    for (let at = 0; at < 5; at += 1) {
      line.loseAnswerTo('insert');
      expect(await things.insert({ id: `${at}`, number: `${at}`, count: 0 })).toEqual({ done: true });
      line.loseAnswerTo('update');
      expect(await things.replace({ id: `${at}`, number: `${at}`, count: 1 }, 1)).toEqual({
        done: true,
        version: 2,
      });
    }
    expect(line.losses).toBe(10);
    expect(await things.count()).toBe(5);
    expect(await things.get('4')).toEqual({ value: { id: '4', number: '4', count: 1 }, version: 2 });
  });

  test('a key that another has stays refused, however the answer got lost', async () => {
    await things.insert({ id: 'first', number: 'taken', count: 0 });
    line.loseAnswerTo('insert');
    expect(await things.insert({ id: 'second', number: 'taken', count: 0 })).toEqual({
      done: false,
      taken: 'number',
    });
    line.loseAnswerTo('insert');
    expect(await things.insert({ id: 'first', number: 'other', count: 0 })).toEqual({
      done: false,
      taken: 'id',
    });
    line.loseAnswerTo('update');
    expect(await things.replace({ id: 'first', number: 'taken', count: 5 }, 7)).toEqual({
      done: false,
      why: 'stale',
    });
    expect((await things.get('first'))?.value.count).toBe(0);
  });

  test('who removes something and loses the answer gets a fault, and may look', async () => {
    await things.insert({ id: 'gone', number: 'gone', count: 0 });
    line.loseAnswerTo('delete');
    expect((await faultOf(async () => await things.remove('gone'))).code).toBe('store-unreachable');
    expect(await things.remove('gone')).toBe(false);
  });

  test('what is asked while the database is away is answered when it is back', async () => {
    await things.insert({ id: 'before', number: 'before', count: 1 });
    const media = await openMongoMediaStore(link, systemClock);
    await line.cut();
    const asked = [
      things.get('before'),
      things.insert({ id: 'meanwhile', number: 'meanwhile', count: 2 }),
      media.put('photo', { bytes: Uint8Array.of(3), type: 'image/png' }),
    ];
    await line.mend();
    const [got, inserted] = await Promise.all(asked);
    expect(got).toMatchObject({ value: { count: 1 } });
    expect(inserted).toEqual({ done: true });
    expect((await media.get('photo'))?.bytes[0]).toBe(3);
  });
});
