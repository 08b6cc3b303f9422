import mongoose, { type Model } from 'mongoose';
import { Fault } from '../base/fault.js';
import { serverCodeOf } from './mongo-fault.js';
import type { MongoLink } from './mongo-link.js';
import { declaredFields, notScalar } from './query-rules.js';
import type { CollectionPlan, Document } from './store.js';

/**
 * How a document lies in MongoDB: its fields as they are in `value`, where the indexes are. A unique index leaves out what
 * is absent, but not what is null, so a unique field that is null stays away, and `nulls` names it.
 */
export interface Kept {
  readonly _id: string;
  readonly version: number;
  /** Differs with every write, so that a writer who lost the answer can tell whether this is what it wrote. */
  readonly stamp: string;
  readonly nulls?: string[];
  readonly value: Document;
}

/** A collection ready for use. */
export interface Shelf {
  readonly plan: CollectionPlan;
  readonly fields: ReadonlySet<string>;
  readonly model: Model<Kept>;
}

/**
 * Opens a collection with its schema and makes the indexes that are missing. Indexes that an older program declared stay,
 * because it may still be running; nothing but disk is lost by them.
 *
 * Throws `store-bad-plan` for names that are none, `store-not-unique` when documents share a value that became unique,
 * `store-bad-index` when somebody made another index of the same fields.
 */
export async function prepareShelf(
  { connection, database }: MongoLink,
  plan: CollectionPlan,
): Promise<Shelf> {
  const fields = declaredFields(plan);
  const model =
    (connection.models[plan.name] as Model<Kept> | undefined) ??
    connection.model<Kept>(plan.name, schemaOf(fields), plan.name);
  const indexes = indexesOf(plan);
  try {
    // Without any index the collection is made by its first document.
    if (indexes.length > 0) await database.collection(plan.name).createIndexes(indexes);
  } catch (error) {
    if (serverCodeOf(error) !== 11_000) throw error;
    throw new Fault(
      'store-not-unique',
      `${plan.name} holds several documents with the same value of a field that must be unique: mend them`,
      { cause: error },
    );
  }
  return { plan, fields, model };
}

/** The place of a field within what is kept. */
export function pathOf(field: string): string {
  return field === 'id' ? '_id' : `value.${field}`;
}

function schemaOf(fields: ReadonlySet<string>) {
  const { Mixed } = mongoose.Schema.Types;
  const mistake = (value: Record<string, unknown>): string | undefined =>
    [...fields].find(field => typeof (value[field] ?? null) === 'object' && (value[field] ?? null) !== null);
  return new mongoose.Schema<Kept>(
    {
      _id: { type: String, required: true },
      version: { type: Number, required: true, min: 1, validate: Number.isInteger },
      stamp: { type: String, required: true },
      nulls: { type: [String], default: undefined },
      value: {
        type: Mixed,
        required: true,
        validate: (value: Record<string, unknown>) => {
          const wrong = mistake(value);
          if (wrong !== undefined) throw notScalar(wrong);
          return typeof value['id'] === 'string';
        },
      },
    },
    { versionKey: false, minimize: false, strict: 'throw', autoIndex: false, autoCreate: false, id: false },
  );
}

/** Every index ends with the id, so that ties come in order, too; the names of unique ones are read by takenField. */
function indexesOf({ unique = [], indexes = [] }: CollectionPlan) {
  const keys = unique
    .filter(field => field !== 'id')
    .map(field => ({
      name: `unique-${field}`,
      key: { [pathOf(field)]: 1 as const },
      unique: true,
      sparse: true,
    }));
  const orders = indexes
    .map(fields => [...fields, ...(fields.includes('id') ? [] : ['id'])])
    .filter(fields => fields[0] !== 'id')
    .map(fields => ({
      name: fields.join('+'),
      key: Object.fromEntries(fields.map(field => [pathOf(field), 1 as const])),
    }));
  return [...keys, ...orders];
}
