import { DAY, MINUTE, type Moment } from '../base/clock.js';
import type { MediaId } from '../base/ids.js';
import type { Contact, Conversation, Attachment } from '../chat/chat-gateway.js';
import { change, everyOne } from '../store/change.js';
import type { Collection, Document, Store } from '../store/store.js';

/** An incoming message as the house keeps it: cleaned, numbers masked, its photo put aside. */
export interface Heard {
  readonly account: string;
  readonly messageId: string;
  /** When it was said. A network that delivers at once is not asked for it: then it is when the message arrived. */
  readonly at: Moment;
  /** When it arrived, if that was a good while after it was said. */
  readonly arrivedAt?: Moment;
  readonly from: Contact;
  readonly conversation: Conversation;
  readonly topic: string;
  readonly text: string;
  readonly attachment?: Attachment;
  readonly mediaId?: MediaId;
  /** Where a voice message lies until it has become text. */
  readonly voiceId?: MediaId;
  /** Why a photo that was sent is not here. */
  readonly photoFault?: 'too-large' | 'unreadable' | 'too-many-pixels';
  /** Characters beyond what is read were cut off. */
  readonly isCut: boolean;
  readonly mentionsBot: boolean;
  readonly mentionedIds: readonly string[];
  readonly quote?: { readonly name: string; readonly text: string };
}

interface JournalEntry extends Document {
  /** Null once erased: the key alone stays, so that a message delivered hours late is still known. */
  readonly heard: Heard | null;
  readonly isDone: boolean;
  readonly eraseAt: Moment | null;
  readonly forgetAt: Moment;
}

/** What arrives so much later than it was said counts from when it was said; less is not worth a word. */
export const LATE_FROM = 30 * MINUTE;
/** A message that was said longer ago is not taken any more: its key may have been forgotten. */
export const KEYS_KEPT_FOR = 7 * DAY;
/** The version of an entry that nobody has changed. */
const AS_NOTED = 1;
/** What could not be worked on in two days is given up, because no text may stay for ever. */
const UNFINISHED_KEPT_FOR = 2 * DAY;

/** Every message first of all is written here, so that a crash loses none and a second delivery does nothing. */
export class Journal {
  private constructor(
    private readonly entries: Collection<JournalEntry>,
    private readonly keepMs: number,
  ) {}

  /** @param keepMs how long a message may stay that did not become part of a report */
  static async open(store: Store, keepMs: number): Promise<Journal> {
    const entries = await store.collection<JournalEntry>({
      name: 'journal',
      indexes: [['isDone'], ['eraseAt'], ['forgetAt']],
    });
    return new Journal(entries, keepMs);
  }

  /** True when the message had not been heard before. */
  async note(heard: Heard): Promise<boolean> {
    const outcome = await this.entries.insert(this.#entryOf(heard, false));
    return outcome.done;
  }

  /** If it was not heard before: when it comes it counts as heard. */
  async refuse(account: string, messageId: string, now: Moment): Promise<void> {
    const id = keyOf(account, messageId);
    await this.entries.insert({
      id,
      heard: null,
      isDone: true,
      eraseAt: null,
      forgetAt: now + KEYS_KEPT_FOR,
    });
  }

  #entryOf(heard: Heard, isDone: boolean): JournalEntry {
    return {
      id: keyOf(heard.account, heard.messageId),
      heard,
      isDone,
      eraseAt: arrivalOf(heard) + this.keepMs,
      forgetAt: arrivalOf(heard) + KEYS_KEPT_FOR,
    };
  }

  /** How many messages have not been worked on yet. */
  async countUnfinished(): Promise<number> {
    return this.entries.count({ isDone: false });
  }

  /** Whether the message was heard before, even if its text has been erased since. */
  async knows(account: string, messageId: string): Promise<boolean> {
    return (await this.entries.get(keyOf(account, messageId))) !== undefined;
  }

