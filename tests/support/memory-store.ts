import { Buffer } from 'node:buffer';
import { Fault } from '../../src/base/fault.js';
import type {
  Collection,
  CollectionPlan,
  Condition,
  Document,
  Inserted,
  Page,
  Query,
  Replaced,
  Scalar,
  Store,
  Stored,
  Where,
} from '../../src/store/store.js';

/** `value` is for comparing only; what is handed out is read from `json` anew. */
interface Kept {
  readonly json: string;
  readonly value: Document;
  readonly version: number;
}

interface Shelf {
  plan: CollectionPlan;
  readonly documents: Map<string, Kept>;
}

/** What outlives a store: open a second store on the same disk to play a process that starts again. */
export type MemoryDisk = Map<string, Shelf>;

/** Which of two texts comes first: negative for the first one. */
export type TextOrder = (a: string, b: string) => number;

/** The order of both engines. */
const byCodePoint: TextOrder = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** The order of a server written in Java; it differs where characters beyond U+FFFF meet those from U+E000. */
export const byCodeUnit: TextOrder = (a, b) => Number(a > b) - Number(a < b);

/** A store that keeps everything in memory and answers as the port promises; values are copied in and out as JSON. */
export function memoryStore(disk: MemoryDisk = new Map(), texts: TextOrder = byCodePoint): Store {
  let isClosed = false;
  const checkOpen = () => {
    if (isClosed) throw new Fault('store-closed', 'the store has been closed');
  };
  return {
    async collection<T extends Document>(plan: CollectionPlan): Promise<Collection<T>> {
      checkOpen();
      checkNames(plan);
      const shelf = disk.get(plan.name) ?? { plan, documents: new Map() };
      shelf.plan = plan;
      disk.set(plan.name, shelf);
      return memoryCollection<T>(shelf, checkOpen, texts);
    },
    async scrub() {
      checkOpen();
    },
    async close() {
      isClosed = true;
    },
  };
}

function memoryCollection<T extends Document>(
  shelf: Shelf,
  checkOpen: () => void,
  texts: TextOrder,
): Collection<T> {
  const matching = (where: Where = {}): Kept[] => {
    checkOpen();
    for (const field of Object.keys(where)) checkDeclared(shelf.plan, field);
    return [...shelf.documents.values()].filter(({ value }) => fits(value, where, texts));
  };
  const takenBy = (value: T): string | undefined => {
    const others = [...shelf.documents.values()].filter(other => other.value.id !== value.id);
    return (shelf.plan.unique ?? []).find(field => {
      const own = scalarOf(value, field);
      return own !== null && others.some(other => scalarOf(other.value, field) === own);
    });
  };
  const put = (value: T, version: number): void => {
    const json = JSON.stringify(value);
    shelf.documents.set(value.id, { json, value: JSON.parse(json) as T, version });
  };

  return {
    async insert(value): Promise<Inserted> {
      checkOpen();
      if (shelf.documents.has(value.id)) return { done: false, taken: 'id' };
      const taken = takenBy(value);
      if (taken !== undefined) return { done: false, taken };
      put(value, 1);
      return { done: true };
    },
    async get(id) {
      checkOpen();
      const kept = shelf.documents.get(id);
      return kept && storedOf<T>(kept);
    },
    async find(query) {
      return pageOf(shelf.plan, matching(query.where), query, texts);
    },
    async replace(value, version): Promise<Replaced> {
      checkOpen();
      if (shelf.documents.get(value.id)?.version !== version) return { done: false, why: 'stale' };
      const taken = takenBy(value);
      if (taken !== undefined) return { done: false, why: 'taken', taken };
      put(value, version + 1);
      return { done: true, version: version + 1 };
    },
    async remove(id) {
      checkOpen();
      return shelf.documents.delete(id);
    },
    async count(where) {
      return matching(where).length;
    },
    async countBy(field, where) {
      checkDeclared(shelf.plan, field);
      const counts = new Map<Scalar, number>();
      for (const { value } of matching(where)) {
        const key = scalarOf(value, field);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      return counts;
    },
  };
}

function storedOf<T extends Document>({ json, version }: Kept): Stored<T> {
  return { value: JSON.parse(json) as T, version };
}

function pageOf<T extends Document>(
  plan: CollectionPlan,
  matching: Kept[],
  query: Query,
  texts: TextOrder,
): Page<T> {
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > 1_000) {
    throw new Fault('store-bad-query', `limit must be 1 to 1,000, not ${query.limit}`);
  }
  const order = query.orderBy ?? [];
  const isPrefix = (index: readonly string[]) => order.every((field, at) => index[at] === field);
  const orders = [...(plan.indexes ?? []), ...(plan.unique ?? []).map(field => [field]), ['id']];
  if (!orders.some(isPrefix))
    throw new Fault('store-bad-query', `${plan.name} has no index ${order.join(', ')}`);

  const direction = query.descending ? -1 : 1;
  const keyOf = (value: Document): Scalar[] => [...order.map(field => scalarOf(value, field)), value.id];
  const inOrder = (a: Scalar[], b: Scalar[]) => direction * compareKeys(a, b, texts);
  const sorted = matching.toSorted((a, b) => inOrder(keyOf(a.value), keyOf(b.value)));
  const after = query.after === undefined ? undefined : (JSON.parse(query.after) as Scalar[]);
  const rest = after ? sorted.filter(({ value }) => inOrder(keyOf(value), after) > 0) : sorted;
  const onPage = rest.slice(0, query.limit);
  const found = onPage.map(kept => storedOf<T>(kept));
  const last = onPage.at(-1);
  return rest.length > found.length && last
    ? { found, cursor: JSON.stringify(keyOf(last.value)) }
    : { found };
}

