import { expect, test } from '@jest/globals';
import { newId } from '../../src/base/ids.js';

test('ids are UUIDs of which none comes twice, in the order in which they were made', () => {
  const ids = Array.from({ length: 20_000 }, () => newId());
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
});

test('the end of an id cannot be told from the one before', () => {
  const ends = Array.from({ length: 1_000 }, () => newId().slice(-15));
  expect(new Set(ends).size).toBe(ends.length);
});