  async markDone(heard: Heard): Promise<void> {
    // Nearly always it still stands as it was noted, so that it need not be read first; a voice has become text meanwhile.
    const isAsNoted = heard.voiceId === undefined;
    if (isAsNoted && (await this.entries.replace(this.#entryOf(heard, true), AS_NOTED)).done) return;
    await change(this.entries, keyOf(heard.account, heard.messageId), entry =>
      entry.isDone ? undefined : { ...entry, isDone: true },
    );
  }

  /** Messages that were heard and not worked on yet, oldest first: every account's, or those for which `isMine` says so. */
  async unfinished(isMine: (account: string) => boolean = () => true): Promise<readonly Heard[]> {
    const entries = await everyOne(this.entries, { where: { isDone: false } });
    const heard = entries.flatMap(entry => (entry.heard && isMine(entry.heard.account) ? [entry.heard] : []));
    return heard.sort((a, b) => a.at - b.at);
  }

  /** What was heard, as long as it is kept. */
  async heard(account: string, messageId: string): Promise<Heard | undefined> {
    return (await this.entries.get(keyOf(account, messageId)))?.value.heard ?? undefined;
  }

  /** Erases the text of a recalled message; undefined when it is unknown or erased already. */
  async erase(account: string, messageId: string): Promise<Heard | undefined> {
    let erased: Heard | undefined;
    await change(this.entries, keyOf(account, messageId), entry => {
      erased = entry.heard ?? undefined;
      return entry.heard ? { ...entry, heard: null, isDone: true, eraseAt: null } : undefined;
    });
    return erased;
  }

  /**
   * Erases what has been kept long enough; what is not worked on yet is kept for two days, and `lose` is told of it.
   *
   * @param isFree takes away first what hangs on a message (its photo), so that a crash in between leaves nothing without an owner;
   *   false when that failed: then the message stays until the next time
   * @returns what was erased
   */
  async eraseOld(
    now: Moment,
    lose: (heard: Heard) => void = () => {},
    isFree: (heard: Heard) => Promise<boolean> = async () => true,
  ): Promise<readonly Heard[]> {
    const erased: Heard[] = [];
    for (const { value, version } of await this.#before('eraseAt', now)) {
      const { heard, isDone } = value;
      const keptUntil = isDone || !heard ? 0 : arrivalOf(heard) + UNFINISHED_KEPT_FOR;
      const isOver = keptUntil <= now;
      const next: JournalEntry = isOver
        ? { ...value, heard: null, isDone: true, eraseAt: null }
        : { ...value, eraseAt: keptUntil };
      if (isOver && heard && !(await isFree(heard))) continue;
      const outcome = await this.entries.replace(next, version);
      if (!outcome.done || !isOver || !heard) continue;
      erased.push(heard);
      if (!isDone) lose(heard);
    }
    for (const { value } of await this.#before('forgetAt', now)) await this.entries.remove(value.id);
    return erased;
  }

  /** The next moment at which something must be erased. */
  async nextEraseAt(): Promise<Moment | undefined> {
    const page = await this.entries.find({ where: { eraseAt: { from: 0 } }, orderBy: ['eraseAt'], limit: 1 });
    return page.found[0]?.value.eraseAt ?? undefined;
  }

  async #before(
    field: 'eraseAt' | 'forgetAt',
    now: Moment,
  ): Promise<readonly { value: JournalEntry; version: number }[]> {
    const page = await this.entries.find({
      where: { [field]: { from: 0, below: now + 1 } },
      orderBy: [field],
      limit: 1000,
    });
    return page.found;
  }
}

/** When it came to us, whenever it was said. */
export function arrivalOf({ at, arrivedAt }: Pick<Heard, 'at' | 'arrivedAt'>): Moment {
  return arrivedAt ?? at;
}

function keyOf(account: string, messageId: string): string {
  return `${account}|${messageId}`;
}