function checkNames({ name, unique = [], indexes = [] }: CollectionPlan): void {
  const wrong = [name, ...unique, ...indexes.flat()].find(given => !/^[A-Za-z]\w*$/.test(given));
  if (wrong !== undefined) throw new Fault('store-bad-plan', `"${wrong}" cannot be a name`);
}

function checkDeclared(plan: CollectionPlan, field: string): void {
  const declared = ['id', ...(plan.unique ?? []), ...(plan.indexes ?? []).flat()];
  if (!declared.includes(field)) throw new Fault('store-bad-query', `${plan.name} does not declare ${field}`);
}

function scalarOf(value: object, field: string): Scalar {
  return ((value as Record<string, unknown>)[field] ?? null) as Scalar;
}

function fits(value: object, where: Where, texts: TextOrder): boolean {
  return Object.entries(where).every(([field, condition]) => meets(scalarOf(value, field), condition, texts));
}

function meets(own: Scalar, condition: Condition, texts: TextOrder): boolean {
  if (condition === null || typeof condition !== 'object') return own === condition;
  if ('in' in condition) return condition.in.includes(own);
  if (own === null) return false;
  const { from, below } = condition;
  const isComparable = [from, below].every(
    end => end === undefined || end === null || typeof end === typeof own,
  );
  return (
    isComparable &&
    (from == null || compare(own, from, texts) >= 0) &&
    (below === undefined || compare(own, below, texts) < 0)
  );
}

function rank(value: Scalar): number {
  return value === null ? 0 : ['boolean', 'number', 'string'].indexOf(typeof value) + 1;
}

/** null, then booleans, numbers and texts; texts as the engine does. */
function compare(a: Scalar, b: Scalar, texts: TextOrder): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (typeof a === 'string' && typeof b === 'string') return texts(a, b);
  return Number(a) - Number(b);
}

function compareKeys(a: readonly Scalar[], b: readonly Scalar[], texts: TextOrder): number {
  for (const [at, own] of a.entries()) {
    const order = compare(own, b[at] ?? null, texts);
    if (order !== 0) return order;
  }
  return 0;
}
