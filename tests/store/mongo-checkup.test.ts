import { afterEach, expect, test } from '@jest/globals';
import { checkMongo } from '../../src/store/mongo-checkup.js';
import { fakeMongod, type FakeMongod } from './fake-mongod.js';
import { faultOf } from './store-contract.js';

let server: FakeMongod | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const version = { buildInfo: { ok: 1, version: '8.0.4' } };
const collections = {
  listCollections: { ok: 1, cursor: { id: 0n, ns: 'qunliban.$cmd', firstBatch: [] } },
};

function rights(db: string, actions: readonly string[]) {
  const privileges = [{ resource: { db, collection: '' }, actions }];
  return {
    connectionStatus: {
      ok: 1,
      authInfo: { authenticatedUsers: [{ user: 'bot', db }], authenticatedUserPrivileges: privileges },
    },
  };
}

const readWrite = ['find', 'insert', 'update', 'remove', 'createCollection', 'createIndex', 'listIndexes'];

async function checked(answers: object, greeting: object = {}): Promise<string> {
  server = await fakeMongod(() => ({ maxWireVersion: 25, ...greeting }), { ...version, ...answers });
  return await checkMongo(`mongodb://127.0.0.1:${server.port}/qunliban`, { findServerMs: 300 });
}

test('a server alone is called what it is, with what to do about it', async () => {
  const says = await checked({ ...collections, ...rights('qunliban', readWrite) });
  expect(says).toContain('MongoDB 8.0.4 at 127.0.0.1:');
  expect(says).toContain('make it a replica set');
});

test('a cluster is told apart, and a server without access control needs no rights', async () => {
  const nobody = { connectionStatus: { ok: 1, authInfo: { authenticatedUsers: [] } } };
  expect(await checked({ ...collections, ...nobody }, { msg: 'isdbgrid' })).toContain('a sharded cluster');
});

test('a server that cannot tell rights is taken as it is', async () => {
  expect(await checked(collections)).toContain('MongoDB 8.0.4');
});

test('rights that are missing are named with the command that gives them', async () => {
  const fault = await faultOf(
    async () => await checked({ ...collections, ...rights('qunliban', ['find', 'listIndexes']) }),
  );
  expect(fault.code).toBe('store-not-allowed');
  expect(fault.message).toContain('bot may not insert, update, remove, createCollection, createIndex');
  expect(fault.message).toContain("db.grantRolesToUser('bot', [{ role: 'readWrite', db: 'qunliban' }])");
});

test('rights on another database do not count', async () => {
  const fault = await faultOf(async () => await checked({ ...collections, ...rights('other', readWrite) }));
  expect(fault.message).toContain('bot may not find, insert');
});

test('a server that wants a user says so', async () => {
  const wantsUser = { listCollections: { ok: 0, code: 13, errmsg: 'requires authentication' } };
  const fault = await faultOf(async () => await checked(wantsUser));
  expect(fault).toMatchObject({
    code: 'store-not-allowed',
    message: expect.stringContaining('MONGODB_URI names no user'),
  });
});
