import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { workerWords } from '../../src/flow/worker-words.js';
import { configFolder } from '../support/demo.js';

test('the page for workers lists every word', () => {
  const page = readFileSync(path.join(configFolder, '../docs/grid-work.md'), 'utf8');
  const listed = page
    .split('\n')
    .filter(line => line.startsWith('| '))
    .flatMap(line => (line.split('|')[1] ?? '').trim().split('、'));
  for (const { name } of workerWords) expect(listed).toContain(name);
});

test('every word has a name and a help of one line', () => {
  for (const { name, help } of workerWords) {
    expect(name).toMatch(/^\p{Script=Han}{2,4}$/u);
    expect(help).toMatch(/^.{6,90}$/u);
  }
  expect(new Set(workerWords.map(({ name }) => name)).size).toBe(workerWords.length);
});
