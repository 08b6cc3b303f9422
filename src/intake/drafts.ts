import { MINUTE, type Moment } from '../base/clock.js';
import type { MediaId, MessageId } from '../base/ids.js';
import type { Contact, Conversation } from '../chat/chat-gateway.js';
import { change, everyOne } from '../store/change.js';
import type { Collection, Document, Store } from '../store/store.js';
import type { Heard } from './journal.js';

/** One message of a person who may not have finished speaking. */
export interface Fragment {
  readonly messageId: MessageId;
  readonly at: Moment;
  readonly text: string;
  readonly mediaId?: MediaId;
}

/** What a person has said in a conversation within a short while, not yet understood. */
export interface Draft extends Document {
  readonly account: string;
  readonly from: Contact;
  readonly conversation: Conversation;
  readonly topic: string;
  readonly fragments: readonly Fragment[];
  readonly mentionsBot: boolean;
  /** When the person is taken to have finished; pushed back by every further fragment. */
  readonly readyAt: Moment;
  /** Its sender has said that it is not the matter which it was taken for. */
  readonly isSeparate?: true;
  /** Its photos have been waiting for their sentence once already. */
  readonly hasWaited?: true;
}

/** How fragments are joined, in milliseconds. */
export interface JoinRules {
  /** Silence after which a text is taken as finished. */
  readonly quietMs: number;
  /** A bare photo waits so long for its sentence. */
  readonly photoMs: number;
  /** Nobody is listened to for longer than this before being answered. */
  readonly mostMs: number;
}

export const usualJoin: JoinRules = { quietMs: 6_000, photoMs: 2 * MINUTE, mostMs: 30_000 };

/** The words of a draft, in the order they were said. */
export function textOf(draft: Draft): string {
  return draft.fragments
    .map(fragment => fragment.text)
    .filter(text => text !== '')
    .join('，');
}

/** The photos of a draft. */
export function photosOf(draft: Draft): readonly MediaId[] {
  return draft.fragments.flatMap(fragment => (fragment.mediaId === undefined ? [] : [fragment.mediaId]));
}

type IsMine = (account: string) => boolean;

function everyones(): boolean {
  return true;
}

/** Keeps what people are in the middle of saying. */
export class Drafts {
  private constructor(
    private readonly drafts: Collection<Draft>,
    private readonly rules: JoinRules,
  ) {}

  static async open(store: Store, rules: JoinRules = usualJoin): Promise<Drafts> {
    return new Drafts(await store.collection<Draft>({ name: 'drafts', indexes: [['readyAt']] }), rules);
  }

  /** Joins a message to what the person said just before; the same message twice is there once. `isSeparate`: see Draft. */
  async join(heard: Heard, now: Moment, isSeparate = false): Promise<Draft> {
    const id = draftIdOf(heard);
    const fragment: Fragment = {
      messageId: heard.messageId,
      at: heard.at,
      text: heard.text,
      ...(heard.mediaId === undefined ? {} : { mediaId: heard.mediaId }),
    };
    for (;;) {
      const stored = await this.drafts.get(id);
      const before = stored?.value.fragments ?? [];
      if (stored && before.some(known => known.messageId === fragment.messageId)) return stored.value;
      const fragments = [...before, fragment];
      const { account, from, conversation, topic } = heard;
      const mentionsBot = heard.mentionsBot || (stored?.value.mentionsBot ?? false);
      const draft: Draft = {
        id,
        account,
        from,
        conversation,
        topic,
        fragments,
        mentionsBot,
        readyAt: this.#readyAt(fragments, now),
        ...(isSeparate || stored?.value.isSeparate ? { isSeparate: true as const } : {}),
      };
      const outcome = stored
        ? await this.drafts.replace(draft, stored.version)
        : await this.drafts.insert(draft);
      if (outcome.done) return draft;
    }
  }

  /** What is finished and can be understood, of the accounts that are ours; each draft is given out until it is removed. */
  async ready(now: Moment, isMine: IsMine = everyones): Promise<readonly Draft[]> {
    const where = { readyAt: { from: 0, below: now + 1 } };
    const ready = await everyOne(this.drafts, { where, orderBy: ['readyAt'] });
    return ready.filter(({ account }) => isMine(account));
  }

  /** Every draft that need not wait for words, finished or not. */
  async withWords(isMine: IsMine = everyones): Promise<readonly Draft[]> {
    return (await everyOne(this.drafts)).filter(
      draft => isMine(draft.account) && (textOf(draft) !== '' || photosOf(draft).length === 0),
    );
  }

  /** Lets a draft wait a little longer, once. False when it has waited before, or has changed meanwhile. */
  async waitOnce(draft: Draft, until: Moment): Promise<boolean> {
    const stored = await this.drafts.get(draft.id);
    if (!stored || stored.value.hasWaited) return false;
    const waiting: Draft = { ...stored.value, readyAt: until, hasWaited: true };
    return (await this.drafts.replace(waiting, stored.version)).done;
  }

  async nextReadyAt(): Promise<Moment | undefined> {
    const page = await this.drafts.find({ orderBy: ['readyAt'], limit: 1 });
    return page.found[0]?.value.readyAt;
  }

  async remove(draft: Draft): Promise<void> {
    await this.drafts.remove(draft.id);
  }

  /** The photos that a person sent just before a word; they stay until they are taken. */
  async photosBefore(heard: Heard): Promise<readonly MediaId[]> {
    const stored = await this.drafts.get(draftIdOf(heard));
    return !stored || textOf(stored.value) !== '' ? [] : photosOf(stored.value);
  }

  /** Takes the photos that a person sent just before a word, so that they go with the word. */
  async takePhotos(heard: Heard): Promise<readonly MediaId[]> {
    const photos = await this.photosBefore(heard);
    if (photos.length > 0) await this.drafts.remove(draftIdOf(heard));
    return photos;
  }

  /** Takes a recalled message out. True if it was there. */
  async takeBack(heard: Pick<Heard, 'account' | 'conversation' | 'from' | 'messageId'>): Promise<boolean> {
    const others = (draft: Draft): Draft['fragments'] =>
      draft.fragments.filter(fragment => fragment.messageId !== heard.messageId);
    const left = await change(this.drafts, draftIdOf(heard), draft => {
      const fragments = others(draft);
      return fragments.length === draft.fragments.length ? undefined : { ...draft, fragments };
    });
    if (left?.value.fragments.length === 0) await this.drafts.remove(left.value.id);
    return left?.changed ?? false;
  }

  #readyAt(fragments: readonly Fragment[], now: Moment): Moment {
    const hasWords = fragments.some(fragment => fragment.text !== '');
    const hasPhoto = fragments.some(fragment => fragment.mediaId !== undefined);
    if (!hasWords) return now + (hasPhoto ? this.rules.photoMs : this.rules.quietMs);
    const firstWords = fragments.find(fragment => fragment.text !== '')?.at ?? now;
    return Math.min(now + this.rules.quietMs, Math.max(now, firstWords + this.rules.mostMs));
  }
}

function draftIdOf(heard: Pick<Heard, 'account' | 'conversation' | 'from'>): string {
  const where = heard.conversation.kind === 'room' ? heard.conversation.roomId : 'direct';
  return `${heard.account}|${where}|${heard.from.id}`;
}
