import type { Clock } from '../base/clock.js';
import type { TicketId } from '../base/ids.js';
import type { Log } from '../base/log.js';
import type { Catalogue } from '../classify/catalogue.js';
import type { ConfidenceBook } from '../classify/confidence-book.js';
import type { Corrections } from '../classify/corrections.js';
import type { Understand } from '../classify/understanding.js';
import type { InsightRoom } from '../insight/insight-room.js';
import type { Drafts } from '../intake/drafts.js';
import type { Journal } from '../intake/journal.js';
import { hideForGroup, maskPrivate } from '../intake/privacy.js';
import type { Outbox, Saying } from '../outbox/outbox.js';
import type { OutboxSettings } from '../outbox/outbox-settings.js';
import type { Reminders } from '../reminders/reminders.js';
import type { ClaimTries } from '../roster/claims.js';
import type { RosterStore } from '../roster/roster-store.js';
import type { DeedBook } from '../tasks/deed-book.js';
import type { GridWork } from '../tasks/grid-work.js';
import type { TaskRules } from '../tasks/task-settings.js';
import type { TaskStore } from '../tasks/task-store.js';
import type { MediaStore } from '../store/media-store.js';
import type { Store } from '../store/store.js';
import { advance, type Advanced } from '../tickets/advance.js';
import type { Doer } from '../tickets/doer.js';
import type { DueRules } from '../tickets/due.js';
import { standingsOf } from '../tickets/standing.js';
import type { EventBody } from '../tickets/ticket-event.js';
import type { TicketStore } from '../tickets/ticket-store.js';
import type { Ticket } from '../tickets/ticket.js';
import type { ErrandBook } from './errand-book.js';
import type { ModelHelp } from './model-help.js';
import type { Presence } from './presence.js';
import type { Questions } from './questions.js';
import type { TakeOvers } from './take-overs.js';

/** What is minded of the chat network itself. */
export interface Channel {
  readonly presence: Presence;
  readonly gap: OutboxSettings['gap'];
  readonly quietHours: OutboxSettings['quietHours'];
  /** What this process has logged of strange groups, so that it does so once. */
  readonly noted: Set<string>;
}

/** Everything the flow works with; put together once, in app.ts. */
export interface House extends ModelHelp {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Store;
  readonly media: MediaStore;
  readonly roster: RosterStore;
  /** How often somebody has said a wrong code for who they are. */
  readonly claimTries: ClaimTries;
  readonly catalogue: Catalogue;
  readonly rules: DueRules;
  readonly understand: Understand;
  /** How far `understand` is to be believed here, by what came of it. */
  readonly confidence: ConfidenceBook;
  /** What people have corrected; `understand` minds it. */
  readonly corrections: Corrections;
  readonly journal: Journal;
  readonly drafts: Drafts;
  readonly questions: Questions;
  readonly tickets: TicketStore;
  readonly deeds: DeedBook;
  /** Work that is pushed down to grids, and its rules. */
  readonly tasks: TaskStore;
  readonly taskRules: TaskRules;
  /** What check-ins, patrols and visits need before they count. */
  readonly gridWork: GridWork;
  /** Points, what they can be changed into, and the pictures of reports. */
  readonly insight: InsightRoom;
  /** Who asked whom to go on with what they have in hand. */
  readonly takeOvers: TakeOvers;
  readonly reminders: Reminders;
  readonly outbox: Outbox;
  readonly channel: Channel;
  /** What the language model has still to be asked. */
  readonly errands: ErrandBook;
  /** Told after a ticket changed, for pages that show it live. */
  readonly ticketChanged: (ticket: Ticket) => void;
}

/** What came of acting on a ticket; `unknown` when there is none with this id, `over` when nothing is to be done any more. */
export type Acted = Advanced | { readonly done: false; readonly why: 'unknown' | 'over' };

/**
 * Lets something happen to a ticket, by whoever may; the store is asked again whenever somebody else was faster. What happens may
 * depend on how the ticket stands by then; undefined: nothing.
 */
export async function act(
  house: House,
  id: TicketId,
  body: EventBody | ((ticket: Ticket) => EventBody | undefined),
  doer: Omit<Doer, 'at' | 'standings'> & Partial<Pick<Doer, 'standings'>>,
): Promise<Acted> {
  let outcome: Acted = { done: false, why: 'unknown' };
  const at = house.clock.now();
  await house.tickets.change(id, ticket => {
    const standings = doer.standings ?? standingsOf(ticket, doer.by, house.roster.book);
    const event = typeof body === 'function' ? body(ticket) : body;
    outcome = event
      ? advance(ticket, event, { ...doer, at, standings }, house.rules)
      : { done: false, why: 'over' };
    return outcome.done ? outcome.ticket : undefined;
  });
  const settled = outcome as Acted;
  if (settled.done) house.ticketChanged(settled.ticket);
  return settled;
}

/** Says it, unless its key was said before. Whatever led to it: no room number and no phone number is said in a group. */
export async function say(house: House, ...sayings: readonly Saying[]): Promise<void> {
  for (const saying of sayings) {
    const text = maskPrivate(saying.text);
    const isPublic = saying.conversation.kind === 'room';
    await house.outbox.add({ ...saying, text: isPublic ? hideForGroup(text) : text });
  }
}
