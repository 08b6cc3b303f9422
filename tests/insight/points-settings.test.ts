import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ConfigReader } from '../../src/base/config-file.js';
import { readPointsSettings } from '../../src/insight/points-settings.js';
import { configFolder } from '../support/demo.js';

let folder: string;

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'qunliban-points-')), 'config');
  cpSync(path.join(configFolder, 'points.yaml'), path.join(folder, 'points.yaml'));
});

afterEach(() => rmSync(path.dirname(folder), { recursive: true }));

describe('a fault in the rules of points is named with its line and what is allowed', () => {
  test.each([
    ['countsFrom: 2026-01-01', 'countsFrom: 2026-02-30', 'countsFrom: write a day like 2026-01-01'],
    ['  patrol: {', '  petrol: {', 'events.petrol: unknown key; allowed: useful-report, found-matter'],
    ['{ points: -2 }', '{ points: some }', 'events.redone.points: Invalid input: expected number'],
    ['stars: [100, 300', 'stars: [300, 100', 'stars: write the stars in order'],
    ['show: 10', 'show: 100', 'ranking.show: Too big: expected number to be <=20'],
    ['likeText: 0.85', 'likeText: 85', 'integrity.likeText: Too big'],
    ['id: detergent', 'id: 洗衣液', 'rewards.1.id: write an id of small letters'],
    ['id: detergent', 'id: trash-bags', 'trash-bags stands twice'],
    ['stock: 40', 'stock: -1', 'rewards.1.stock: Too small'],
  ])('%s → %s', (from, to, said) => {
    const file = path.join(folder, 'points.yaml');
    const text = readFileSync(file, 'utf8');
    const at = text.indexOf(from);
    expect(at).toBeGreaterThan(0);
    writeFileSync(file, text.replace(from, to));
    const reader = new ConfigReader(folder);
    readPointsSettings(reader);
    expect(() => reader.finish()).toThrow(said);
    const line = text.slice(0, at).split('\n').length;
    expect(reader.faults.map(fault => fault.line)).toContain(line);
  });
});
