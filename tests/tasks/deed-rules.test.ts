import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ConfigReader } from '../../src/base/config-file.js';
import { isLate, missingOf, readGridWork, type GridWork } from '../../src/tasks/grid-work.js';
import { configFolder, configuration } from '../support/demo.js';

/** What is said of the shipped file with `from` replaced. */
function faultsWith(from: string, to: string): readonly string[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'qunliban-rules-'));
  try {
    const text = readFileSync(path.join(configFolder, 'grid-work.yaml'), 'utf8');
    expect(text).toContain(from);
    writeFileSync(path.join(folder, 'grid-work.yaml'), text.replace(from, to));
    const reader = new ConfigReader(folder);
    readGridWork(reader);
    return reader.faults.map(({ line, message }) => `${line}: ${message}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('a fault in config/grid-work.yaml is named with its line and what is allowed', () => {
  test.each([
    ['patrol: { needs:', 'patrol: { need:', 'patrol.need: unknown key; allowed: needs, completeWithin'],
    [
      '[location, photo]',
      '[lokation, photo]',
      'checkIn.needs.0: Invalid option: expected one of "location"|"photo"|"place"',
    ],
    ['needs: [photo]', 'needs: [photo, photo]', 'patrol.needs: write each only once'],
    ['"10:00"', '"ten"', 'checkIn.latest: write a time of day like 10:00'],
    ['15m', 'soon', 'checkIn.completeWithin: write minutes or hours like 15m or 2h'],
    ['perHalfYear: 1', 'perHalfYear: 0', 'visit.perHalfYear: Too small: expected number to be >=1'],
    ['[sent, written, named]', '[]', 'a location is needed below, but nothing counts as one'],
  ])('“%s” written as “%s”', (from, to, fault) => {
    const faults = faultsWith(from, to);
    const [found] = faults.filter(message => message.includes(fault));
    expect(found ?? faults.join()).toContain(fault);
    expect(Number.parseInt(found ?? '', 10)).toBeGreaterThan(1);
  });
});

describe('what a deed needs follows the rules', () => {
  const nothing = { hasLocation: false, mediaIds: [], place: '' };
  const rules: GridWork = {
    ...configuration.gridWork,
    patrol: { needs: ['photo', 'place'], completeWithin: 1 },
  };

  test('each kind has needs of its own', () => {
    expect(missingOf({ kind: 'check-in', ...nothing }, rules)).toEqual(['location', 'photo']);
    expect(missingOf({ kind: 'patrol', ...nothing }, rules)).toEqual(['photo', 'place']);
    expect(missingOf({ kind: 'visit', ...nothing }, rules)).toEqual([]);
    expect(missingOf({ kind: 'patrol', ...nothing, place: '7栋', mediaIds: ['p'] }, rules)).toEqual([]);
  });

  test('a check-in at the latest time is in time, a minute later it is late', () => {
    expect(isLate(Date.parse('2026-11-23T10:00:00+08:00'), rules)).toBe(false);
    expect(isLate(Date.parse('2026-11-23T10:01:00+08:00'), rules)).toBe(true);
  });
});
