/** Backs up a data folder, and stops for ever when half of the documents are in the archive. */
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { ARCHIVE_FORMAT } from '../../../src/store/archive.js';
import { openSqliteSnapshot } from '../../../src/store/sqlite-whole.js';
import { writeArchive } from '../../../src/store/write-archive.js';

const [folder = '', file = ''] = process.argv.slice(2);
const whole = await openSqliteSnapshot(folder);
const haltingWhole = {
  ...whole,
  async *documents(name: string) {
    for await (const documents of whole.documents(name)) {
      yield documents.slice(0, documents.length / 2);
      writeSync(1, 'half\n');
      await once(process.stdin, 'data');
    }
  },
};
await writeArchive(haltingWhole, file, {
  format: ARCHIVE_FORMAT,
  program: '1',
  madeAt: '2026-11-21T08:00:00Z',
});
