import mongoose, { type Connection } from 'mongoose';
import { Fault, reasonOf } from '../base/fault.js';
import { badAddress, readAddress, type MongoAddress } from './mongo-address.js';
import { isAnswerLost, mongoFault } from './mongo-fault.js';

type Database = mongoose.mongo.Db;
type Documents<Kept extends mongoose.mongo.Document> = mongoose.mongo.Collection<Kept>;

/** How long to look for a server that takes writes; an election in a replica set takes about 12 s. */
const FIND_SERVER_MS = 20_000;
/** Ends what hangs on a line that was cut without a word. */
const SILENCE_MS = 60_000;
const CONFIRM_MS = 30_000;
const MOST_TRIES = 4;

/** MongoDB 5.0, the first that keeps dots and dollars in the names of fields. */
const OLDEST_WIRE_VERSION = 13;

/** What kind of server answers: a replica set or a sharded cluster keeps what was confirmed even if a machine is lost. */
export type Deployment = 'standalone' | 'replica set' | 'sharded cluster';

/** An open connection to one database, and how to ask over it. */
export interface MongoLink {
  readonly connection: Connection;
  /** Writes through it are confirmed as durable as the deployment can make them. */
  readonly database: Database;
  readonly deployment: Deployment;
  /** Hosts and database for messages, without user and password. */
  readonly address: string;
  collection<Kept extends mongoose.mongo.Document>(name: string): Documents<Kept>;
  /** Does it once; what goes wrong leaves as a Fault `store-…`, `store-closed` after close. */
  once<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Does it again when the answer was lost on the way; `isAgain` tells so, as it may have been done already. */
  insist<Result>(work: (isAgain: boolean) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** How long to look for a server, for those who cannot wait as long as the program can. */
export interface Patience {
  readonly findServerMs?: number;
}

/**
 * Connects to the database that the URI names; `qunliban` when it names none. The driver keeps the connection up and finds
 * the new primary after an election. On a replica set what is written is confirmed by a majority, and only such is read.
 *
 * Throws `store-bad-address` for a URI that is none, `store-unreachable`, `store-refused` for user or password,
 * `store-not-allowed`, `store-too-old` for a server before 5.0. No message names the password.
 */
export async function connectMongo(uri: string, patience: Patience = {}): Promise<MongoLink> {
  const address = readAddress(uri);
  const connection = await connected(uri, address, patience);
  try {
    const deployment = await deploymentOf(connection, address);
    const isAlone = deployment === 'standalone';
    const database = connection.getClient().db(address.database, {
      readPreference: 'primary',
      readConcern: new mongoose.mongo.ReadConcern(isAlone ? 'local' : 'majority'),
      writeConcern: { w: isAlone ? 1 : 'majority', journal: true, wtimeoutMS: CONFIRM_MS },
    });
    return linkOver({ connection, database, deployment, address: address.shown });
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function connected(uri: string, address: MongoAddress, patience: Patience): Promise<Connection> {
  const connection = mongoose.createConnection();
  try {
    return await connection.openUri(uri, {
      appName: 'qunliban',
      dbName: address.database,
      autoCreate: false,
      autoIndex: false,
      bufferCommands: false,
      ignoreUndefined: true,
      readPreference: 'primary',
      socketTimeoutMS: SILENCE_MS,
      // What the URI says of it goes before.
      ...(/[?&]serverSelectionTimeoutMS=/i.test(uri)
        ? {}
        : { serverSelectionTimeoutMS: patience.findServerMs ?? FIND_SERVER_MS }),
    });
  } catch (error) {
    await connection.close();
    const name = error instanceof Error ? error.name : '';
    if (/Parse|InvalidArgument|APIError|RuntimeError|URIError|TypeError/.test(name))
      throw badAddress(uri, reasonOf(error));
    throw tooOldOr(error, address);
  }
}

function tooOldOr(error: unknown, { shown }: MongoAddress): Fault {
  const told = /maximum wire version \d+.*requires at least/.exec(reasonOf(error));
  return told ? tooOld(shown, error) : mongoFault(error, shown);
}

function tooOld(address: string, cause?: unknown): Fault {
  return new Fault('store-too-old', `${address}: the server is too old; MongoDB 5.0 or newer is needed`, {
    cause,
  });
}

interface Hello {
  readonly setName?: string;
  readonly msg?: string;
  readonly maxWireVersion?: number;
}

async function deploymentOf(connection: Connection, { shown }: MongoAddress): Promise<Deployment> {
  const admin = connection.getClient().db('admin');
  const hello: Hello = await admin.command({ hello: 1 }).catch((error: unknown) => {
    throw mongoFault(error, shown);
  });
  if ((hello.maxWireVersion ?? 0) < OLDEST_WIRE_VERSION) throw tooOld(shown);
  if (hello.msg === 'isdbgrid') return 'sharded cluster';
  return hello.setName === undefined ? 'standalone' : 'replica set';
}

function linkOver(parts: Pick<MongoLink, 'connection' | 'database' | 'deployment' | 'address'>): MongoLink {
  const { connection, database, address } = parts;
  let closing: Promise<void> | undefined;
  const asked = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (closing) throw new Fault('store-closed', `the connection to ${address} has been closed`);
    return await work();
  };
  return {
    ...parts,
    collection: name => database.collection(name),
    once: async work =>
      await asked(work).catch((error: unknown) => {
        throw mongoFault(error, address);
      }),
    async insist(work) {
      for (let tried = 1; ; tried += 1) {
        try {
          return await asked(async () => await work(tried > 1));
        } catch (error) {
          if (tried >= MOST_TRIES || !isAnswerLost(error)) throw mongoFault(error, address);
        }
      }
    },
    async close() {
      closing ??= connection.close();
      await closing;
    },
  };
}
