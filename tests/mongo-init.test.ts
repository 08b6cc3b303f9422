import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';

const SCRIPT = readFileSync(path.join(import.meta.dirname, '../docker/mongo-init.js'), 'utf8');
const secrets: Readonly<Record<string, string>> = {
  '/run/secrets/mongodb_uri':
    'mongodb://qunliban:p%40ss@mongo:27017/qunliban?replicaSet=rs0&authSource=admin\n',
  '/run/secrets/mongo_root_password': 'ro/ot\n',
};

type Command = Readonly<Record<string, unknown>>;

/** Plays the script to a server that answers so, and gives what it commanded. */
function played(answers: (command: Command) => Command): { commands: Command[]; connectedTo: string[] } {
  const commands: Command[] = [];
  const connectedTo: string[] = [];
  class Mongo {
    constructor(uri: string) {
      connectedTo.push(uri);
    }
    getDB(name: string) {
      expect(name).toBe('admin');
      return {
        runCommand(command: Command) {
          commands.push(command);
          return answers(command);
        },
      };
    }
  }
  const context = {
    Mongo,
    print: () => {},
    sleep: () => {},
    decodeURIComponent,
    require: () => ({ readFileSync: (file: string) => secrets[file] }),
  };
  runInNewContext(SCRIPT, context);
  return { commands, connectedTo };
}

const user = { pwd: 'p@ss', roles: [{ role: 'readWrite', db: 'qunliban' }] };

test('a new database becomes a replica set with a user for the program', () => {
  let isPrimary = false;
  const { commands, connectedTo } = played(command => {
    if ('replSetGetStatus' in command)
      throw Object.assign(new Error('no replset config has been received'), { code: 94 });
    if ('hello' in command) {
      const was = isPrimary;
      isPrimary = true;
      return { isWritablePrimary: was };
    }
    return 'usersInfo' in command ? { users: [] } : { ok: 1 };
  });
  expect(connectedTo).toEqual(['mongodb://root:ro%2Fot@mongo:27017/admin?directConnection=true']);
  const config = { _id: 'rs0', members: [{ _id: 0, host: 'mongo:27017' }] };
  expect(JSON.parse(JSON.stringify(commands))).toEqual([
    { replSetGetStatus: 1 },
    { replSetInitiate: config },
    { hello: 1 },
    { hello: 1 },
    { usersInfo: 'qunliban' },
    { createUser: 'qunliban', ...user },
  ]);
});

test('a database that is one already stays, and the user gets the password of the file', () => {
  const { commands } = played(command => {
    if ('hello' in command) return { isWritablePrimary: true };
    return 'usersInfo' in command ? { users: [{}] } : { ok: 1 };
  });
  expect(JSON.parse(JSON.stringify(commands)).slice(1)).toEqual([
    { hello: 1 },
    { usersInfo: 'qunliban' },
    { updateUser: 'qunliban', ...user },
  ]);
});

test('a server that never becomes the primary ends the script with the reason', () => {
  expect(() => played(({ hello }) => (hello ? { isWritablePrimary: false } : { ok: 1 }))).toThrow(
    /no primary/,
  );
});
