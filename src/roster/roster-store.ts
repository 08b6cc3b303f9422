import { MINUTE, type Clock, type Moment } from '../base/clock.js';
import { Fault } from '../base/fault.js';
import type { PersonId } from '../base/ids.js';
import { change, everyOne } from '../store/change.js';
import { ChangeLog } from '../store/change-log.js';
import type { Collection, Document, Store, Stored } from '../store/store.js';
import { contactIdOf, RosterBook } from './roster-book.js';
import { RosterIndex } from './roster-index.js';
import type { Appointment, Person, Room, Unit } from './unit.js';
import { WholeWriting, type Progress, type RosterChange, type RosterShelves } from './whole-writing.js';

/** What a community is made of, as it is seeded. */
export interface Community {
  readonly units: readonly Unit[];
  readonly people: readonly Person[];
  readonly rooms: readonly Room[];
}

interface Shelves extends RosterShelves {
  readonly rooms: Collection<Room>;
}

/** Which group is the unit's of a kind, whoever binds several at once. */
interface Seat extends Document {
  /** `account|roomId`. */
  readonly roomId: string;
  /** When it was taken. */
  readonly at?: Moment;
}

/** Two accounts in one group hear its code within this time; who posts it again later means it. */
const ONE_POSTING = MINUTE;

type Shelf = keyof Shelves;

/** Stands in the store while a community is being added. */
const BEGINNING = 'beginning';

/** Keeps the roster in the store and an index of it in memory. */
export class RosterStore {
  #index = new RosterIndex();
  #clock: Clock | undefined;

  private constructor(
    private readonly shelves: Shelves,
    private readonly seats: Collection<Seat>,
    private readonly beginnings: Collection<Document>,
    private readonly changes: ChangeLog,
    private readonly whole: WholeWriting,
  ) {}

  /** An import that a crash cut short is completed or undone before anything is read, see WholeWriting. */
  static async open(store: Store): Promise<RosterStore> {
    const shelves: Shelves = {
      units: await store.collection<Unit>({ name: 'units', unique: ['bindCode'] }),
      people: await store.collection<Person>({ name: 'people', unique: ['contactKey'] }),
      rooms: await store.collection<Room>({ name: 'rooms' }),
      appointments: await store.collection<Appointment>({ name: 'appointments', unique: ['claimCode'] }),
    };
    const seats = await store.collection<Seat>({ name: 'roomSeats' });
    const beginnings = await store.collection<Document>({ name: 'rosterBeginnings' });
    const changes = await ChangeLog.open(store, 'roster');
    const whole = await WholeWriting.open(store, shelves);
    const roster = new RosterStore(shelves, seats, beginnings, changes, whole);
    if (await roster.whole.settle()) await roster.announce();
    await roster.reload();
    return roster;
  }

  /** From now on the book is that of the clock's present, so that whoever is on leave is stood in for. */
  goBy(clock: Clock): void {
    this.#clock = clock;
  }

