import { expect, test } from '@jest/globals';
import { HOUR, MovableClock } from '../../src/base/clock.js';
import type { Media } from '../../src/store/media-store.js';
import { message, playedHouse } from '../support/house.js';
import { memoryMedia } from '../support/memory-media.js';
import { pixel } from '../support/small-world.js';

test('a photo that could not be removed with its words goes the next time, and leaves no picture behind', async () => {
  const files = new Map<string, Media>();
  const media = memoryMedia(files);
  const clock = new MovableClock({ now: () => Date.parse('2026-11-23T10:00:00+08:00') });
  const { house, keeper } = await playedHouse({ clock, media });
  const photo = message('', { attachment: 'photo', readPhoto: async () => pixel });
  await keeper.messageArrived(photo);
  await keeper.settle();
  expect(files.size).toBe(1);
  const remove = media.remove.bind(media);
  media.remove = async () => {
    throw new Error('the disk hangs');
  };
  clock.moveTo(clock.now() + HOUR);
  await keeper.step().catch(() => {});
  expect(files.size).toBe(1);
  media.remove = remove;
  clock.moveTo(clock.now() + HOUR);
  await keeper.step();
  expect(files.size).toBe(0);
  expect(await house.journal.heard(photo.account, photo.id)).toBeUndefined();
});
