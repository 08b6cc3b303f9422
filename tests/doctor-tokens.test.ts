import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { examine } from '../src/doctor.js';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'qunliban-doctor-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What the doctor says of the tokens with which programs push tasks. */
async function found(tokens: string | undefined) {
  const environment = tokens === undefined ? {} : { OPERATOR_TOKENS: tokens };
  const findings = await examine({ PORT: '0', DATA_DIR: folder, ...environment });
  return findings.find(({ about }) => about === 'operator tokens');
}

test('the doctor says whether programs may push tasks, for whom, and how to allow it', async () => {
  expect(await found(undefined)).toEqual({
    about: 'operator tokens',
    isFine: true,
    says: expect.stringMatching(/OPERATOR_TOKENS is not set.*set OPERATOR_TOKENS=name:token/u),
  });
  expect(await found('o-meng:a-token-that-is-long, D-ZHUJIAN:another-token-long')).toMatchObject({
    isFine: true,
    says: 'OPERATOR_TOKENS is set for o-meng, D-ZHUJIAN',
  });
});

test('a token that is written wrongly is named with its mend, and never shown', async () => {
  const faulty = await found('o-meng:a-token-that-is-long, guihua:short');
  expect(faulty).toMatchObject({
    isFine: false,
    says: expect.stringMatching(/entry 2: a token has 16 characters.*set OPERATOR_TOKENS=name:token/u),
  });
  expect(faulty?.says).not.toMatch(/short|that-is-long/u);
});
