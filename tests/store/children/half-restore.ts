/** Restores an archive into a data folder, and stops for ever after the documents were written, before the files are. */
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { restoreArchive } from '../../../src/store/restore-archive.js';
import { beginSqliteStore } from '../../../src/store/sqlite-making.js';

const [file = '', folder = ''] = process.argv.slice(2);
await restoreArchive(file, async () => {
  const making = await beginSqliteStore(folder);
  return {
    ...making,
    async putMedia() {
      writeSync(1, 'half\n');
      await once(process.stdin, 'data');
    },
  };
});
