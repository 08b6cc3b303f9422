import type { Collection, Store } from '../store/store.js';
import { everyOne } from '../store/change.js';
import { RosterBook } from './roster-book.js';
import type { Person, Room, Unit } from './unit.js';

/** What a community is made of, as it is seeded or imported. */
export interface Community {
  readonly units: readonly Unit[];
  readonly people: readonly Person[];
  readonly rooms: readonly Room[];
}

/** Keeps the roster in the store and a book of it in memory. */
export class RosterStore {
  #book: RosterBook;

  private constructor(
    private readonly units: Collection<Unit>,
    private readonly people: Collection<Person>,
    private readonly rooms: Collection<Room>,
    book: RosterBook,
  ) {
    this.#book = book;
  }

  static async open(store: Store): Promise<RosterStore> {
    const units = await store.collection<Unit>({ name: 'units', unique: ['bindCode'] });
    const people = await store.collection<Person>({ name: 'people', unique: ['contactKey'] });
    const rooms = await store.collection<Room>({ name: 'rooms' });
    const roster = new RosterStore(units, people, rooms, new RosterBook([], [], []));
    await roster.reload();
    return roster;
  }

  /** The roster as it stands. */
  get book(): RosterBook {
    return this.#book;
  }

  /** Reads everything again, as after a change by another process. */
  async reload(): Promise<void> {
    this.#book = new RosterBook(
      await everyOne(this.units),
      (await everyOne(this.people)).sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity)),
      await everyOne(this.rooms),
    );
  }

  /** True when no unit is known yet. */
  async isEmpty(): Promise<boolean> {
    return (await this.units.count()) === 0;
  }

  /** Adds what is not there yet; run again after a crash it completes itself. */
  async add(community: Community): Promise<void> {
    for (const unit of community.units) await this.units.insert(unit);
    for (const person of community.people) await this.people.insert(person);
    for (const room of community.rooms) await this.rooms.insert(room);
    await this.reload();
  }

  /** The person behind a contact; somebody new becomes a resident of the unit. */
  async acquaint(newcomer: Person): Promise<Person> {
    const known = this.#book.personByContact(newcomer.contactKey);
    if (known) return known;
    await this.people.insert(newcomer);
    await this.reload();
    return this.#book.personByContact(newcomer.contactKey) ?? newcomer;
  }

  /** Binds a group to a unit, or binds it anew. */
  async bind(room: Room): Promise<void> {
    const stored = await this.rooms.get(room.id);
    if (stored) await this.rooms.replace(room, stored.version);
    else await this.rooms.insert(room);
    await this.reload();
  }
}
