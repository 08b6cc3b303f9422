import { beforeEach, describe, expect, test } from '@jest/globals';
import { DAY, MINUTE } from '../../src/base/clock.js';
import { Journal, type Heard } from '../../src/intake/journal.js';
import { memoryStore, type MemoryDisk } from '../support/memory-store.js';
import { heardBy } from './heard.js';

const keepMs = 5 * MINUTE;
const secret = '孩子发烧了';

let disk: MemoryDisk;
let journal: Journal;

beforeEach(async () => {
  disk = new Map();
  journal = await Journal.open(memoryStore(disk), keepMs);
});

function kept(): string {
  return JSON.stringify([...(disk.get('journal')?.documents.values() ?? [])].map(({ json }) => json));
}

describe('the journal', () => {
  test('knows a message that is delivered a second time', async () => {
    expect(await journal.note(heardBy('a', { text: secret }))).toBe(true);
    expect(await journal.note(heardBy('a', { text: secret }))).toBe(false);
    expect(await journal.knows('bot', 'm1')).toBe(true);
    expect(await journal.knows('bot', 'm2')).toBe(false);
    expect(await journal.knows('other', 'm1')).toBe(false);
  });

  test('gives back after a crash what was not worked on, oldest first', async () => {
    await journal.note(heardBy('a', { messageId: 'm2', at: 2 }));
    await journal.note(heardBy('a', { messageId: 'm1', at: 1 }));
    await journal.note(heardBy('a', { messageId: 'm0', at: 0 }));
    await journal.markDone(heardBy('a', { messageId: 'm0' }));
    const again = await Journal.open(memoryStore(disk), keepMs);
    expect((await again.unfinished()).map(heard => heard.messageId)).toEqual(['m1', 'm2']);
  });

  test('erases a text when its time is over, and not before', async () => {
    const heard = heardBy('a', { text: secret, mediaId: 'p1' });
    await journal.note(heard);
    await journal.markDone(heard);
    expect(await journal.nextEraseAt()).toBe(keepMs);
    expect(await journal.eraseOld(keepMs - 1)).toEqual([]);
    expect(await journal.eraseOld(keepMs)).toEqual([heard]);
    expect(await journal.eraseOld(keepMs)).toEqual([]);
    expect(kept()).not.toContain(secret);
    expect(await journal.nextEraseAt()).toBeUndefined();
  });

  test('still knows a message whose text is erased, for a week', async () => {
    const heard = heardBy('a', { text: secret });
    await journal.note(heard);
    await journal.markDone(heard);
    await journal.eraseOld(7 * DAY - 1);
    expect(await journal.note(heard)).toBe(false);
    await journal.eraseOld(7 * DAY);
    expect(await journal.knows('bot', 'm1')).toBe(false);
  });

  test('keeps what is not worked on yet, so that no report is lost', async () => {
    await journal.note(heardBy('a', { text: secret }));
    expect(await journal.eraseOld(DAY)).toEqual([]);
    expect(await journal.unfinished()).toHaveLength(1);
  });

  test('gives up what could not be worked on in two days, and tells of it', async () => {
    const heard = heardBy('a', { text: secret });
    await journal.note(heard);
    await journal.eraseOld(keepMs);
    // Not looked at again and again in between.
    expect(await journal.nextEraseAt()).toBe(2 * DAY);
    const lost: Heard[] = [];
    expect(await journal.eraseOld(2 * DAY, one => lost.push(one))).toEqual([heard]);
    expect(lost).toEqual([heard]);
    expect(kept()).not.toContain(secret);
    expect(await journal.unfinished()).toEqual([]);
    expect(await journal.knows('bot', 'm1')).toBe(true);
  });

  test('does not take a message that was recalled before it came', async () => {
    await journal.refuse('bot', 'm1', 0);
    expect(await journal.note(heardBy('a', { text: secret }))).toBe(false);
    expect(await journal.unfinished()).toEqual([]);
  });

  test('keeps what came late as long as anything, whenever it was said', async () => {
    const heard = heardBy('a', { at: 0, arrivedAt: DAY });
    await journal.note(heard);
    await journal.markDone(heard);
    expect(await journal.eraseOld(DAY + keepMs - 1)).toEqual([]);
    expect(await journal.eraseOld(DAY + keepMs)).toEqual([heard]);
  });

  test('erases a recalled message at once', async () => {
    await journal.note(heardBy('a', { text: secret }));
    expect((await journal.erase('bot', 'm1'))?.text).toBe(secret);
    expect(kept()).not.toContain(secret);
    expect(await journal.unfinished()).toEqual([]);
    expect(await journal.erase('bot', 'm1')).toBeUndefined();
    expect(await journal.erase('bot', 'm9')).toBeUndefined();
  });

  test('erases a recalled message even while it is being worked on', async () => {
    const heard = heardBy('a', { text: secret });
    await journal.note(heard);
    const [, erased] = await Promise.all([journal.markDone(heard), journal.erase('bot', 'm1')]);
    expect(erased?.text).toBe(secret);
    expect(kept()).not.toContain(secret);
  });
});
