import { PictureShelf } from '../media/picture-shelf.js';
import type { MediaStore } from '../store/media-store.js';
import type { Store } from '../store/store.js';
import { MeritBook } from './merit-book.js';
import type { PointsSettings } from './points-settings.js';
import { RewardDesk } from './reward-desk.js';

/** What insight keeps besides what can be read from tickets and deeds. */
export interface InsightRoom {
  readonly points: PointsSettings;
  readonly merits: MeritBook;
  readonly rewards: RewardDesk;
  readonly pictures: PictureShelf;
}

/** Opens what insight keeps. */
export async function openInsight(
  store: Store,
  media: MediaStore,
  points: PointsSettings,
): Promise<InsightRoom> {
  return {
    points,
    merits: await MeritBook.open(store),
    rewards: await RewardDesk.open(store),
    pictures: await PictureShelf.open(store, media),
  };
}
