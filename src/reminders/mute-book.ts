import { dayOf, daysLater, startOf } from '../base/china-time.js';
import type { Moment } from '../base/clock.js';
import type { PersonId } from '../base/ids.js';
import type { Collection, Document, Store } from '../store/store.js';

interface Mute extends Document {
  readonly until: Moment;
}

/** Who does not want to be reminded today. */
export class MuteBook {
  private constructor(private readonly mutes: Collection<Mute>) {}

  static async open(store: Store): Promise<MuteBook> {
    return new MuteBook(await store.collection<Mute>({ name: 'mutes', indexes: [['until']] }));
  }

  /** Until tomorrow. */
  async mute(personId: PersonId, now: Moment): Promise<void> {
    await this.#set(personId, startOf(daysLater(dayOf(now), 1)));
  }

  /** @returns false when nothing was muted */
  async unmute(personId: PersonId, now: Moment): Promise<boolean> {
    const wasMuted = await this.isMuted(personId, now);
    await this.mutes.remove(personId);
    return wasMuted;
  }

  async isMuted(personId: PersonId, now: Moment): Promise<boolean> {
    return ((await this.mutes.get(personId))?.value.until ?? 0) > now;
  }

  /** Removes what is over. */
  async forgetOld(now: Moment): Promise<void> {
    const page = await this.mutes.find({
      where: { until: { from: 0, below: now + 1 } },
      orderBy: ['until'],
      limit: 500,
    });
    for (const { value } of page.found) await this.mutes.remove(value.id);
  }

  async #set(personId: PersonId, until: Moment): Promise<void> {
    const stored = await this.mutes.get(personId);
    if (stored) await this.mutes.replace({ id: personId, until }, stored.version);
    else await this.mutes.insert({ id: personId, until });
  }
}
