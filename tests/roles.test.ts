import { describe, expect, test } from '@jest/globals';
import { readSettings } from '../src/settings.js';

const MONGO = 'mongodb://localhost:27017/qunliban';
const SERVICE = {
  WECHATY_PUPPET: 'wechaty-puppet-service',
  WECHATY_PUPPET_SERVICE_TOKEN: 'insecure_0123456789',
};

describe('which part of the work a process does', () => {
  test('everything, unless it is told otherwise', () => {
    expect([...readSettings({}, []).roles]).toEqual(['bot', 'web', 'worker']);
    expect([...readSettings({ ROLES: 'worker, web,bot' }, []).roles]).toHaveLength(3);
  });

  test('one part or two, with a database that several processes can use and a real network', () => {
    const given = { ROLES: 'web, worker', MONGODB_URI: MONGO, WECHATY_PUPPET: 'wechaty-puppet-service' };
    expect([...readSettings(given, []).roles]).toEqual(['web', 'worker']);
    const bot = readSettings({ ...given, ...SERVICE, ROLES: 'bot' }, []);
    expect([...bot.roles]).toEqual(['bot']);
    expect(bot.service).toBeDefined();
  });

  test('only a bot needs the token of its network', () => {
    const given = { MONGODB_URI: MONGO, WECHATY_PUPPET: 'wechaty-puppet-service' };
    expect(readSettings({ ...given, ROLES: 'worker' }, []).service).toBeUndefined();
    expect(() => readSettings({ ...given, ROLES: 'bot' }, [])).toThrow('WECHATY_PUPPET_SERVICE_TOKEN');
  });

  test.each([
    ['a part that does not exist', { ROLES: 'bot,cook' }, /ROLES.*bot,web,worker/su],
    ['none', { ROLES: ',' }, /ROLES.*bot,web,worker/su],
    ['a part without a shared database', { ...SERVICE, ROLES: 'worker' }, /ROLES: .*set MONGODB_URI/su],
    [
      'a part with the built-in local chat',
      { ROLES: 'bot,worker', MONGODB_URI: MONGO },
      /ROLES: the built-in local chat lives in one process/u,
    ],
  ])('%s is refused', (_what, environment, words) => {
    expect(() => readSettings(environment, [])).toThrow(words);
  });
});
