import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { ConfigReader } from '../../src/base/config-file.js';

const shape = z.strictObject({
  name: z.string(),
  list: z.array(z.strictObject({ id: z.string(), size: z.number().max(9) })).optional(),
  byName: z.record(z.string(), z.strictObject({ size: z.number() })).optional(),
});

let folder: string;
let reader: ConfigReader;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'config-'));
  reader = new ConfigReader(folder);
});

afterEach(() => rmSync(folder, { recursive: true }));

function read(text: string) {
  writeFileSync(path.join(folder, 'a.yaml'), text);
  return reader.read('a.yaml', shape);
}

function faults(): string[] {
  return reader.faults.map(({ line, message }) => `${line}: ${message}`);
}

test('a file without faults is read, and the start goes on', () => {
  expect(read('name: a\nlist: [{ id: x, size: 1 }]\n')).toEqual({ name: 'a', list: [{ id: 'x', size: 1 }] });
  expect(() => reader.finish()).not.toThrow();
});

test('every fault is named at its own line', () => {
  expect(
    read('name: 1\nlist:\n  - id: x\n    size: 10\n  - id: 2\n    sise: 3\n    other: 4\n'),
  ).toBeUndefined();
  expect(faults()).toEqual([
    '1: name: Invalid input: expected string, received number',
    '4: list.0.size: Too big: expected number to be <=9',
    '5: list.1.id: Invalid input: expected string, received number',
    '5: list.1.size: is missing; expected number',
    '6: list.1.sise: unknown key; allowed: id, size',
    '7: list.1.other: unknown key; allowed: id, size',
  ]);
});

test('keys below a name of one’s own are checked, too', () => {
  read('name: a\nbyName:\n  one: { size: 1 }\n  two: { sise: 1, size: 2 }\n');
  expect(faults()).toEqual(['4: byName.two.sise: unknown key; allowed: size']);
});

test('broken YAML is named at the line where it breaks', () => {
  read('name: a\nlist: [1, 2\nother: b\n');
  expect(reader.faults.length).toBeGreaterThan(0);
  for (const { line } of reader.faults) expect(line).toBeGreaterThanOrEqual(2);
});

test('a fault that only shows across files is named where it stands', () => {
  read('name: a\nlist:\n  - { id: x, size: 1 }\n  - { id: x, size: 1 }\n');
  reader.noteAt('a.yaml', ['list', 1, 'id'], 'x stands twice');
  expect(faults()).toEqual(['4: x stands twice']);
  expect(() => reader.finish()).toThrow(`${path.basename(folder)}/a.yaml:4: x stands twice`);
});

const shippedFolder = 'config';
const shipped = readdirSync(shippedFolder).filter(name => name.endsWith('.yaml'));

test.each(shipped)('%s is read the same quickly and with the lines of its faults', name => {
  const text = readFileSync(path.join(shippedFolder, name), 'utf8');
  const quick = new ConfigReader(shippedFolder).read(name, z.unknown());
  expect(quick).toEqual(parseDocument(text).toJS());
});

test('texts that YAML libraries read in different ways stay what they are', () => {
  const texts = z.strictObject({ name: z.string(), list: z.array(z.string()) });
  writeFileSync(
    path.join(folder, 'a.yaml'),
    'name: 2026-11-21\nlist: [08:30, yes, "no", on, 0o7x, 1_000, ~x]\n',
  );
  expect(reader.read('a.yaml', texts)).toEqual({
    name: '2026-11-21',
    list: ['08:30', 'yes', 'no', 'on', '0o7x', '1_000', '~x'],
  });
});
