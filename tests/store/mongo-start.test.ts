import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { connectMongo } from '../../src/store/mongo-link.js';
import { mongoStore } from '../../src/store/mongo-store.js';
import { fakeMongod, type FakeMongod } from './fake-mongod.js';
import { faultOf } from './store-contract.js';

const SECRET = 'p4ss-w0rd';
const SOON = { findServerMs: 300 };

let server: FakeMongod | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const alone = () => ({ maxWireVersion: 17 });
const inReplicaSet = (port: number) => ({
  maxWireVersion: 17,
  setName: 'rs0',
  setVersion: 1,
  hosts: [`127.0.0.1:${port}`],
  me: `127.0.0.1:${port}`,
  secondary: false,
});

test('an address that is none says how to write one, and never shows the password', async () => {
  for (const uri of [
    'localhost:27017/qunliban',
    `http://user:${SECRET}@db/qunliban`,
    `mongodb://user:${SECRET}@/qunliban`,
    `mongodb://user:${SECRET}/1@db:27017/qunliban`,
    `mongodb://user:${SECRET}@@db:27017/qunliban`,
    `mongodb://us er:${SECRET}%@db:27017/qunliban`,
    `mongodb://user:${SECRET}@db:port/qunliban`,
    `mongodb://user:${SECRET}@db:27017/qunliban?replicaset`,
    `mongodb://user:${SECRET}@db:27017/qunliban?w=${SECRET}&nonsense=1`,
    'mongodb://db:27017/%zz',
  ]) {
    const fault = await faultOf(async () => await connectMongo(uri, SOON));
    expect(fault).toMatchObject({
      code: 'store-bad-address',
      message: expect.stringContaining('mongodb://user:password@db1:27017'),
    });
    expect(fault.message).not.toContain(SECRET);
  }
});

test('a server that is not there is named, with what to look at', async () => {
  const nobody = createServer().listen(0, '127.0.0.1');
  await once(nobody, 'listening');
  const { port } = nobody.address() as AddressInfo;
  nobody.close();
  const uri = `mongodb://user:${SECRET}@127.0.0.1:${port}/qunliban`;
  const fault = await faultOf(async () => await connectMongo(uri, SOON));
  expect(fault).toMatchObject({
    code: 'store-unreachable',
    message: expect.stringContaining(`127.0.0.1:${port}/qunliban: the database cannot be reached; check`),
  });
  expect(fault.message).not.toContain(SECRET);
});

test('a wrong password is named as what it is, and not shown', async () => {
  const refusal = { ok: 0, code: 18, codeName: 'AuthenticationFailed', errmsg: 'Authentication failed.' };
  server = await fakeMongod(alone, { saslStart: refusal, authenticate: refusal });
  const uri = `mongodb://user:${SECRET}@127.0.0.1:${server.port}/qunliban?authMechanism=SCRAM-SHA-256`;
  const fault = await faultOf(async () => await connectMongo(uri, SOON));
  expect(fault).toMatchObject({
    code: 'store-refused',
    message: expect.stringContaining('mend them in MONGODB_URI'),
  });
  expect(fault.message).not.toContain(SECRET);
});

test.each([6, 8, 12])('a server of wire version %i is too old', async maxWireVersion => {
  server = await fakeMongod(() => ({ maxWireVersion }));
  const uri = `mongodb://127.0.0.1:${server.port}/qunliban`;
  expect(await faultOf(async () => await connectMongo(uri, SOON))).toMatchObject({
    code: 'store-too-old',
    message: expect.stringContaining('MongoDB 5.0 or newer is needed'),
  });
});

test('a user without rights is told which role is missing', async () => {
  const refusal = { ok: 0, code: 13, codeName: 'Unauthorized', errmsg: 'not authorized on qunliban' };
  server = await fakeMongod(alone, { createIndexes: refusal });
  const link = await connectMongo(`mongodb://127.0.0.1:${server.port}`, SOON);
  try {
    const open = async () => await mongoStore(link).collection({ name: 'tickets', unique: ['number'] });
    expect(await faultOf(open)).toMatchObject({
      code: 'store-not-allowed',
      message: expect.stringContaining('readWrite'),
    });
  } finally {
    await link.close();
  }
});

test.each([
  {
    way: 'a replica set confirms by majority and journal, and shows only what it confirmed',
    greeting: inReplicaSet,
    deployment: 'replica set',
    writeConcern: { w: 'majority', j: true },
    readConcern: { level: 'majority' },
  },
  {
    way: 'a cluster confirms by majority and journal, and shows only what it confirmed',
    greeting: () => ({ maxWireVersion: 17, msg: 'isdbgrid' }),
    deployment: 'sharded cluster',
    writeConcern: { w: 'majority', j: true },
    readConcern: { level: 'majority' },
  },
  {
    way: 'a server alone confirms by its journal',
    greeting: alone,
    deployment: 'standalone',
    writeConcern: { w: 1, j: true },
    readConcern: { level: 'local' },
  },
])('$way', async ({ greeting, deployment, writeConcern, readConcern }) => {
  server = await fakeMongod(greeting, {
    insert: { ok: 1, n: 1 },
    update: { ok: 1, n: 1, nModified: 1 },
    delete: { ok: 1, n: 1 },
    find: { ok: 1, cursor: { id: 0n, ns: 'qunliban.things', firstBatch: [] } },
  });
  const link = await connectMongo(`mongodb://127.0.0.1:${server.port}/?w=0&readPreference=secondary`, SOON);
  try {
    expect(link.deployment).toBe(deployment);
    const things = await mongoStore(link).collection({ name: 'things' });
    expect(await things.insert({ id: 'a' })).toEqual({ done: true });
    expect(await things.replace({ id: 'a' }, 1)).toEqual({ done: true, version: 2 });
    expect(await things.remove('a')).toBe(true);
    expect(await things.get('a')).toBeUndefined();
    for (const name of ['insert', 'update', 'delete']) {
      expect(server.asked.find(command => name in command)).toMatchObject({ $db: 'qunliban', writeConcern });
    }
    const find = server.asked.find(command => 'find' in command);
    expect(find).toMatchObject({ $db: 'qunliban', readConcern });
    expect(find?.['$readPreference']).not.toEqual({ mode: 'secondary' });
  } finally {
    await link.close();
  }
});
