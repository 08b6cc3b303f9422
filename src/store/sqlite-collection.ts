import { cursorAt, fieldOf } from './query-rules.js';
import { columnOf, pageSql, toSql, whereSql, type Table } from './sqlite-query.js';
import type { Sql } from './sqlite-file.js';
import type { SqliteGroup } from './sqlite-group.js';
import { Replacement } from './sqlite-replacement.js';
import type {
  Collection,
  Document,
  Inserted,
  Page,
  Query,
  Replaced,
  Scalar,
  Stored,
  Where,
} from './store.js';

/**
 * A collection over its table: the document as JSON, and beside it a column for each declared field. Answers are read
 * from the JSON, never from the columns, so that a boolean comes back as a boolean and a text comes back whole.
 */
export class SqliteCollection<T extends Document> implements Collection<T> {
  readonly #group: SqliteGroup;
  readonly #table: Table;
  readonly #fields: readonly string[];
  readonly #insert: string;
  readonly #replacement: Replacement<T>;

  constructor(group: SqliteGroup, table: Table) {
    this.#group = group;
    this.#table = table;
    this.#fields = [...table.fields];
    const columns = this.#fields.map(field => columnOf(table, field));
    const marks = columns.map(() => ', ?').join('');
    this.#insert = `INSERT INTO ${table.name} (${['id', 'version', 'body', ...columns].join(', ')}) VALUES (?, 1, ?${marks})`;
    this.#replacement = new Replacement<T>(table);
  }

  async insert(value: T): Promise<Inserted> {
    const columns = this.#fields.map(field => toSql(fieldOf(value, field), field));
    const values = [value.id, JSON.stringify(value), ...columns];
    const outcome = await this.#group.write({ sql: this.#insert, values });
    if ('takenColumn' in outcome) return { done: false, taken: fieldNamed(outcome.takenColumn) };
    this.#replacement.note(value);
    return { done: true };
  }

  async get(id: string): Promise<Stored<T> | undefined> {
    const sql = `SELECT body, version FROM ${this.#table.name} WHERE id = ?`;
    const row = await this.#group.read(file => file.row({ sql, values: [id] }));
    return row && this.#stored(row);
  }

  async find(query: Query): Promise<Page<T>> {
    // One more than asked for tells whether there is a next page.
    const enough = query.limit + 1;
    const rows = await this.#group.read(file => {
      const read: unknown[][] = [];
      for (const { sql, values } of pageSql(this.#table, query)) {
        if (read.length < enough) read.push(...file.rows({ sql, values: [...values, enough - read.length] }));
      }
      return read;
    });
    const found = rows.slice(0, query.limit).map(row => this.#stored(row));
    const last = found.at(-1);
    return rows.length === enough && last ? { found, cursor: cursorAt(last.value, query) } : { found };
  }

  async replace(value: T, version: number): Promise<Replaced> {
    const outcome = await this.#group.write(...this.#replacement.statements(value, version));
    if ('takenColumn' in outcome)
      return { done: false, why: 'taken', taken: fieldNamed(outcome.takenColumn) };
    if (outcome.changes === 0) return { done: false, why: 'stale' };
    this.#replacement.note(value);
    return { done: true, version: version + 1 };
  }

  async remove(id: string): Promise<boolean> {
    this.#replacement.forget(id);
    const outcome = await this.#group.write({
      sql: `DELETE FROM ${this.#table.name} WHERE id = ?`,
      values: [id],
    });
    return 'changes' in outcome && outcome.changes === 1;
  }

  async count(where?: Where): Promise<number> {
    const { sql, values } = whereSql(this.#table, where);
    const [row] = await this.#rows({
      sql: `SELECT count(*) FROM ${this.#table.name} WHERE ${sql}`,
      values,
    });
    return Number(row?.[0]);
  }

  async countBy(field: string, where?: Where): Promise<ReadonlyMap<Scalar, number>> {
    const column = columnOf(this.#table, field);
    const { sql, values } = whereSql(this.#table, where);
    const groups = `SELECT count(*) AS many, min(rowid) AS first FROM ${this.#table.name} WHERE ${sql} GROUP BY ${column}`;
    const rows = await this.#rows({
      sql: `SELECT body, many FROM (${groups}) CROSS JOIN ${this.#table.name} AS example ON example.rowid = first`,
      values,
    });
    return new Map(rows.map(([body, many]) => [fieldOf(parse(body), field) as Scalar, Number(many)]));
  }

  async #rows(sql: Sql): Promise<unknown[][]> {
    return await this.#group.read(file => file.rows(sql));
  }

  #stored([body, version]: unknown[]): Stored<T> {
    const value = parse(body) as T;
    this.#replacement.note(value);
    return { value, version: Number(version) };
  }
}

function parse(body: unknown): Document {
  return JSON.parse(String(body)) as Document;
}

function fieldNamed(column: string): string {
  return column.replace(/^f_/, '');
}
