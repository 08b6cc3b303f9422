import { createRequire } from 'node:module';
import { stat } from 'node:fs/promises';
import { causesFirst } from './reading-order.js';
import { readSettings } from './settings.js';
import { ARCHIVE_FORMAT } from './store/archive.js';
import { openSqliteSnapshot } from './store/sqlite-whole.js';
import { documentsIn, type Manifest } from './store/tally.js';
import type { WholeStore } from './store/whole-store.js';
import { writeArchive } from './store/write-archive.js';

/**
 * `backup FILE`: writes everything in the store to one archive, beside a running program. Broken off by the signal, it takes
 * away what it has written.
 *
 * @returns the exit code; undefined when it was called in the wrong way
 */
export async function runBackup(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<number | undefined> {
  const [file, more] = args;
  if (file === undefined || file.startsWith('-') || more !== undefined) return undefined;
  const { dataDir, mongoUri } = readSettings(placeOf(environment), []);
  const whole = mongoUri === undefined ? await openSqliteSnapshot(dataDir) : await openDatabase(mongoUri);
  try {
    const head = { format: ARCHIVE_FORMAT, program: programVersion(), madeAt: new Date().toISOString() };
    const manifest = await writeArchive(whole, file, head, signal);
    const megabytes = ((await stat(file)).size / 1e6).toFixed(1);
    say(`${file}: ${inFigures(manifest)}, ${megabytes} MB; it holds personal data, keep it encrypted`);
    return 0;
  } finally {
    await whole.close();
  }
}

/** mongoose is loaded when it is needed only. */
async function openDatabase(uri: string): Promise<WholeStore> {
  const { connectMongo } = await import('./store/mongo-link.js');
  const { openMongoWhole, refuseHalfRestored } = await import('./store/mongo-whole.js');
  const link = await connectMongo(uri);
  try {
    await refuseHalfRestored(link);
    return await openMongoWhole(link, causesFirst);
  } catch (error) {
    await link.close();
    throw error;
  }
}

/** Of the environment only what says where the store is: a chat network is not needed for moving it. */
export function placeOf({ DATA_DIR, MONGODB_URI }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { DATA_DIR, MONGODB_URI };
}

/** What a manifest counts, for a terminal. */
export function inFigures(manifest: Manifest): string {
  const documents = documentsIn(manifest);
  return `${documents} documents in ${Object.keys(manifest.collections).length} collections, ${manifest.media.count} media files`;
}

function programVersion(): string {
  const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
  return version;
}
