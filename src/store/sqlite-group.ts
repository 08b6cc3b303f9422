import { AsyncLocalStorage } from 'node:async_hooks';
import { reasonOf } from '../base/fault.js';
import type { Sql, SqliteFile, Written } from './sqlite-file.js';

/** A transaction under way, which takes up whatever is written until it is committed. */
interface UnderWay {
  readonly since: number;
  readonly isDurable: Promise<void>;
  readonly settle: (failure?: Error) => void;
  /** The turn of the event loop does not end without a commit. */
  readonly commitSoon: NodeJS.Immediate;
}

/** A piece of work whose operations need not be durable one by one. */
interface Together {
  isOpen: boolean;
  /** What its changes were written in. */
  readonly under: Set<UnderWay>;
}

/** Other processes may want to write, too, while one turn of the event loop goes on and on. */
const LONGEST_MS = 50;

/** Prepared once, as everything else. */
const BEGIN: Sql = { sql: 'BEGIN IMMEDIATE', values: [] };
const COMMIT: Sql = { sql: 'COMMIT', values: [] };

/** A second store of this process on the same file would wait for a commit that cannot come while it waits. */
const groupsUnderWay = new Set<SqliteGroup>();

const within = new AsyncLocalStorage<Together>();

/**
 * Lets what is written at the same time reach the disk together: a commit costs the disk some milliseconds, however much is
 * in it. Whatever is written within one turn of the event loop is committed when the turn ends, and nobody is told before;
 * whoever reads what others have just written is not told before, either. Changes reach the disk in the order in which they
 * were made, so a crash loses the last of them at most, none of which anybody was told of.
 */
export class SqliteGroup {
  #underWay: UnderWay | undefined;

  /** @param afterCommit called after every commit; must not throw */
  constructor(
    private readonly file: SqliteFile,
    private readonly afterCommit: () => void = () => {},
  ) {}

  /**
   * Runs statements one after the other until one of them changes a row or meets a taken value; see SqliteFile.write. Durable
   * when the promise resolves, unless it belongs to a piece of work that becomes so later.
   */
  async write(...statements: readonly Sql[]): Promise<Written> {
    const underWay = this.#begun();
    let outcome: Written = { changes: 0 };
    try {
      for (const sql of statements) {
        outcome = this.file.write(sql);
        if ('takenColumn' in outcome || outcome.changes > 0) break;
      }
    } catch (error) {
      this.#noteLoss(error);
      throw error;
    }
    await this.#durable(underWay);
    return outcome;
  }

  /** What is read in one go, so that nothing changes in between. */
  async read<Result>(work: (file: SqliteFile) => Result): Promise<Result> {
    const result = work(this.file);
    if (this.#underWay) await this.#durable(this.#underWay);
    return result;
  }

  /** See Store.together. */
  async together<Result>(work: () => Promise<Result>): Promise<Result> {
    if (within.getStore()?.isOpen) return await work();
    const mine: Together = { isOpen: true, under: new Set() };
    try {
      return await within.run(mine, work);
    } finally {
      mine.isOpen = false;
      await Promise.all(Array.from(mine.under, underWay => this.#durable(underWay)));
    }
  }

  /** Commits at once what is under way in this file; whoever waits for it is told what keeps it from being committed. */
  flush(): void {
    for (const group of groupsUnderWay) if (group.file.path === this.file.path) group.#commit();
  }

  #commit(): void {
    const underWay = this.#ended();
    if (!underWay) return;
    try {
      this.file.write(COMMIT);
      underWay.settle();
      this.afterCommit();
    } catch (error) {
      if (this.file.isInTransaction) this.file.exec('ROLLBACK');
      underWay.settle(asError(error));
    }
  }

  #ended(): UnderWay | undefined {
    const underWay = this.#underWay;
    this.#underWay = undefined;
    groupsUnderWay.delete(this);
    clearImmediate(underWay?.commitSoon);
    return underWay;
  }

  #begun(): UnderWay {
    if (this.#underWay && performance.now() - this.#underWay.since > LONGEST_MS) this.#commit();
    if (this.#underWay) return this.#underWay;
    this.flush();
    this.file.write(BEGIN);
    groupsUnderWay.add(this);
    this.#underWay = underWayFrom(() => this.#commit());
    return this.#underWay;
  }

  /** A full disk and the like end the whole transaction, with what others wrote in it. */
  #noteLoss(error: unknown): void {
    if (!this.file.isInTransaction) this.#ended()?.settle(asError(error));
  }

  async #durable(underWay: UnderWay): Promise<void> {
    const mine = within.getStore();
    if (mine?.isOpen) {
      mine.under.add(underWay);
      return;
    }
    await underWay.isDurable;
  }
}

function underWayFrom(commit: () => void): UnderWay {
  const waiting: { settle?: UnderWay['settle'] } = {};
  const isDurable = new Promise<void>((resolve, reject) => {
    waiting.settle = failure => (failure ? reject(failure) : resolve());
  });
  // Somebody always waits for it, but perhaps not yet.
  isDurable.catch(() => {});
  return {
    since: performance.now(),
    isDurable,
    settle: failure => waiting.settle?.(failure),
    commitSoon: setImmediate(commit),
  };
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(reasonOf(thrown));
}
