import type { Moment } from '../base/clock.js';
import type { TicketId } from '../base/ids.js';
import type { Command } from '../intake/command.js';
import type { Collection, Document, Store } from '../store/store.js';
import type { RosterQuestion } from './roster-question.js';
import type { TaskQuestion } from './task-question.js';

/** What the bot waits to hear from somebody; one at a time for each person. */
export type Question =
  /** Several tickets may be meant by a word; the answer is a place in the list or a number. */
  | {
      readonly kind: 'which';
      readonly command: Command;
      readonly ticketIds: readonly TicketId[];
      readonly mediaIds: readonly string[];
    }
  /** 撤回 once more. */
  | { readonly kind: 'withdraw'; readonly ticketId: TicketId }
  /** The report was joined to this ticket; 不是 opens one of its own. */
  | { readonly kind: 'same'; readonly ticketId: TicketId; readonly text: string; readonly messageId: string }
  /** Not satisfied without a word why. */
  | { readonly kind: 'why'; readonly ticketId: TicketId }
  /** Shall what was found on a patrol or a visit become a ticket? */
  | {
      readonly kind: 'file';
      readonly finds: readonly {
        readonly deedId: string;
        readonly text: string;
        readonly privatePlace?: string;
      }[];
    }
  /** Something about a pushed task. */
  | { readonly kind: 'task'; readonly asked: TaskQuestion }
  /** Something about leave, or about work that changes hands. */
  | { readonly kind: 'roster'; readonly asked: RosterQuestion };

interface Asked extends Document {
  readonly question: Question;
  readonly until: Moment;
}

/** Keeps what the bot has asked whom. */
export class Questions {
  private constructor(private readonly asked: Collection<Asked>) {}

  static async open(store: Store): Promise<Questions> {
    return new Questions(await store.collection<Asked>({ name: 'questions', indexes: [['until']] }));
  }

  /** Asks; what was asked of this person before is given up. */
  async ask(contactKey: string, question: Question, until: Moment): Promise<void> {
    const stored = await this.asked.get(contactKey);
    const asked: Asked = { id: contactKey, question, until };
    if (stored) await this.asked.replace(asked, stored.version);
    else await this.asked.insert(asked);
  }

  /** What this person was asked and may still answer. */
  async of(contactKey: string, now: Moment): Promise<Question | undefined> {
    const stored = await this.asked.get(contactKey);
    return stored && stored.value.until > now ? stored.value.question : undefined;
  }

  async answered(contactKey: string): Promise<void> {
    await this.asked.remove(contactKey);
  }

  /** Removes what nobody will answer any more. */
  async forgetOld(now: Moment): Promise<void> {
    const page = await this.asked.find({
      where: { until: { from: 0, below: now } },
      orderBy: ['until'],
      limit: 500,
    });
    for (const { value } of page.found) await this.asked.remove(value.id);
  }

  async nextAt(): Promise<Moment | undefined> {
    return (await this.asked.find({ orderBy: ['until'], limit: 1 })).found[0]?.value.until;
  }
}
