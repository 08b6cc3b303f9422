import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { examine } from '../src/doctor.js';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'qunliban-doctor-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What the doctor says of where everything is kept. */
async function found() {
  const findings = await examine({ PORT: '0', DATA_DIR: folder });
  return findings.find(({ about }) => about === 'database');
}

test('the doctor names a data folder into which a backup was restored by half, and how to go on', async () => {
  expect(await found()).toMatchObject({
    isFine: true,
    says: expect.stringContaining('made at the first start'),
  });
  mkdirSync(path.join(folder, 'restoring'));
  expect(await found()).toMatchObject({
    isFine: false,
    says: expect.stringMatching(/was broken off; restore it again/u),
  });
});
