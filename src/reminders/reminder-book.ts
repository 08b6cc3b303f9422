import { DAY, MINUTE, type Moment } from '../base/clock.js';
import type { MediaId, TicketId } from '../base/ids.js';
import { change, everyOne } from '../store/change.js';
import type { Collection, Document, Store } from '../store/store.js';

/** What somebody is reminded of. */
export type Subject =
  | { readonly kind: 'rule'; readonly rule: string }
  /** `seq` is the event of the ticket it comes of. */
  | { readonly kind: 'halfway' | 'deadline-near'; readonly ticketId: TicketId; readonly seq: number }
  /** Who will not come to a meeting. */
  | { readonly kind: 'excuses'; readonly meetingId: string };

/**
 * One thing of which one audience is to be reminded at one moment. The id is made of just that, so that it is kept once
 * whoever thinks of it, and however often.
 */
export interface Reminder extends Document {
  /** See audienceKey. */
  readonly audience: string;
  readonly subject: Subject;
  /** When it came due. */
  readonly at: Moment;
  readonly isUrgent: boolean;
  /** Said at this moment at the earliest; null when it is settled. */
  readonly waitsUntil: Moment | null;
  /** After this nobody needs it any more. */
  readonly expiresAt?: Moment;
  readonly settledAt?: Moment;
}

/** What is said to an audience in one message. */
export interface Telling {
  readonly text: string;
  readonly mentionIds: readonly string[];
  /** The first goes with the text, the others follow. */
  readonly mediaIds?: readonly MediaId[];
}

/** What is being said to an audience; one thing at a time, whoever says it. */
interface Talk extends Document {
  /** How many messages this audience was sent. */
  readonly count: number;
  readonly saying: Spoken | null;
}

/** A message with its own unique key, and the reminders that are settled by it. */
export interface Spoken {
  readonly key: string;
  readonly reminderIds: readonly string[];
  readonly isUrgent: boolean;
  /** Null when there was nothing to say of them. */
  readonly telling: Telling | null;
}

/** How what waits is put into words, and how it is said; `say` may be called twice with the same key. */
export interface Voice {
  /** Undefined when there is nothing to say. */
  readonly compose: (audience: string, reminders: readonly Reminder[]) => Promise<Telling | undefined>;
  readonly say: (audience: string, spoken: Spoken & { readonly telling: Telling }) => Promise<void>;
}

/** Settled ones are kept as long as the outbox keeps what was said. */
const KEPT_FOR = 30 * DAY;
const AGAIN_AFTER = MINUTE;

/** What people are to be reminded of: kept once, said once, together. */
export class ReminderBook {
  private constructor(
    private readonly reminders: Collection<Reminder>,
    private readonly talks: Collection<Talk>,
  ) {}

  static async open(store: Store): Promise<ReminderBook> {
    const reminders = await store.collection<Reminder>({
      name: 'reminders',
      indexes: [['waitsUntil'], ['audience', 'waitsUntil'], ['settledAt']],
    });
    return new ReminderBook(reminders, await store.collection<Talk>({ name: 'reminderTalks' }));
  }

  /** Keeps it; false when it is kept already, or was said. */
  async put(reminder: Omit<Reminder, 'settledAt'>): Promise<boolean> {
    return (await this.reminders.insert(reminder)).done;
  }

  async get(id: string): Promise<Reminder | undefined> {
    return (await this.reminders.get(id))?.value;
  }

  /** Audiences for whom something is due, the longest due first; at most `limit`. */
  async audiencesDue(now: Moment, limit: number): Promise<readonly string[]> {
    const page = await this.reminders.find({
      where: { waitsUntil: { from: 0, below: now + 1 } },
      orderBy: ['waitsUntil'],
      limit,
    });
    return [...new Set(page.found.map(({ value }) => value.audience))];
  }

