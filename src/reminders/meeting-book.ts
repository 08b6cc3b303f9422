import { DAY, HOUR, type Moment } from '../base/clock.js';
import type { UnitId } from '../base/ids.js';
import { everyOne } from '../store/change.js';
import type { Collection, Document, Store } from '../store/store.js';

/** A meeting to which people were called. */
export interface Meeting extends Document {
  readonly name: string;
  readonly place: string;
  readonly startsAt: Moment;
  /** Who serves here or below is called to it. */
  readonly unitId: UnitId;
  /** When they were called; who cannot come says so after that. */
  readonly calledAt: Moment;
}

/** Who arrives late may still say that they will not come. */
const GRACE = HOUR;
const KEPT_FOR = 30 * DAY;

/** The meetings that were called. */
export class MeetingBook {
  private constructor(private readonly meetings: Collection<Meeting>) {}

  static async open(store: Store): Promise<MeetingBook> {
    return new MeetingBook(await store.collection<Meeting>({ name: 'meetings', indexes: [['startsAt']] }));
  }

  /** The same one again changes nothing. */
  async note(meeting: Meeting): Promise<void> {
    await this.meetings.insert(meeting);
  }

  async get(id: string): Promise<Meeting | undefined> {
    return (await this.meetings.get(id))?.value;
  }

  /** Meetings that people were called to and that are not long over, the soonest first. */
  async pending(now: Moment): Promise<readonly Meeting[]> {
    const soon = await everyOne(this.meetings, {
      where: { startsAt: { from: now - GRACE, below: now + DAY } },
      orderBy: ['startsAt'],
    });
    return soon.filter(({ calledAt }) => calledAt <= now);
  }

  /** Removes what is long over. */
  async forgetOld(now: Moment): Promise<void> {
    const page = await this.meetings.find({
      where: { startsAt: { from: 0, below: now - KEPT_FOR } },
      orderBy: ['startsAt'],
      limit: 500,
    });
    for (const { value } of page.found) await this.meetings.remove(value.id);
  }
}
