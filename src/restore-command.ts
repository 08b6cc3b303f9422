import { inFigures, placeOf } from './backup-command.js';
import { readSettings } from './settings.js';
import { claimDataFolder } from './store/data-folder.js';
import { checkArchive, type CheckedArchive } from './store/read-archive.js';
import { restoreArchive } from './store/restore-archive.js';
import { beginSqliteStore } from './store/sqlite-making.js';

/**
 * `restore FILE` fills an empty store from an archive, which is checked before and compared afterwards; `restore FILE --check`
 * only checks it.
 *
 * @returns the exit code; undefined when it was called in the wrong way
 */
export async function runRestore(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<number | undefined> {
  const [file, more] = args.filter(argument => argument !== '--check');
  if (file === undefined || file.startsWith('-') || more !== undefined) return undefined;
  if (args.includes('--check')) {
    say(`${file} is whole: ${described(await checkArchive(file))}`);
    return 0;
  }
  const { dataDir, mongoUri } = readSettings(placeOf(environment), []);
  const intoPlace = mongoUri === undefined ? intoFolder(dataDir, file) : intoDatabase(mongoUri, file);
  const { place, restored } = await intoPlace;
  say(`${place} holds what ${file} held: ${described(restored)}`);
  say('verified: read again, every count and every checksum is as the backup says');
  return 0;
}

interface Done {
  readonly place: string;
  readonly restored: CheckedArchive;
}

async function intoFolder(dataDir: string, file: string): Promise<Done> {
  const folder = await claimDataFolder(dataDir);
  try {
    const restored = await restoreArchive(file, async () => await beginSqliteStore(dataDir));
    return { place: dataDir, restored };
  } finally {
    await folder.release();
  }
}

/** mongoose is loaded when it is needed only. */
async function intoDatabase(uri: string, file: string): Promise<Done> {
  const { connectMongo } = await import('./store/mongo-link.js');
  const { beginMongoStore } = await import('./store/mongo-making.js');
  const link = await connectMongo(uri);
  try {
    const restored = await restoreArchive(file, async () => await beginMongoStore(link));
    return { place: link.address, restored };
  } finally {
    await link.close();
  }
}

function described({ head, manifest }: CheckedArchive): string {
  return `${inFigures(manifest)}, made at ${head.madeAt} by version ${head.program}`;
}
