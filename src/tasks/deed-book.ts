import type { Moment } from '../base/clock.js';
import type { PersonId, UnitId } from '../base/ids.js';
import { change, everyOne } from '../store/change.js';
import type { Collection, Store } from '../store/store.js';
import type { Deed, DeedKind } from './deed.js';

/** A half-open stretch of time. */
export interface Span {
  readonly from: Moment;
  readonly below: Moment;
}

/** Keeps every deed: the ledger of each grid and the log of each worker are views of it. */
export class DeedBook {
  private constructor(private readonly deeds: Collection<Deed>) {}

  static async open(store: Store): Promise<DeedBook> {
    const deeds = await store.collection<Deed>({
      name: 'deeds',
      indexes: [
        ['gridId', 'at'],
        ['personId', 'at'],
        ['kind', 'at'],
        ['household', 'at'],
      ],
    });
    return new DeedBook(deeds);
  }

  /** Writes it down; false when it stands there already. */
  async note(deed: Deed): Promise<boolean> {
    return (await this.deeds.insert(deed)).done;
  }

  /** Completes or corrects a deed; `changeOf` is pure and may run several times. */
  async change(id: string, changeOf: (deed: Deed) => Deed | undefined): Promise<Deed | undefined> {
    return (await change(this.deeds, id, changeOf))?.value;
  }

  async get(id: string): Promise<Deed | undefined> {
    return (await this.deeds.get(id))?.value;
  }

  /** A grid's, oldest first. */
  async ofGrid(gridId: UnitId, span: Span): Promise<readonly Deed[]> {
    return everyOne(this.deeds, { where: { gridId, at: { ...span } }, orderBy: ['gridId', 'at'] });
  }

  /** A person's, oldest first. */
  async ofPerson(personId: PersonId, span: Span): Promise<readonly Deed[]> {
    return everyOne(this.deeds, { where: { personId, at: { ...span } }, orderBy: ['personId', 'at'] });
  }

  /** Everybody's of one kind, oldest first. */
  async ofKind(kind: DeedKind, span: Span): Promise<readonly Deed[]> {
    return everyOne(this.deeds, { where: { kind, at: { ...span } }, orderBy: ['kind', 'at'] });
  }
}
