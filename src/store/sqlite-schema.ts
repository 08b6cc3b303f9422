import { Fault } from '../base/fault.js';
import type { SqliteFile } from './sqlite-file.js';

/** How this program lays out the file. A later layout gets the next number, and a step here that leads to it. */
export const FILE_SCHEMA = 1;

/** Checks that the file is one this program understands, and lays it out when it is new. Changes nothing in any other. */
export function prepareFile(file: SqliteFile): void {
  if (!hasMeta(file)) {
    if (file.ask('SELECT 1 FROM sqlite_schema').length > 0) throw foreignFile(file);
    file.transact(() => {
      if (hasMeta(file)) return;
      file.exec('CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID');
      writeMeta(file, 'schema', String(FILE_SCHEMA));
    });
  }
  const schema = Number(readMeta(file, 'schema'));
  if (schema === FILE_SCHEMA) return;
  if (!(schema > FILE_SCHEMA)) throw foreignFile(file);
  throw new Fault(
    'store-too-new',
    `${file.path} was written by a newer program (its schema is ${schema}, this program knows ${FILE_SCHEMA}): ` +
      'start the newer program, or restore a backup from before the update',
  );
}

/** What the file notes about itself under the key. */
export function readMeta(file: SqliteFile, key: string): string | undefined {
  const [row] = file.rows({ sql: 'SELECT value FROM meta WHERE key = ?', values: [key] });
  return row && String(row[0]);
}

export function writeMeta(file: SqliteFile, key: string, value: string): void {
  file.write({ sql: 'INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)', values: [key, value] });
}

function hasMeta(file: SqliteFile): boolean {
  return file.ask(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'meta'`).length > 0;
}

function foreignFile(file: SqliteFile): Fault {
  return new Fault(
    'store-damaged',
    `${file.path} is not a store of this program; move it away or restore a backup`,
  );
}
