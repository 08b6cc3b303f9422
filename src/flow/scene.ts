import type { House } from './house.js';
import type { Scene } from './present.js';

/** The house as the words see it now. */
export function sceneOf(house: House): Scene {
  return { book: house.roster.book, catalogue: house.catalogue, now: house.clock.now() };
}