  /** The roster as it stands. */
  get book(): RosterBook {
    return RosterBook.over(this.#index, this.#clock?.now());
  }

  /** Reads everything again. */
  async reload(): Promise<void> {
    // Before the rest: what changes meanwhile is read again the next time.
    await this.changes.begin();
    const { units, people, rooms, appointments } = this.shelves;
    const ranked = (await everyOne(people)).sort((a, b) => rankOf(a) - rankOf(b));
    const index = new RosterIndex(await everyOne(units), ranked, await everyOne(rooms));
    for (const appointment of await everyOne(appointments)) index.putAppointment(appointment);
    this.#index = index;
  }

  /** Reads again what other processes changed. @returns whether they did */
  async refresh(): Promise<boolean> {
    const news = await this.changes.news();
    if (news === 'nothing') return false;
    if (news === 'everything') await this.reload();
    else for (const changed of news) await this.#readAgain(changed);
    return true;
  }

  /** Tells other processes to read everything again. */
  async announce(): Promise<void> {
    await this.changes.announce();
  }

  /** True when no unit is known yet, or when a crash cut `add` short. */
  async isEmpty(): Promise<boolean> {
    const isHalf = (await this.beginnings.get(BEGINNING)) !== undefined;
    return isHalf || (await this.shelves.units.count()) === 0;
  }

  /**
   * Adds what is not there yet; run again after a crash it completes itself. Throws `roster-key-taken` when a unit's code or a
   * person's contact is another's: nobody is left out silently.
   */
  async add({ units, people, rooms }: Community): Promise<void> {
    await this.beginnings.insert({ id: BEGINNING });
    for (const unit of units) await addTo(this.shelves.units, unit, `the unit ${unit.name}`);
    for (const person of people) await addTo(this.shelves.people, person, person.name);
    for (const room of rooms) await addTo(this.shelves.rooms, room, `the group ${room.topic}`);
    await this.beginnings.remove(BEGINNING);
    await this.announce();
    await this.reload();
  }

  /** Writes an import as a whole; whatever happens on the way, all of it is there in the end or nothing. */
  async import(whole: RosterChange, progress?: Progress): Promise<void> {
    await this.whole.write(whole, progress);
    await this.announce();
    await this.reload();
  }

  /** The person behind a contact; somebody new becomes a resident of the unit. */
  async acquaint(newcomer: Person): Promise<Person> {
    const known = this.#index.personByContact.get(newcomer.contactKey);
    if (known) return known;
    const inserted = await this.shelves.people.insert(newcomer);
    // Another process has met them a moment ago.
    if (inserted.done) await this.#took('people', newcomer);
    else await this.reload();
    return this.#index.personByContact.get(newcomer.contactKey) ?? newcomer;
  }

  /** Changes what is known of a person; `changeOf` is pure and may run several times. Undefined when there is none. */
  async changePerson(
    id: PersonId,
    changeOf: (person: Person) => Person | undefined,
  ): Promise<Person | undefined> {
    const changed = await change(this.shelves.people, id, changeOf);
    if (changed?.changed) await this.#took('people', changed.value);
    return changed?.value;
  }

  /** Changes an entry of the imported lists of people, in the same way. */
  async changeAppointment(
    id: string,
    changeOf: (appointment: Appointment) => Appointment | undefined,
  ): Promise<Appointment | undefined> {
    const changed = await change(this.shelves.appointments, id, changeOf);
    if (changed?.changed) await this.#took('appointments', changed.value);
    return changed?.value;
  }

  /**
   * Binds a group to a unit, or binds it anew. A unit has one group of a kind: whichever its code was posted in last. The one
   * before is bound no more, and what is to be said there is said in the new one; a network gives a group another id when
   * the account signs in again. Two accounts may hear one code in one group: whoever takes the seat first has it. Of two groups
   * in which a code is posted at the same moment, the last one has it.
   *
   * @returns the groups whose place it took; undefined when another account has just bound this very group
   */
  async bind(room: Room, now: Moment): Promise<readonly Room[] | undefined> {
    await this.refresh();
    const seat: Seat = { id: `${room.kind}|${room.unitId}`, roomId: room.id, at: now };
    if (!(await this.#takeSeat(seat))) return undefined;
    const former = this.book.everBound.filter(
      other => other.unitId === room.unitId && other.kind === room.kind && other.id !== room.id,
    );
    await this.#putRoom(room);
    for (const other of former) await this.#putRoom({ ...other, replacedBy: room.roomId });
    const last = (await this.seats.get(seat.id))?.value.roomId ?? room.id;
    if (last !== room.id) await this.#putRoom({ ...room, replacedBy: contactIdOf(last) });
    return former;
  }

  async #takeSeat(seat: Seat): Promise<boolean> {
    if ((await this.seats.insert(seat)).done) return true;
    const taken = await change(this.seats, seat.id, before =>
      isOnePosting(before, seat) ? undefined : seat,
    );
    return taken?.changed ?? false;
  }

  /** Notes something of a bound group: its name, or that the account is in it no more. `changeOf` is pure. */
  async changeRoom(id: string, changeOf: (room: Room) => Room | undefined): Promise<Room | undefined> {
    const changed = await change(this.shelves.rooms, id, changeOf);
    if (changed?.changed) await this.#took('rooms', changed.value);
    return changed?.value;
  }

  async #putRoom(room: Room): Promise<void> {
    const changed = await change(this.shelves.rooms, room.id, () => room);
    if (!changed) await this.shelves.rooms.insert(room);
    await this.#took('rooms', room);
  }

  /** Shows a change of our own at once, and tells other processes of it. */
  async #took<Kept extends Shelf>(shelf: Kept, kept: Of<Kept>): Promise<void> {
    put[shelf](this.#index, kept);
    await this.changes.announce([`${shelf}:${kept.id}`]);
  }

  async #readAgain(changed: string): Promise<void> {
    const at = changed.indexOf(':');
    const read = again[changed.slice(0, at) as Shelf];
    await read(this.shelves, changed.slice(at + 1), this.#index);
  }
}

/** Whether two of our accounts have heard one posting in one group. */
function isOnePosting(before: Seat, now: Seat): boolean {
  const isSameGroup = contactIdOf(before.roomId) === contactIdOf(now.roomId);
  return isSameGroup && before.roomId !== now.roomId && (now.at ?? 0) - (before.at ?? 0) < ONE_POSTING;
}

interface OnShelf {
  readonly units: Unit;
  readonly people: Person;
  readonly rooms: Room;
  readonly appointments: Appointment;
}
type Of<Name extends Shelf> = OnShelf[Name];

const put: { readonly [Name in Shelf]: (index: RosterIndex, kept: Of<Name>) => void } = {
  units: (index, unit) => index.putUnit(unit),
  people: (index, person) => index.putPerson(person),
  rooms: (index, room) => index.putRoom(room),
  appointments: (index, appointment) => index.putAppointment(appointment),
};

const again: Readonly<Record<Shelf, (shelves: Shelves, id: string, index: RosterIndex) => Promise<void>>> = {
  units: async ({ units }, id, index) => onto(await units.get(id), unit => index.putUnit(unit)),
  people: async ({ people }, id, index) => onto(await people.get(id), person => index.putPerson(person)),
  rooms: async ({ rooms }, id, index) => onto(await rooms.get(id), room => index.putRoom(room)),
  appointments: async ({ appointments }, id, index) =>
    onto(await appointments.get(id), appointment => index.putAppointment(appointment)),
};

/** What is there already stays as it is. */
async function addTo<T extends Document>(collection: Collection<T>, value: T, called: string): Promise<void> {
  const inserted = await collection.insert(value);
  if (inserted.done || (await collection.get(value.id))) return;
  const what = `the ${inserted.taken} of ${called} (${value.id})`;
  throw new Fault('roster-key-taken', `${what} is another's already; each may stand only once`);
}

function onto<T extends Document>(stored: Stored<T> | undefined, lay: (value: T) => void): void {
  if (stored) lay(stored.value);
}

function rankOf({ rank }: Person): number {
  return rank ?? Infinity;
}
