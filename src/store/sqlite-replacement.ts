import { fieldOf } from './query-rules.js';
import type { Sql, SqlValue } from './sqlite-file.js';
import { columnOf, toSql, type Table } from './sqlite-query.js';
import type { Document } from './store.js';

/** Few documents lie between reading one and putting it back. */
const MOST_KNOWN = 512;

/**
 * How documents of one table are replaced. The engine rewrites an index as soon as one of its columns is named, even when it
 * stays as it was; so only columns that differ from what the document was last seen with are named. Those left out are
 * compared instead, because somebody else may have removed the document and inserted another one with its id.
 */
export class Replacement<T extends Document> {
  /** Documents as they were last read or written here, by id. */
  readonly #seen = new Map<string, T>();
  /** Statements by the fields that they set. */
  readonly #statements = new Map<string, string>();
  readonly #fields: readonly string[];

  constructor(private readonly table: Table) {
    this.#fields = [...table.fields];
  }

  /** Call with whatever was read or written. */
  note(value: T): void {
    const { id } = value;
    this.#seen.delete(id);
    this.#seen.set(id, value);
    if (this.#seen.size <= MOST_KNOWN) return;
    const [oldest] = this.#seen.keys();
    if (oldest !== undefined) this.#seen.delete(oldest);
  }

  /** The document is removed. */
  forget(id: string): void {
    this.#seen.delete(id);
  }

  /** Statements to be run one after the other until one of them changes a row; none of them does when the document is stale. */
  statements(value: T, version: number): readonly Sql[] {
    const body = JSON.stringify(value);
    const setting = (set: readonly string[], same: readonly string[]): Sql => ({
      sql: this.#sqlFor(set, same),
      values: [body, ...valuesOf(value, set), value.id, version, ...valuesOf(value, same)],
    });
    const all = setting(this.#fields, []);
    const before = this.#seen.get(value.id);
    if (!before) return [all];
    const same = this.#fields.filter(field => fieldOf(value, field) === fieldOf(before, field));
    if (same.length === 0) return [all];
    const changed = this.#fields.filter(field => !same.includes(field));
    return [setting(changed, same), all];
  }

  /** A column with a plus sign before it is compared only, and never looked up. */
  #sqlFor(set: readonly string[], same: readonly string[]): string {
    const key = `${set.join(' ')}|${same.length}`;
    const known = this.#statements.get(key);
    if (known !== undefined) return known;
    const assigned = set.map(field => `, ${columnOf(this.table, field)} = ?`).join('');
    const compared = same.map(field => ` AND +${columnOf(this.table, field)} IS ?`).join('');
    const sql = `UPDATE ${this.table.name} SET version = version + 1, body = ?${assigned} WHERE id = ? AND version = ?${compared}`;
    this.#statements.set(key, sql);
    return sql;
  }
}

function valuesOf(value: Document, fields: readonly string[]): SqlValue[] {
  return fields.map(field => toSql(fieldOf(value, field), field));
}
