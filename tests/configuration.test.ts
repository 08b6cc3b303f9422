import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readConfiguration } from '../src/configuration.js';
import { configurationFaults } from './configuration-faults.js';
import { configFolder } from './support/demo.js';

const files = [
  'categories.yaml',
  'deadlines.yaml',
  'outbox.yaml',
  'grid-work.yaml',
  'reminders.yaml',
  'points.yaml',
  'tasks.yaml',
  'demo-community.yaml',
];
let folder: string;

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'qunliban-config-')), 'config');
  for (const file of files) cpSync(path.join(configFolder, file), path.join(folder, file));
  // The first category is enough, and quickly read.
  const list = path.join(folder, 'categories.yaml');
  writeFileSync(list, readFileSync(list, 'utf8').split(/^ {2}- code: "02"$/mu)[0] ?? '');
  // What tasks.yaml says of the other categories goes with them.
  const tasks = path.join(folder, 'tasks.yaml');
  const kept = readFileSync(tasks, 'utf8').replace(/^ {2}- \{ item: "(?!01-).*\n/gmu, '');
  writeFileSync(tasks, kept.replace('hazards: ["03"]', 'hazards: ["01"]'));
});

afterEach(() => rmSync(path.dirname(folder), { recursive: true }));

/** Replaces the first place where the file says `from`. @returns its line */
function change(file: string, from: string, to: string): number {
  const text = readFileSync(path.join(folder, file), 'utf8');
  const at = text.indexOf(from);
  expect([file, from, at >= 0]).toEqual([file, from, true]);
  writeFileSync(
    path.join(folder, file),
    text.replace(from, () => to),
  );
  return text.slice(0, at).split('\n').length;
}

/** What the start says of the folder; '' when it has nothing to say. */
function complaint(): string {
  try {
    readConfiguration(folder);
    return '';
  } catch (error) {
    expect(error).toMatchObject({ code: 'config-faulty' });
    return error instanceof Error ? error.message : '';
  }
}

test('what is shipped has no fault', () => {
  expect(() => readConfiguration(configFolder)).not.toThrow();
  expect(complaint()).toBe('');
});

describe('a fault is named with its file, its line and what is allowed', () => {
  test.each(configurationFaults)('%s: “%s” written as “%s”', (file, from, to, message) => {
    const line = change(file, from, to);
    const said = complaint();
    expect(said).toContain(message);
    const lines = said.split('\n').filter(one => one.includes(message.slice(0, 12)));
    const named = lines.map(one => Number(/:(\d+): /.exec(one)?.[1]));
    expect(said).toContain(`config/${file}:`);
    // A fault of the whole thing is named where the thing begins, a few lines above at most.
    expect(named.some(number => number <= line && line - number <= 5)).toBe(true);
  });

  test.each([
    ['deadlines.yaml', 'collecting: 10m\n', 'collecting: is missing; expected string'],
    ['deadlines.yaml', 'reopenWithin: 7d\n', 'reopenWithin: is missing; expected string'],
    ['outbox.yaml', 'mostAttempts: 12', 'retry.mostAttempts: is missing; expected number'],
    [
      'demo-community.yaml',
      'street: { id: guihua, name: 桂花街道, code: GUIHUA }\n',
      'street: is missing; expected object',
    ],
    ['categories.yaml', '    name: 公安政法\n', 'categories.0.name: is missing; expected string'],
  ])('%s without “%s”', (file, left, message) => {
    change(file, left, '');
    expect(complaint()).toMatch(new RegExp(`config/${file}:\\d+: ${message.replaceAll('.', '\\.')}`));
  });

  test.each(files)('%s that is no YAML', file => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    writeFileSync(path.join(folder, file), `${text}\n"unclosed: [\n`);
    expect(complaint()).toMatch(new RegExp(`config/${file}:\\d+: `));
  });

  test.each(files)('%s with an alias that leads nowhere', file => {
    writeFileSync(path.join(folder, file), 'categories: *nothing\n');
    expect(complaint()).toMatch(new RegExp(`config/${file}:1: .*nothing`));
  });

  test.each(files)('%s that says a key twice', file => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const key = /^\w+:/m.exec(text)?.[0] ?? '';
    writeFileSync(path.join(folder, file), `${text}\n${key} 1\n`);
    const last = text.split('\n').length + 1;
    expect(complaint()).toMatch(
      new RegExp(`config/${file}:(?:${last}|${last - 1}): Map keys must be unique`),
    );
  });

  test.each(files)('%s that is empty, or not there', file => {
    writeFileSync(path.join(folder, file), '');
    expect(complaint()).toContain(`config/${file}:1: (the file): Invalid input: expected object`);
    rmSync(path.join(folder, file));
    expect(complaint()).toMatch(new RegExp(`config/${file}:1: cannot be read \\((?:Error: )?ENOENT`));
  });
});

test('several faults in several files are all named at once', () => {
  change('deadlines.yaml', 'triage: 30m', 'triage: soon\nbogus: 1\nfurther: 2');
  change('outbox.yaml', 'mostAttempts: 12', 'mostAttempts: 0');
  change('categories.yaml', 'urgency: urgent', 'urgency: soon');
  change('demo-community.yaml', 'code: GUIHUA', 'code: QINGHE');
  const said = complaint().split('\n').slice(1);
  expect(said).toHaveLength(6);
  for (const part of ['"soon" is no span', 'bogus', 'further', 'mostAttempts', 'expected one of', 'QINGHE'])
    expect(said.filter(line => line.includes(part))).toHaveLength(1);
});

test('the start ends with exit code 1 and names the file, the line and what is allowed', () => {
  const line = change('deadlines.yaml', 'urgent: { accept: 1h,', 'urgent: { acept: 1h,');
  const started = spawnSync(process.execPath, ['dist/main.js'], {
    env: { ...process.env, CONFIG_DIR: folder, DATA_DIR: path.join(path.dirname(folder), 'data'), PORT: '0' },
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(started.status).toBe(1);
  expect(started.stderr).toContain(
    `config/deadlines.yaml:${line}: byUrgency.urgent.acept: unknown key; allowed: accept, handle, verify`,
  );
  expect(started.stdout).toBe('');
});
