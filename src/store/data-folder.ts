import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import Database from 'libsql';
import { Fault, reasonOf } from '../base/fault.js';
import { errorCodeOf } from './error-code.js';

/** A data folder that belongs to this process until it is released, or the process ends in whatever way. */
export interface ClaimedFolder {
  release(): Promise<void>;
}

/**
 * Creates the data folder where it is missing and claims it for this process alone. The claim is a lock that the operating
 * system holds for `claim.db` and drops by itself when the process dies, even by kill -9. `claim.pid` only says whose it is.
 * Never open `claim.db` by other means in the same process: closing it there would drop the lock.
 *
 * Throws `data-folder-in-use` when another process has it, `data-folder-unusable` when it cannot be created or written.
 */
export async function claimDataFolder(folder: string): Promise<ClaimedFolder> {
  await orUnusable(folder, () => mkdir(folder, { recursive: true, mode: 0o700 }));
  const holderFile = path.join(folder, 'claim.pid');
  const lock = await takeLock(folder, holderFile);
  try {
    await orUnusable(folder, () => writeFile(holderFile, `${process.pid} ${hostname()}\n`));
  } catch (error) {
    drop(lock);
    throw error;
  }
  let isReleased = false;
  return {
    async release() {
      if (isReleased) return;
      isReleased = true;
      // Before the lock goes, or it would take away the name of the next holder.
      await rm(holderFile, { force: true });
      drop(lock);
    },
  };
}

type Lock = InstanceType<typeof Database>;

async function takeLock(folder: string, holderFile: string): Promise<Lock> {
  const lock = await orUnusable(folder, async () => new Database(path.join(folder, 'claim.db')));
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (!errorCodeOf(error).startsWith('SQLITE_BUSY')) throw unusable(folder, error);
    const holder = await holderOf(holderFile);
    throw new Fault(
      'data-folder-in-use',
      `the data folder ${path.resolve(folder)} is in use by ${holder}; stop that first, or give this one another folder (DATA_DIR)`,
      { cause: error },
    );
  }
}

/** The lock ends with the transaction, not with the connection, which the library may keep for a while. */
function drop(lock: Lock): void {
  lock.exec('ROLLBACK');
  lock.close();
}

async function holderOf(holderFile: string): Promise<string> {
  const [pid, host] = await readFile(holderFile, 'utf8').then(
    text => text.trim().split(' '),
    // It is written a moment after the lock is taken; the refusal is just as right without the name.
    () => [],
  );
  return pid ? `the process with pid ${pid} on ${host ?? 'this machine'}` : 'another process';
}

async function orUnusable<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  return await work().catch((error: unknown) => {
    throw unusable(folder, error);
  });
}

function unusable(folder: string, cause: unknown): Fault {
  return new Fault(
    'data-folder-unusable',
    `the data folder ${path.resolve(folder)} cannot be created or written (${reasonOf(cause)}); check its path, owner and rights, or set DATA_DIR`,
    { cause },
  );
}
