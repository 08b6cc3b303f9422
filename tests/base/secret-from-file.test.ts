import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { secretFrom, withSecrets } from '../../src/base/secret-from-file.js';

const folder = mkdtempSync(path.join(tmpdir(), 'qunliban-secrets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileWith(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe('a secret', () => {
  test('is taken from its variable, or from the file that is named, without the line break at its end', () => {
    expect(secretFrom({ KEY: 'abc' }, 'KEY')).toBe('abc');
    expect(secretFrom({ KEY: '', KEY_FILE: fileWith('key', 'abc\n') }, 'KEY')).toBe('abc');
    expect(secretFrom({ KEY: '' }, 'KEY')).toBeUndefined();
  });

  test.each([
    ['given twice', () => ({ KEY: 'abc', KEY_FILE: fileWith('twice', 'abc') }), 'both set'],
    ['in a file that is not there', () => ({ KEY_FILE: path.join(folder, 'nowhere') }), 'ENOENT'],
    ['in an empty file', () => ({ KEY_FILE: fileWith('empty', '\n') }), 'empty file'],
  ])('%s is a fault that names the variable and shows no secret', (_, environment, says) => {
    const read = () => secretFrom(environment(), 'KEY');
    expect(read).toThrow(says);
    expect(read).toThrow('KEY_FILE');
    expect(read).not.toThrow('abc');
  });

  test('given by file stands in the environment as if it had been written there', () => {
    const MONGODB_URI_FILE = fileWith('uri', 'mongodb://bot:pass@mongo/qunliban\n');
    expect(withSecrets({ PORT: '80', OPENAI_API_KEY: 'k', MONGODB_URI_FILE })).toMatchObject({
      PORT: '80',
      OPENAI_API_KEY: 'k',
      MONGODB_URI: 'mongodb://bot:pass@mongo/qunliban',
    });
  });
});
