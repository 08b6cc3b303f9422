import { randomUUID } from 'node:crypto';
import { describe } from '@jest/globals';
import mongoose from 'mongoose';

/** The server that tests may use; unset in a plain `npm test`. `node tools/wire-server.js npm test` sets it. */
const SERVER = process.env['MONGODB_TEST_URI'] || undefined;

/** A database of its own on the test server. */
export interface TestDatabase {
  readonly uri: string;
  drop(): Promise<void>;
}

/** A database that nobody else uses; undefined without a server. It exists as soon as something is kept there. */
export function testDatabase(): TestDatabase | undefined {
  if (SERVER === undefined) return undefined;
  const uri = uriOf(SERVER, `qunliban-test-${randomUUID()}`);
  return {
    uri,
    async drop() {
      const connection = await mongoose.createConnection(uri).asPromise();
      await connection.dropDatabase();
      await connection.close();
    },
  };
}

function fresh(): TestDatabase {
  const database = testDatabase();
  if (!database) throw new Error('there is no test server');
  return database;
}

/** Tests that need a server; without one they are skipped, and the title says so. */
export function describeOnServer(title: string, tests: (newDatabase: () => TestDatabase) => void): void {
  if (SERVER === undefined) describe.skip(`${title} (needs MONGODB_TEST_URI)`, () => tests(fresh));
  else describe(title, () => tests(fresh));
}

/** The same server and options, another database. */
function uriOf(server: string, database: string): string {
  const [, hosts = server, , options = ''] = /^([^/]+\/\/[^/?]+)(\/[^?]*)?(\?.*)?$/.exec(server) ?? [];
  return `${hosts}/${database}${options}`;
}