  /** The first moment at which something is to be said. */
  async nextAt(): Promise<Moment | undefined> {
    const page = await this.reminders.find({
      where: { waitsUntil: { from: 0 } },
      orderBy: ['waitsUntil'],
      limit: 1,
    });
    return page.found[0]?.value.waitsUntil ?? undefined;
  }

  /**
   * Says everything that is due for the audience in one message. What is said is written down before it is said, under the
   * version of the audience's own document: of several processes one decides what belongs together, and whoever comes after
   * a crash says the very same again under the same key.
   *
   * @returns how many reminders were settled
   */
  async speak(audience: string, now: Moment, voice: Voice): Promise<number> {
    await this.talks.insert({ id: audience, count: 0, saying: null });
    for (;;) {
      const talk = await this.talks.get(audience);
      if (!talk) return 0;
      const { value, version } = talk;
      if (value.saying) {
        await this.#finish(value, value.saying, version, now, voice);
        continue;
      }
      const waiting = await this.#waiting(audience, now);
      if (waiting.length === 0) return 0;
      const saying = await this.#composed(value, waiting, now, voice);
      const outcome = await this.talks.replace({ ...value, count: value.count + 1, saying }, version);
      if (!outcome.done) continue;
      await this.#finish({ ...value, count: value.count + 1 }, saying, outcome.version, now, voice);
      return waiting.length;
    }
  }

  /** Nothing is said to the audience before the moment: it is night, or something went wrong. */
  async postpone(audience: string, now: Moment, until: Moment = now + AGAIN_AFTER): Promise<number> {
    const waiting = await this.#waiting(audience, now);
    for (const { id } of waiting) {
      await change(this.reminders, id, reminder => {
        const isDue = reminder.waitsUntil !== null && reminder.waitsUntil <= now;
        return isDue ? { ...reminder, waitsUntil: until } : undefined;
      });
    }
    return waiting.length;
  }

  /** Removes what was settled long ago. */
  async forgetOld(now: Moment): Promise<void> {
    const page = await this.reminders.find({
      where: { settledAt: { from: 0, below: now - KEPT_FOR } },
      orderBy: ['settledAt'],
      limit: 500,
    });
    for (const { value } of page.found) await this.reminders.remove(value.id);
  }

  async #waiting(audience: string, now: Moment): Promise<readonly Reminder[]> {
    return everyOne(this.reminders, {
      where: { audience, waitsUntil: { from: 0, below: now + 1 } },
      orderBy: ['audience', 'waitsUntil'],
    });
  }

  async #composed(talk: Talk, waiting: readonly Reminder[], now: Moment, voice: Voice): Promise<Spoken> {
    const inTime = waiting.filter(({ expiresAt }) => expiresAt === undefined || now <= expiresAt);
    const telling = inTime.length === 0 ? undefined : await voice.compose(talk.id, inTime);
    return {
      key: `reminder|${talk.id}|${talk.count + 1}`,
      reminderIds: waiting.map(({ id }) => id),
      isUrgent: inTime.some(({ isUrgent }) => isUrgent),
      telling: telling ?? null,
    };
  }

  /** Says it and settles what it was about; once one of them is settled it has been said. */
  async #finish(talk: Talk, saying: Spoken, version: number, now: Moment, voice: Voice): Promise<void> {
    const { telling, reminderIds } = saying;
    if (telling && !(await this.#isSettled(reminderIds[0]))) {
      await voice.say(talk.id, { ...saying, telling });
    }
    for (const id of reminderIds) {
      await change(this.reminders, id, reminder =>
        reminder.waitsUntil === null ? undefined : { ...reminder, waitsUntil: null, settledAt: now },
      );
    }
    // Stale: somebody else finished it.
    await this.talks.replace({ ...talk, saying: null }, version);
  }

  async #isSettled(id: string | undefined): Promise<boolean> {
    const first = id === undefined ? undefined : await this.reminders.get(id);
    return first === undefined || first.value.waitsUntil === null;
  }
}
