import { Fault } from '../base/fault.js';
import { newId, type PersonId } from '../base/ids.js';
import { change } from '../store/change.js';
import type { Collection, Document, Store } from '../store/store.js';
import type { Appointment, Person, Role, Unit } from './unit.js';

/** The roles that somebody has from now on. */
export interface NewRoles {
  readonly id: PersonId;
  readonly roles: readonly Role[];
}

/**
 * What an import writes. A unit takes the place of the one with its id; of people who are known only the roles change, and of
 * somebody in an earlier list everything but who they turned out to be.
 */
export interface RosterChange {
  readonly units: readonly Unit[];
  readonly appointments: readonly Appointment[];
  readonly people: readonly NewRoles[];
}

/** Where it is written. */
export interface RosterShelves {
  readonly units: Collection<Unit>;
  readonly people: Collection<Person>;
  readonly appointments: Collection<Appointment>;
}

/** Everything that is to be written, in one document: once it is there, it is decided. */
interface Order extends Document, RosterChange {
  readonly writingId: string;
}

const ORDER = 'order';
/** In characters of JSON. A database may refuse documents beyond 16 MB; the largest district needs a fifth of it. */
const LARGEST_ORDER = 12_000_000;
const LOOKS_EVERY = 100;

/** Told after every document that was written, for a progress bar. */
export type Progress = (written: number, all: number) => void;

/**
 * Writes many documents of the roster as a whole, although the store only knows single documents. Everything goes into one
 * document first, the order, and its insertion decides; then it is carried out, document by document, each of which may be
 * written twice; then the order goes. A crash before the insertion: nothing has happened. A crash after it leaves the order,
 * and the next `settle` carries it out from the start: everything has happened. `settle` runs whenever the roster is opened,
 * so nobody ever begins with a half.
 */
export class WholeWriting {
  private constructor(
    private readonly orders: Collection<Order>,
    private readonly shelves: RosterShelves,
  ) {}

  static async open(store: Store, shelves: RosterShelves): Promise<WholeWriting> {
    return new WholeWriting(await store.collection<Order>({ name: 'rosterOrders' }), shelves);
  }

  /** Completes a writing that was decided. @returns true when there was one that could be */
  async settle(): Promise<boolean> {
    const order = await this.orders.get(ORDER);
    if (!order || (await this.#dropIfTaken(order.value))) return false;
    await this.#carryOut(order.value);
    return true;
  }

  /**
   * Throws `roster-import-under-way` when another process is in the middle of one, `roster-import-too-large` for more than
   * about fifty thousand units or people at once, `roster-changed-meanwhile` when somebody else has got a code of the list
   * since it was compared with the roster; then nothing is written.
   */
  async write(whole: RosterChange, progress: Progress = () => {}): Promise<void> {
    const order: Order = { id: ORDER, writingId: newId(), ...whole };
    if (JSON.stringify(order).length > LARGEST_ORDER)
      throw new Fault('roster-import-too-large', 'the list is too long to be written as a whole; split it');
    const decided = await this.orders.insert(order);
    if (!decided.done)
      throw new Fault('roster-import-under-way', 'another import is being written; try again');
    if (await this.#dropIfTaken(order))
      throw new Fault('roster-changed-meanwhile', 'the roster was changed meanwhile; import the list again');
    await this.#carryOut(order, progress);
  }

  /** An order that can never be carried out would keep everybody from opening the roster; it goes before its first write. */
  async #dropIfTaken(order: Order): Promise<boolean> {
    const { units, appointments } = order;
    const isTaken =
      (await isKeyTaken(this.shelves.units, 'bindCode', units)) ||
      (await isKeyTaken(this.shelves.appointments, 'claimCode', appointments));
    if (isTaken && (await this.#isStill(order))) await this.orders.remove(ORDER);
    return isTaken;
  }

  async #carryOut(order: Order, progress: Progress = () => {}): Promise<void> {
    const { units, appointments, people } = order;
    await this.#vacateCodes(units);
    // From the top of the tower down: whoever reads along never sees a unit without the one above.
    const works = [
      ...units.map(unit => () => put(this.shelves.units, unit, () => unit)),
      ...appointments.map(
        appointment => () =>
          put(this.shelves.appointments, appointment, before => renewed(before, appointment)),
      ),
      ...people.map(({ id, roles }) => async () => {
        await change(this.shelves.people, id, before => ({ ...before, roles }));
      }),
    ];
    for (const [at, work] of works.entries()) {
      // Another process may have carried it out meanwhile, and what came after it must not be undone.
      if (at % LOOKS_EVERY === 0 && !(await this.#isStill(order))) return;
      await work();
      progress(at + 1, works.length);
    }
    if (await this.#isStill(order)) await this.orders.remove(ORDER);
  }

  async #isStill({ writingId }: Order): Promise<boolean> {
    return (await this.orders.get(ORDER))?.value.writingId === writingId;
  }

  /** Two units may exchange their codes, and codes are unique: whoever gets another code gives up the former one first. */
  async #vacateCodes(units: readonly Unit[]): Promise<void> {
    for (const { id, bindCode } of units) {
      await change(this.shelves.units, id, before =>
        before.bindCode === bindCode ? undefined : { ...before, bindCode: `~${id}` },
      );
    }
  }
}

/** Whether a document beside these has the key of one of them. */
async function isKeyTaken<Field extends string, T extends Document & Readonly<Record<Field, string>>>(
  collection: Collection<T>,
  field: Field,
  values: readonly T[],
): Promise<boolean> {
  const own = new Set(values.map(({ id }) => id));
  for (let at = 0; at < values.length; at += LOOKS_EVERY) {
    const keys = values.slice(at, at + LOOKS_EVERY).map(value => value[field]);
    const { found } = await collection.find({ where: { [field]: { in: keys } }, limit: LOOKS_EVERY });
    if (found.some(({ value }) => !own.has(value.id))) return true;
  }
  return false;
}

/** Inserts it, or changes the one that is there. */
async function put<T extends Document>(
  collection: Collection<T>,
  value: T,
  changeOf: (before: T) => T,
): Promise<void> {
  if (await change(collection, value.id, changeOf)) return;
  const inserted = await collection.insert(value);
  if (inserted.done) return;
  throw new Fault(
    'roster-key-taken',
    `${inserted.taken} of ${value.id} is taken by another document of the roster`,
  );
}

/** Who claimed it, and by which code it can be claimed, is not in any list. */
function renewed(before: Appointment, after: Appointment): Appointment {
  const { name: _name, nicknames: _nicknames, roles: _roles, number: _number, ...claim } = before;
  return { ...after, ...claim };
}
