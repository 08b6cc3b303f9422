import Database from 'libsql';
import { Fault, reasonOf } from '../base/fault.js';
import { errorCodeOf } from './error-code.js';

/** What is bound to a statement. Booleans are missing on purpose: the library aborts the process on them. */
export type SqlValue = string | number | null | Uint8Array;

/** A statement with its values, ready to run. */
export interface Sql {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** How many rows were changed, or which column's value is taken by another row. */
export type Written = { readonly changes: number } | { readonly takenColumn: string };

type Statement = ReturnType<InstanceType<typeof Database>['prepare']>;

const MOST_STATEMENTS = 500;

/** One SQLite file, held open. Statements are prepared once; what the engine complains of leaves as a Fault `store-…`. */
export class SqliteFile {
  readonly #database: InstanceType<typeof Database>;
  readonly #statements = new Map<string, Statement>();
  #isClosed = false;

  /** @param busyMs how long to wait for another process that is writing, in milliseconds */
  constructor(
    readonly path: string,
    busyMs: number,
  ) {
    this.#database = this.#engine(() => new Database(path, { timeout: busyMs }));
  }

  /** The rows as arrays of columns. */
  rows({ sql, values }: Sql): unknown[][] {
    const statement = this.#statement(sql);
    return this.#engine(() => statement.all([...values]) as unknown[][]);
  }

  /** The first row as an array of columns. */
  row({ sql, values }: Sql): unknown[] | undefined {
    const statement = this.#statement(sql);
    return this.#engine(() => statement.get([...values]) as unknown[] | undefined);
  }

  /** The rows of a statement without values. */
  ask(sql: string): unknown[][] {
    return this.rows({ sql, values: [] });
  }

  /** Runs a writing statement and says how many rows it changed, or which column's value is taken by another row. */
  write({ sql, values }: Sql): Written {
    const statement = this.#statement(sql);
    try {
      return { changes: statement.run([...values]).changes };
    } catch (error) {
      const taken = /^UNIQUE constraint failed: \S+\.(\w+)$/.exec(reasonOf(error))?.[1];
      if (taken !== undefined) return { takenColumn: taken };
      throw this.#faultOf(error);
    }
  }

  /** Runs statements without values or results. */
  exec(sql: string): void {
    this.#checkOpen();
    this.#engine(() => this.#database.exec(sql));
  }

  get isInTransaction(): boolean {
    return this.#database.inTransaction;
  }

  /** All or nothing; other writers wait from the start, so that what was read in it still holds when it writes. */
  transact<Result>(work: () => Result): Result {
    this.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.isInTransaction) this.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#statements.clear();
    this.#engine(() => this.#database.close());
  }

  #checkOpen(): void {
    if (this.#isClosed) throw new Fault('store-closed', `${this.path} has been closed`);
  }

  #statement(sql: string): Statement {
    this.#checkOpen();
    const known = this.#statements.get(sql);
    if (known) return known;
    const fresh = this.#engine(() => this.#database.prepare(sql));
    if (fresh.reader) fresh.raw(true);
    const [oldest] = this.#statements.keys();
    if (oldest !== undefined && this.#statements.size >= MOST_STATEMENTS) this.#statements.delete(oldest);
    this.#statements.set(sql, fresh);
    return fresh;
  }

  #engine<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw this.#faultOf(error);
    }
  }

  #faultOf(error: unknown): Fault {
    const reason = reasonOf(error);
    const engineCode = errorCodeOf(error);
    const known = KNOWN_FAULTS.find(({ begins }) => engineCode.startsWith(begins));
    const { code, advice } = known ?? { code: 'store-failed', advice: 'see the reason of the engine' };
    return new Fault(code, `${this.path}: ${advice} (${reason})`, { cause: error });
  }
}

const KNOWN_FAULTS = [
  {
    begins: 'SQLITE_BUSY',
    code: 'store-busy',
    advice: 'another program has been writing for long; try again',
  },
  {
    begins: 'SQLITE_FULL',
    code: 'store-full',
    advice: 'the disk is full; make room',
  },
  {
    begins: 'SQLITE_READONLY',
    code: 'store-unwritable',
    advice: 'the file or its folder may not be written; check owner and rights',
  },
  {
    begins: 'SQLITE_CORRUPT',
    code: 'store-damaged',
    advice: 'the file is damaged; restore a backup',
  },
  {
    begins: 'SQLITE_NOTADB',
    code: 'store-damaged',
    advice: 'the file is no database; restore a backup',
  },
] as const;
