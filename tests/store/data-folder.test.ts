import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { claimDataFolder } from '../../src/store/data-folder.js';
import { startChild } from './children/child.js';
import { faultOf } from './store-contract.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();

test('a data folder that is missing is created, and can be claimed again after its release', async () => {
  const missing = path.join(folder, 'deep', 'data');
  const claim = await claimDataFolder(missing);
  expect(existsSync(missing)).toBe(true);
  await claim.release();
  await claim.release();
  await (await claimDataFolder(missing)).release();
});

test('a second process is told which folder is in use and by whom', async () => {
  const held = path.join(folder, 'held');
  const claim = await claimDataFolder(held);
  const fault = await faultOf(async () => await claimDataFolder(held));
  expect(fault.code).toBe('data-folder-in-use');
  expect(fault.message).toContain(held);
  expect(fault.message).toContain(`pid ${process.pid} on ${hostname()}`);
  // The refusal has not loosened the claim.
  expect((await faultOf(async () => await claimDataFolder(held))).code).toBe('data-folder-in-use');
  await claim.release();
});

test('the claim of a killed process is gone with it', async () => {
  const held = path.join(folder, 'killed');
  const holder = startChild('folder-holder', held);
  await holder.said(1);
  const fault = await faultOf(async () => await claimDataFolder(held));
  expect(fault).toMatchObject({
    code: 'data-folder-in-use',
    message: expect.stringContaining(`pid ${holder.pid}`),
  });
  holder.kill('SIGKILL');
  await holder.ended;
  await (await claimDataFolder(held)).release();
});

test('a process that releases the folder lets the next one in while it is still running', async () => {
  const held = path.join(folder, 'released');
  const holder = startChild('folder-holder', held);
  await holder.said(1);
  holder.tell('release');
  await holder.said(2);
  const claim = await claimDataFolder(held);
  const fault = await faultOf(async () => await claimDataFolder(held));
  expect(fault.message).toContain(`pid ${process.pid} `);
  holder.tell('end');
  expect(await holder.ended).toBe(0);
  await claim.release();
});

test('a data folder that cannot be created or written is named', async () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, 'not a folder');
  const blocked = path.join(folder, 'blocked');
  mkdirSync(path.join(blocked, 'claim.db'), { recursive: true });
  const unnamed = path.join(folder, 'unnamed');
  mkdirSync(path.join(unnamed, 'claim.pid'), { recursive: true });
  for (const unusable of [file, path.join(file, 'data'), blocked, unnamed]) {
    const fault = await faultOf(async () => await claimDataFolder(unusable));
    expect(fault.code).toBe('data-folder-unusable');
    expect(fault.message).toContain(unusable);
  }
  // Where only the note of the holder failed, the lock is not left behind.
  expect((await faultOf(async () => await claimDataFolder(unnamed))).code).toBe('data-folder-unusable');
});
