import { connectMongo } from '../../src/store/mongo-link.js';
import { mongoStore } from '../../src/store/mongo-store.js';
import { byCodeUnit } from '../support/memory-store.js';
import { describeOnServer } from '../support/test-database.js';
import { storeContract } from './store-contract.js';

// The wire server's own order of texts is said by who starts it; a MongoDB orders by code point.
const texts = process.env['MONGODB_TEST_TEXTS'];

describeOnServer('on a server that speaks the protocol of MongoDB', newDatabase => {
  storeContract('MongoDB engine', async () => {
    const database = newDatabase();
    return {
      ...(texts === 'utf-16' ? { texts: byCodeUnit } : {}),
      open: async () => mongoStore(await connectMongo(database.uri)),
      discard: async () => await database.drop(),
    };
  });
});
