import { randomUUID } from 'node:crypto';
import { describe } from '@jest/globals';
import mongoose from 'mongoose';

/** The server that tests may use; unset in a plain `npm test`. `node tools/wire-server.js npm test` sets it. */
const SERVER = process.env['MONGODB_TEST_URI'] || undefined;

/** Something that is kept, under the name of where it lies. */
export interface Piece {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A database of its own on the test server. */
export interface TestDatabase {
  readonly uri: string;
  /** Everything in it: every document as bytes, every piece of a file as it is. */
  pieces(): Promise<readonly Piece[]>;
  drop(): Promise<void>;
}

/** A database that nobody else uses; undefined without a server. It exists as soon as something is kept there. */
export function testDatabase(): TestDatabase | undefined {
  if (SERVER === undefined) return undefined;
  const uri = uriOf(SERVER, `qunliban-test-${randomUUID()}`);
  return {
    uri,
    pieces: async () => await connectedTo(uri, piecesIn),
    async drop() {
      await connectedTo(uri, async connection => await connection.dropDatabase());
    },
  };
}

async function connectedTo<Result>(
  uri: string,
  work: (connection: mongoose.Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await mongoose.createConnection(uri).asPromise();
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

async function piecesIn(connection: mongoose.Connection): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for (const { name } of await connection.listCollections()) {
    for (const document of await connection.collection(name).find().toArray()) {
      const data: unknown = document['data'];
      const bytes =
        data instanceof mongoose.mongo.Binary ? data.buffer : mongoose.mongo.BSON.serialize(document);
      pieces.push({ name, bytes: Buffer.from(bytes) });
    }
  }
  return pieces;
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
