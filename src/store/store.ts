/**
 * The port of the store: collections of JSON documents, each with an id and a version. It asks no more than single-document
 * operations, so that the same rooms run on SQLite, on a MongoDB replica set and on a sharded cluster.
 */

/** What an index can hold. A field that is absent reads as null. */
export type Scalar = string | number | boolean | null;

/** Everything kept has an id of its own choosing; the id is unique within its collection. */
export interface Document {
  readonly id: string;
}

/** A document as the store holds it; `version` starts at 1 and grows by one with every replacement. */
export interface Stored<T extends Document> {
  readonly value: T;
  readonly version: number;
}

/**
 * How a collection is kept. `unique` and `indexes` name top-level fields that hold scalars. A unique field that is null or
 * absent is not compared. An index is a list of fields; queries may only filter and order by declared fields.
 */
export interface CollectionPlan {
  readonly name: string;
  readonly unique?: readonly string[];
  readonly indexes?: readonly (readonly string[])[];
}

/** Equal to a scalar, one of a set, or in the half-open range `from ≤ value < below`; null is in no range. */
export type Condition =
  Scalar | { readonly in: readonly Scalar[] } | { readonly from?: Scalar; readonly below?: Scalar };

export type Where = Readonly<Record<string, Condition>>;

export interface Query {
  readonly where?: Where;
  /** A declared index (or a prefix of one); results come in its order, ties by id. Without it: by id. */
  readonly orderBy?: readonly string[];
  readonly descending?: boolean;
  /** At most so many, 1 to 1,000. */
  readonly limit: number;
  /** The cursor of the page before. */
  readonly after?: string;
}

export interface Page<T extends Document> {
  readonly found: readonly Stored<T>[];
  /** Present when there may be more. */
  readonly cursor?: string;
}

/** Taken keys are an expected outcome: `taken` names the field (`id` included) whose value another document has. */
export type Inserted = { readonly done: true } | { readonly done: false; readonly taken: string };

/** `stale`: somebody else replaced or removed the document since it was read. */
export type Replaced =
  | { readonly done: true; readonly version: number }
  | { readonly done: false; readonly why: 'stale' }
  | { readonly done: false; readonly why: 'taken'; readonly taken: string };

/** Every operation is durable when its promise resolves. Faults of the engine are thrown as `Fault` with code `store-…`. */
export interface Collection<T extends Document> {
  insert(value: T): Promise<Inserted>;
  get(id: string): Promise<Stored<T> | undefined>;
  find(query: Query): Promise<Page<T>>;
  /** Puts `value` in place of the document with its id, if that still has `version`. */
  replace(value: T, version: number): Promise<Replaced>;
  /** True if there was one. */
  remove(id: string): Promise<boolean>;
  count(where?: Where): Promise<number>;
  /** How many documents per value of a declared field. */
  countBy(field: string, where?: Where): Promise<ReadonlyMap<Scalar, number>>;
}

export interface Store {
  /** Opens a collection, creating it and its indexes where they do not exist yet. */
  collection<T extends Document>(plan: CollectionPlan): Promise<Collection<T>>;
  /**
   * Does a piece of work whose changes are durable when its promise resolves; single operations within it may resolve
   * sooner, so that many small changes wait for the disk once. It is not all or nothing: a crash keeps the changes up to
   * some point, in order. Nothing within it may leave the house before it has ended. Absent where it would gain nothing.
   */
  together?<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Makes what was removed unreadable in the files, too: after it, no file of the store holds a removed text. */
  scrub(): Promise<void>;
  close(): Promise<void>;
}
