import { describe, expect, test } from '@jest/globals';
import { ChangeLog } from '../../src/store/change-log.js';
import { Reads } from '../support/counted-reads.js';
import { memoryStore, type MemoryDisk } from '../support/memory-store.js';

/** Two processes over one store. */
async function two() {
  const disk: MemoryDisk = new Map();
  const reads = new Reads();
  const one = await ChangeLog.open(memoryStore(disk), 'roster');
  const other = await ChangeLog.open(reads.over(memoryStore(disk)), 'roster');
  for (const log of [one, other]) await log.begin();
  return { one, other, reads, disk };
}

describe('what one process announces', () => {
  test('is news to the other once, and none to itself', async () => {
    const { one, other } = await two();
    await one.announce(['people:a']);
    await one.announce(['people:b']);
    expect(await one.news()).toBe('nothing');
    expect(await other.news()).toEqual(['people:a', 'people:b']);
    expect(await other.news()).toBe('nothing');
    await other.announce();
    expect(await one.news()).toBe('everything');
  });

  test('is not missed when both announce in the same moment', async () => {
    const { one, other } = await two();
    await Promise.all([one.announce(['people:a']), other.announce(['people:b'])]);
    expect(await one.news()).toContain('people:b');
    expect(await other.news()).toContain('people:a');
  });

  test('does not make looking for news dearer', async () => {
    const { one, other, reads } = await two();
    for (let nth = 0; nth < 300; nth += 1) await one.announce([`people:${nth}`]);
    expect(await other.news()).toBe('everything');
    const before = reads.byQuestion.get('changeLogs get')?.questions;
    for (let nth = 0; nth < 100; nth += 1) expect(await other.news()).toBe('nothing');
    expect(reads.byQuestion.get('changeLogs get')?.questions).toBe(before);
  });

  test('is news, too, when an earlier version of the program kept the log', async () => {
    const { one, disk } = await two();
    for (let nth = 0; nth < 5; nth += 1) await one.announce([`people:${nth}`]);
    disk.delete('changeHeads');
    const [later, another] = [
      await ChangeLog.open(memoryStore(disk), 'roster'),
      await ChangeLog.open(memoryStore(disk), 'roster'),
    ];
    for (const log of [later, another]) await log.begin();
    expect(await later.news()).toBe('nothing');
    await later.announce(['people:new']);
    expect(await another.news()).toEqual(['people:new']);
  });
});
