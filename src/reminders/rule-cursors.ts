import type { Moment } from '../base/clock.js';
import { change } from '../store/change.js';
import type { Collection, Document, Store } from '../store/store.js';

interface Cursor extends Document {
  readonly doneUntil: Moment;
}

/** How far each rule has been kept; nothing is owed from before it was first seen. */
export class RuleCursors {
  private constructor(private readonly cursors: Collection<Cursor>) {}

  static async open(store: Store): Promise<RuleCursors> {
    return new RuleCursors(await store.collection<Cursor>({ name: 'reminderCursors' }));
  }

  /** Until when the rule has been kept; a new rule begins now. */
  async doneUntil(key: string, now: Moment): Promise<Moment> {
    const known = await this.cursors.get(key);
    if (known) return known.value.doneUntil;
    await this.cursors.insert({ id: key, doneUntil: now });
    return (await this.cursors.get(key))?.value.doneUntil ?? now;
  }

  /** The rule has been kept until the moment; it never goes back. */
  async advance(key: string, until: Moment): Promise<void> {
    await change(this.cursors, key, cursor =>
      cursor.doneUntil >= until ? undefined : { ...cursor, doneUntil: until },
    );
  }
}
