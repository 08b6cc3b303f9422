import { DAY, type Moment } from '../base/clock.js';
import type { MediaId } from '../base/ids.js';
import type { Contact, Conversation, Attachment } from '../chat/chat-gateway.js';
import { change, everyOne } from '../store/change.js';
import type { Collection, Document, Store } from '../store/store.js';

/** An incoming message as the house keeps it: cleaned, numbers masked, its photo put aside. */
export interface Heard {
  readonly account: string;
  readonly messageId: string;
  readonly at: Moment;
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

const KEYS_KEPT_FOR = 7 * DAY;

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
    const outcome = await this.entries.insert({
      id: keyOf(heard.account, heard.messageId),
      heard,
      isDone: false,
      eraseAt: heard.at + this.keepMs,
      forgetAt: heard.at + KEYS_KEPT_FOR,
    });
    return outcome.done;
  }

  /** Whether the message was heard before, even if its text has been erased since. */
  async knows(account: string, messageId: string): Promise<boolean> {
    return (await this.entries.get(keyOf(account, messageId))) !== undefined;
  }

  async markDone(heard: Heard): Promise<void> {
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

  /** Erases what has been kept long enough. @returns what was erased, so that its photos can go, too */
  async eraseOld(now: Moment): Promise<readonly Heard[]> {
    const erased: Heard[] = [];
    for (const { value, version } of await this.#before('eraseAt', now)) {
      if (!value.isDone) continue;
      const outcome = await this.entries.replace({ ...value, heard: null, eraseAt: null }, version);
      if (outcome.done && value.heard) erased.push(value.heard);
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

function keyOf(account: string, messageId: string): string {
  return `${account}|${messageId}`;
}
