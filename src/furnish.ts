import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { TicketView } from './api/ticket-view.js';
import { viewTicket } from './api/view-ticket.js';
import { MINUTE, type Clock } from './base/clock.js';
import type { Log } from './base/log.js';
import type { ChatGateway } from './chat/chat-gateway.js';
import { ConfidenceBook, modelIdOf } from './classify/confidence-book.js';
import { Corrections, mindful } from './classify/corrections.js';
import { loadUnderstanding } from './classify/understand.js';
import type { Configuration } from './configuration.js';
import { ownerOf } from './flow/address.js';
import { ErrandBook } from './flow/errand-book.js';
import type { Channel, House } from './flow/house.js';
import { Presence } from './flow/presence.js';
import { Questions } from './flow/questions.js';
import { whereNow } from './flow/speaker.js';
import { TakeOvers } from './flow/take-overs.js';
import { openInsight } from './insight/insight-room.js';
import { Drafts, usualJoin } from './intake/drafts.js';
import { Journal } from './intake/journal.js';
import { openModel } from './open-model.js';
import { Outbox } from './outbox/outbox.js';
import { Reminders } from './reminders/reminders.js';
import { ClaimTries } from './roster/claims.js';
import type { RosterStore } from './roster/roster-store.js';
import type { Settings } from './settings.js';
import type { MediaStore } from './store/media-store.js';
import type { Store } from './store/store.js';
import { DeedBook } from './tasks/deed-book.js';
import { TaskStore } from './tasks/task-store.js';
import { dueAt } from './tickets/deadlines.js';
import { TicketStore } from './tickets/ticket-store.js';

const JOURNAL_KEEPS = 10 * MINUTE;
const LOCAL_JOIN = { ...usualJoin, quietMs: 1_500 };

/** What a house is furnished with. */
export interface Furniture {
  readonly configuration: Configuration;
  readonly store: Store;
  readonly media: MediaStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly roster: RosterStore;
  readonly gateway: ChatGateway;
  readonly settings: Settings;
  readonly environment: NodeJS.ProcessEnv;
  readonly listeners: ReadonlySet<(view: TicketView) => void>;
}

/** Opens every room of the house over the store. */
export async function furnish(parts: Furniture): Promise<House> {
  const { configuration, store, media, clock, log, roster, settings, environment, listeners } = parts;
  const { catalogue, deadlines } = configuration;
  const isLocal = settings.puppet === 'local';
  return {
    clock,
    log,
    store,
    media,
    roster,
    catalogue,
    rules: { deadlines, dueAt: (step, ticket, from) => dueAt(step, ticket, from, deadlines, catalogue) },
    ...(await understandingIn(parts)),
    ...(await openModel({ environment, settings, store, clock, log, catalogue })),
    journal: await Journal.open(store, JOURNAL_KEEPS),
    drafts: await Drafts.open(store, isLocal ? LOCAL_JOIN : usualJoin),
    questions: await Questions.open(store),
    errands: await ErrandBook.open(store),
    tickets: await TicketStore.open(store),
    deeds: await DeedBook.open(store),
    tasks: await TaskStore.open(store),
    taskRules: { settings: configuration.tasks, calendar: deadlines.calendar },
    gridWork: configuration.gridWork,
    insight: await openInsight(store, media, configuration.points),
    claimTries: await ClaimTries.open(store),
    takeOvers: await TakeOvers.open(store),
    reminders: await Reminders.open(store, configuration.reminders, deadlines.calendar),
    channel: await channelOf(parts),
    outbox: await outboxOf(parts),
    ticketChanged(ticket) {
      if (listeners.size === 0) return;
      const view = viewTicket(ticket, { book: roster.book, catalogue, now: clock.now() });
      for (const listener of listeners) listener(view);
    },
  };
}

async function understandingIn({
  settings,
  store,
}: Furniture): Promise<Pick<House, 'understand' | 'confidence' | 'corrections'>> {
  const model = readFileSync(path.join(settings.configDir, 'understanding/model.bin'));
  const confidence = await ConfidenceBook.open(store, modelIdOf(model));
  const corrections = await Corrections.open(store);
  const understand = mindful(loadUnderstanding(model, confidence.believed), corrections);
  return { understand, confidence, corrections };
}

async function channelOf({ store, configuration }: Furniture): Promise<Channel> {
  const { gap, quietHours } = configuration.outbox;
  return { presence: await Presence.open(store), gap, quietHours, noted: new Set() };
}

async function outboxOf(parts: Furniture): Promise<Outbox> {
  const { store, gateway, media, clock, log, roster, configuration, settings } = parts;
  return Outbox.open({
    store,
    gateway,
    media,
    settings: configuration.outbox,
    network: settings.puppet === 'local' ? 'local' : 'default',
    clock,
    log,
    whereNow: conversation => whereNow(conversation, roster.book),
    ownerOf: saying => ownerOf(saying, roster.book),
  });
}
