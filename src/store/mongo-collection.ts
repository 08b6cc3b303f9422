import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { Fault, reasonOf } from '../base/fault.js';
import { takenField } from './mongo-fault.js';
import type { MongoLink } from './mongo-link.js';
import type { Kept, Shelf } from './mongo-plan.js';
import { declaredPath, filterOf, pageOf, scalarKey } from './mongo-query.js';
import { cursorAt } from './query-rules.js';
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

const SEEN = { version: 1, nulls: 1, value: 1 } as const;
/** A page comes in one answer; the server's usual first one ends at 101 documents. */
const PAGE = { projection: SEEN, batchSize: 1_001 } as const;

/**
 * A collection of a MongoDB database. Every write carries a stamp, so that it is written once even when the connection was
 * cut while the server answered: who lost the answer asks again, and finds its own stamp.
 */
export class MongoCollection<T extends Document> implements Collection<T> {
  readonly #link: MongoLink;
  readonly #shelf: Shelf;

  constructor(link: MongoLink, shelf: Shelf) {
    this.#link = link;
    this.#shelf = shelf;
  }

  async insert(value: T): Promise<Inserted> {
    const kept = await this.#checked(value, 1);
    return await this.#link.insist<Inserted>(async isAgain => {
      try {
        await this.#kept.insertOne(kept);
        return { done: true };
      } catch (error) {
        const taken = takenField(error);
        if (taken === undefined) throw error;
        return isAgain && (await this.#isWritten(kept)) ? { done: true } : { done: false, taken };
      }
    });
  }

  async get(id: string): Promise<Stored<T> | undefined> {
    const found = await this.#link.insist(() => this.#kept.findOne({ _id: id }, { projection: SEEN }));
    return found ? stored<T>(found) : undefined;
  }

  async find(query: Query): Promise<Page<T>> {
    const { ranges, sort } = pageOf(this.#shelf, query);
    // One more than asked for tells whether there is a next page.
    const enough = query.limit + 1;
    const rows: Kept[] = [];
    for (const range of ranges) {
      const limit = enough - rows.length;
      if (limit > 0)
        rows.push(
          ...(await this.#link.insist(() => this.#kept.find(range, { ...PAGE, sort, limit }).toArray())),
        );
    }
    const found = rows.slice(0, query.limit).map(row => stored<T>(row));
    const last = found.at(-1);
    return rows.length === enough && last ? { found, cursor: cursorAt(last.value, query) } : { found };
  }

  async replace(value: T, version: number): Promise<Replaced> {
    const kept = await this.#checked(value, version + 1);
    const done: Replaced = { done: true, version: kept.version };
    return await this.#link.insist<Replaced>(async isAgain => {
      try {
        const { matchedCount } = await this.#kept.replaceOne({ _id: kept._id, version }, kept);
        if (matchedCount === 1 || (isAgain && (await this.#isWritten(kept)))) return done;
        return { done: false, why: 'stale' };
      } catch (error) {
        const taken = takenField(error);
        if (taken === undefined) throw error;
        return { done: false, why: 'taken', taken };
      }
    });
  }

  async remove(id: string): Promise<boolean> {
    // Not asked again: whether it was this one who removed it could not be told any more.
    return await this.#link.once(async () => (await this.#kept.deleteOne({ _id: id })).deletedCount === 1);
  }

  async count(where?: Where): Promise<number> {
    const filter = filterOf(this.#shelf, where);
    return await this.#link.insist(() => this.#kept.countDocuments(filter));
  }

  async countBy(field: string, where?: Where): Promise<ReadonlyMap<Scalar, number>> {
    const path = declaredPath(this.#shelf, field);
    const groups = [
      { $match: filterOf(this.#shelf, where) },
      { $group: { _id: `$${path}`, many: { $sum: 1 } } },
    ];
    const rows = await this.#link.insist(() => this.#kept.aggregate<Group>(groups).toArray());
    const counts = new Map<Scalar, number>();
    for (const { _id, many } of rows) {
      const key = scalarKey(_id, field);
      // What is null and what is absent are two groups to the server.
      counts.set(key, (counts.get(key) ?? 0) + many);
    }
    return counts;
  }

  get #kept() {
    return this.#link.collection<Kept>(this.#shelf.plan.name);
  }

  /** What is to be kept, after the schema found nothing wrong with it: what JSON makes of the value, and no part of it. */
  async #checked(given: T, version: number): Promise<Kept> {
    const value = JSON.parse(JSON.stringify(given)) as T;
    const fields = value as unknown as Record<string, unknown>;
    const nulls = (this.#shelf.plan.unique ?? []).filter(field => fields[field] === null);
    for (const field of nulls) delete fields[field];
    const kept = {
      _id: value.id,
      version,
      stamp: randomUUID(),
      value,
      ...(nulls.length > 0 ? { nulls } : {}),
    };
    await this.#shelf.model.validate(kept).catch((error: unknown) => {
      throw whatIsWrong(error, this.#shelf.plan.name);
    });
    return kept;
  }

  /** Whether the document stands as this very write left it. */
  async #isWritten({ _id, stamp }: Kept): Promise<boolean> {
    return (await this.#kept.countDocuments({ _id, stamp })) === 1;
  }
}

/** What is kept, as the port shows it. */
export function stored<T extends Document>({ version, nulls = [], value }: Kept): Stored<T> {
  const whole = nulls.length === 0 ? value : { ...value, ...Object.fromEntries(nulls.map(n => [n, null])) };
  return { value: whole as T, version };
}

function whatIsWrong(error: unknown, collection: string): Fault {
  const reasons = error instanceof mongoose.Error.ValidationError ? Object.values(error.errors) : [];
  const fault = reasons.map(({ reason }) => reason).find(reason => reason instanceof Fault);
  return fault ?? new Fault('store-bad-document', `${collection}: ${reasonOf(error)}`, { cause: error });
}

interface Group {
  readonly _id: unknown;
  readonly many: number;
}
