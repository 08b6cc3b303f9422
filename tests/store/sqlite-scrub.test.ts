import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'libsql';
import { expect, test } from '@jest/globals';
import { openSqliteStore, STORE_FILE } from '../../src/store/sqlite-store.js';
import type { Document } from '../../src/store/store.js';
import { temporaryFolder } from './temporary-folder.js';

interface Message extends Document {
  readonly room: string;
  readonly text: string;
}

const folder = temporaryFolder();

/** Each of thousands of writes waits for the disk. */
const SLOW_DISK_MS = 240_000;

/** The same pseudo-random numbers from 0 to 1 every time (a linear congruential generator). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** Every secret that can be read in any file of the folder. */
function secretsIn(place: string): Set<string> {
  const found = new Set<string>();
  for (const name of readdirSync(place)) {
    const text = readFileSync(path.join(place, name)).toString('utf8');
    for (const secret of text.match(/秘密\d+号/g) ?? []) found.add(secret);
  }
  return found;
}

test(
  'after scrubbing, no file holds a text that was removed or replaced',
  async () => {
    const place = path.join(folder, 'churn');
    const store = await openSqliteStore(place);
    const messages = await store.collection<Message>({ name: 'messages', indexes: [['room'], ['text']] });
    const random = randomFrom(7);
    const kept = new Map<string, { secret: string; version: number }>();
    const anyId = () => [...kept.keys()][Math.floor(random() * kept.size)] ?? '';
    const fresh = (at: number) => ({
      room: `room${Math.floor(random() * 5)}`,
      text: `秘密${at}号${'。'.repeat(Math.floor(random() ** 4 * 3_000))}`,
    });
    for (let at = 0; at < 6_000; at += 1) {
      const dice = random();
      const id = anyId();
      const old = kept.get(id);
      if (dice < 0.45 || !old) {
        const added = `${Math.floor(random() * 1e9)}-${at}`;
        await messages.insert({ id: added, ...fresh(at) });
        kept.set(added, { secret: `秘密${at}号`, version: 1 });
      } else if (dice < 0.6) {
        await messages.replace({ id, ...fresh(at) }, old.version);
        kept.set(id, { secret: `秘密${at}号`, version: old.version + 1 });
      } else {
        await messages.remove(id);
        kept.delete(id);
      }
    }
    const secrets = new Set([...kept.values()].map(({ secret }) => secret));
    expect(secretsIn(place).size).toBeGreaterThan(secrets.size);

    await store.scrub();
    expect(secretsIn(place)).toEqual(secrets);
    for (const [id, { version }] of kept) expect((await messages.get(id))?.version).toBe(version);

    for (const id of kept.keys()) await messages.remove(id);
    await store.scrub();
    expect(secretsIn(place)).toEqual(new Set());
    await store.close();
    const database = new Database(path.join(place, STORE_FILE));
    expect(database.prepare('PRAGMA integrity_check').raw(true).all()).toEqual([['ok']]);
    database.close();
  },
  SLOW_DISK_MS,
);

test.each([
  ['scrubbed before', true],
  ['just opened', false],
])(
  'the log of a store %s stays short, and what was removed on the way is gone after a scrub',
  async (name, isScrubbed) => {
    const place = path.join(folder, `long ${name}`);
    const store = await openSqliteStore(place);
    const messages = await store.collection<Message>({ name: 'messages', indexes: [['room']] });
    for (let at = 0; at < 300; at += 1)
      await messages.insert({
        id: `early${at}`,
        room: `room${at % 7}`,
        text: `秘密${1_000 + at}号${'，'.repeat(at)}`,
      });
    for (let at = 0; at < 300; at += 1) await messages.remove(`early${at}`);
    if (isScrubbed) await store.scrub();
    let longest = 0;
    for (let at = 0; at < 400; at += 1) {
      await messages.insert({
        id: `${at}`,
        room: `room${at % 7}`,
        text: `秘密${at}号${'。'.repeat(50_000)}`,
      });
      if (at % 2 === 1) await messages.remove(`${at - 1}`);
      longest = Math.max(longest, statSync(path.join(place, `${STORE_FILE}-wal`)).size);
    }
    expect(longest).toBeLessThan(34 * 1_024 * 1_024);
    await store.scrub();
    expect(secretsIn(place).size).toBe(200);
    expect(await messages.count()).toBe(200);
    await store.close();
  },
);

test('scrubbing an empty store, or twice, is harmless', async () => {
  const store = await openSqliteStore(path.join(folder, 'empty'));
  await store.scrub();
  const messages = await store.collection<Message>({ name: 'messages' });
  await store.scrub();
  await messages.insert({ id: 'a', room: '', text: '' });
  await store.scrub();
  await store.scrub();
  expect(await messages.count()).toBe(1);
  await store.close();
});

/** How many pages of the file hold anything between the pointers to their cells and the cells, where copies are left. */
function pagesWithRemains(place: string): number {
  const bytes = readFileSync(path.join(place, STORE_FILE));
  const size = bytes.readUInt16BE(16);
  let count = 0;
  for (let start = 0; start < bytes.length; start += size) {
    const header = start === 0 ? 100 : start;
    const kind = bytes[header] ?? 0;
    if (![2, 5, 10, 13].includes(kind)) continue;
    const low = header + (kind < 10 ? 12 : 8) + 2 * bytes.readUInt16BE(header + 3);
    const gap = bytes.subarray(low, start + (bytes.readUInt16BE(header + 5) || 65_536));
    if (gap.some(byte => byte !== 0)) count += 1;
  }
  return count;
}

test(
  'however often it is scrubbed, by one program or by two, nothing removed is left',
  async () => {
    const place = path.join(folder, 'often');
    const stores = [await openSqliteStore(place), await openSqliteStore(place)] as const;
    await stores[0].scrub();
    const random = randomFrom(11);
    for (let round = 0; round < 24; round += 1) {
      const writer = stores[round % 8 === 5 ? 1 : 0];
      // Young collections grow fastest, and leave most behind.
      const plan = { name: `messages${round}`, indexes: [['room'], ['text']] };
      const messages = await writer.collection<Message>(plan);
      const kept = new Map<string, string>();
      // Now and then so much that the log is begun anew in between.
      for (let at = round % 10 === 9 ? 900 : 80; at > 0; at -= 1) {
        const id = [...kept.keys()][Math.floor(random() * kept.size)];
        if (id === undefined || random() < 0.52) {
          const secret = `秘密${round * 1_000 + at}号`;
          const added = `${Math.floor(random() * 1e9)}-${round}-${at}`;
          const text = `${secret}${'。'.repeat(Math.floor(random() ** 4 * 3_000))}`;
          await messages.insert({ id: added, room: `room${at % 5}`, text });
          kept.set(added, secret);
        } else {
          await messages.remove(id);
          kept.delete(id);
        }
      }
      await stores[round % 11 === 10 ? 1 : 0].scrub();
      expect(secretsIn(place)).toEqual(new Set(kept.values()));
      expect(pagesWithRemains(place)).toBe(0);
      // Copies that lay about from before would be seen now.
      for (const id of kept.keys()) await messages.remove(id);
      await stores[0].scrub();
      expect(secretsIn(place)).toEqual(new Set());
    }
    for (const store of stores) await store.close();
    const database = new Database(path.join(place, STORE_FILE));
    expect(database.prepare('PRAGMA integrity_check').raw(true).all()).toEqual([['ok']]);
    database.close();
  },
  SLOW_DISK_MS,
);
