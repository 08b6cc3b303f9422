import { Fault } from '../base/fault.js';
import { newId, type PersonId } from '../base/ids.js';
import { change, everyOne } from '../store/change.js';
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

interface Step extends Document, RosterChange {
  readonly writingId: string;
}

/** Its presence says: everything of this writing is noted in steps, and must be in the roster before anybody reads it. */
interface Mark extends Document {
  readonly writingId: string;
  readonly steps: number;
}

const AT_ONCE = 200;
const MARK = 'mark';

/** Told after every document that was written, for a progress bar. */
export type Progress = (written: number, all: number) => void;

/**
 * Writes many documents of the roster as a whole, although the store only knows single documents. First everything is noted
 * in steps; then one mark is inserted, which decides; then the steps are carried out, each of which may be done twice; then
 * the mark goes, and the steps. A crash before the mark leaves steps that the next `settle` throws away: nothing has
 * happened. A crash after it leaves the mark, and the next `settle` carries all steps out from the start: everything has
 * happened. `settle` runs whenever the roster is opened, so nobody ever reads a half.
 */
export class WholeWriting {
  private constructor(
    private readonly steps: Collection<Step>,
    private readonly marks: Collection<Mark>,
    private readonly shelves: RosterShelves,
  ) {}

  static async open(store: Store, shelves: RosterShelves): Promise<WholeWriting> {
    const steps = await store.collection<Step>({ name: 'rosterSteps', indexes: [['writingId']] });
    const marks = await store.collection<Mark>({ name: 'rosterMarks' });
    return new WholeWriting(steps, marks, shelves);
  }

  /** Completes a writing that was decided, forgets one that was not. @returns true when one was completed */
  async settle(): Promise<boolean> {
    const mark = (await this.marks.get(MARK))?.value;
    if (mark) await this.#carryOut(mark);
    for (const step of await everyOne(this.steps)) await this.steps.remove(step.id);
    return mark !== undefined;
  }

  /** Throws `roster-import-under-way` when another process is in the middle of one. */
  async write(whole: RosterChange, progress: Progress = () => {}): Promise<void> {
    const writingId = newId();
    const steps = inSteps(whole);
    for (const [at, step] of steps.entries()) {
      await this.steps.insert({ ...step, id: `${writingId}:${String(at).padStart(6, '0')}`, writingId });
    }
    const mark: Mark = { id: MARK, writingId, steps: steps.length };
    const decided = await this.marks.insert(mark);
    if (!decided.done)
      throw new Fault('roster-import-under-way', 'another import is being written; try again');
    await this.#carryOut(mark, progress);
    for (const step of await everyOne(this.steps, { where: { writingId } })) await this.steps.remove(step.id);
  }

  async #carryOut({ writingId, steps }: Mark, progress: Progress = () => {}): Promise<void> {
    const noted = await everyOne(this.steps, { where: { writingId } });
    if (noted.length < steps)
      throw new Fault('roster-steps-lost', 'the steps of an import are gone; restore a backup');
    const all = noted.reduce((sum, step) => sum + sizeOf(step), 0);
    let written = 0;
    const tell = (): void => progress((written += 1), all);
    await this.#vacateCodes(noted.flatMap(step => step.units));
    for (const step of noted) {
      for (const unit of step.units) await put(this.shelves.units, unit, () => unit).then(tell);
      for (const appointment of step.appointments)
        await put(this.shelves.appointments, appointment, before => renewed(before, appointment)).then(tell);
      for (const { id, roles } of step.people)
        await change(this.shelves.people, id, before => ({ ...before, roles })).then(tell);
    }
    await this.marks.remove(MARK);
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

/** From the top of the tower down, so that whoever reads along never sees a unit without the one above. */
function inSteps({ units, people, appointments }: RosterChange): RosterChange[] {
  const none: RosterChange = { units: [], people: [], appointments: [] };
  return [
    ...inParts(units).map(part => ({ ...none, units: part })),
    ...inParts(appointments).map(part => ({ ...none, appointments: part })),
    ...inParts(people).map(part => ({ ...none, people: part })),
  ];
}

function inParts<Value>(values: readonly Value[]): (readonly Value[])[] {
  return Array.from({ length: Math.ceil(values.length / AT_ONCE) }, (_, at) =>
    values.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  );
}

function sizeOf({ units, people, appointments }: RosterChange): number {
  return units.length + people.length + appointments.length;
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
  const { personId, claimCode, claimedBy } = before;
  return { ...after, personId, claimCode, ...(claimedBy === undefined ? {} : { claimedBy }) };
}
