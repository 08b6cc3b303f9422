import { systemClock } from './base/clock.js';
import type { OpenedStore } from './open-store.js';
import { connectMongo } from './store/mongo-link.js';
import { openMongoMediaStore } from './store/mongo-media-store.js';
import { mongoStore } from './store/mongo-store.js';
import { refuseHalfRestored } from './store/mongo-whole.js';

/** Connects to the database of this address; a Fault `store-…` says what to do when that is not possible. */
export async function openMongoStore(uri: string): Promise<OpenedStore> {
  const link = await connectMongo(uri);
  try {
    await refuseHalfRestored(link);
    const media = await openMongoMediaStore(link, systemClock);
    return { store: mongoStore(link), media, close: async () => await link.close() };
  } catch (error) {
    await link.close();
    throw error;
  }
}
