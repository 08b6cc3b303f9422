import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../../src/base/clock.js';
import { silentLog } from '../../src/base/log.js';
import type { ChatGateway, IncomingMessage, OutgoingMessage } from '../../src/chat/chat-gateway.js';
import { ConfidenceBook, modelIdOf } from '../../src/classify/confidence-book.js';
import { Corrections, mindful } from '../../src/classify/corrections.js';
import { dangerOf } from '../../src/classify/danger-lexicon.js';
import { loadUnderstanding } from '../../src/classify/understand.js';
import { ErrandBook } from '../../src/flow/errand-book.js';
import type { House } from '../../src/flow/house.js';
import { Keeper } from '../../src/flow/keeper.js';
import { Presence } from '../../src/flow/presence.js';
import { Questions } from '../../src/flow/questions.js';
import type { Share } from '../../src/flow/share.js';
import { TakeOvers } from '../../src/flow/take-overs.js';
import { openInsight } from '../../src/insight/insight-room.js';
import { Drafts } from '../../src/intake/drafts.js';
import { Journal } from '../../src/intake/journal.js';
import { Outbox } from '../../src/outbox/outbox.js';
import { Reminders } from '../../src/reminders/reminders.js';
import { ClaimTries } from '../../src/roster/claims.js';
import { RosterStore } from '../../src/roster/roster-store.js';
import { DeedBook } from '../../src/tasks/deed-book.js';
import { TaskStore } from '../../src/tasks/task-store.js';
import { TicketStore } from '../../src/tickets/ticket-store.js';
import { configFolder, configuration, demoBook, rules } from './demo.js';
import { memoryMedia } from './memory-media.js';
import { memoryStore } from './memory-store.js';

/** A house of real rooms over memory, on a network that only writes down what is said. */
export interface PlayedHouse {
  readonly house: House;
  readonly keeper: Keeper;
  readonly said: OutgoingMessage[];
}

const mondayMorning: Clock = { now: () => Date.parse('2026-11-23T10:00:00+08:00') };

/** Monday morning, with the demo community; `extra` takes the place of single parts of the house, `share` says what it does of the whole. */
export async function playedHouse(extra: Partial<House> = {}, share?: Share): Promise<PlayedHouse> {
  const { store = memoryStore(), media = memoryMedia(), clock = mondayMorning } = extra;
  const said: OutgoingMessage[] = [];
  const gateway: ChatGateway = {
    account: 'bot',
    start: async () => {},
    stop: async () => {},
    async say(message) {
      said.push(message);
      return {};
    },
    hasSaid: async () => undefined,
  };
  const roster = extra.roster ?? (await RosterStore.open(store));
  const { units, people, rooms } = demoBook;
  if (await roster.isEmpty()) await roster.add({ units, people, rooms });
  roster.goBy(clock);
  const { catalogue, outbox: settings } = configuration;
  const corrections = await Corrections.open(store);
  const model = readFileSync(path.join(configFolder, 'understanding/model.bin'));
  const confidence = await ConfidenceBook.open(store, modelIdOf(model));
  const understand = loadUnderstanding(model, confidence.believed);
  const log = silentLog;
  const house: House = {
    clock,
    log,
    store,
    media,
    roster,
    catalogue,
    rules,
    understand: mindful(understand, corrections),
    confidence,
    corrections,
    journal: await Journal.open(store, 600_000),
    drafts: await Drafts.open(store),
    questions: await Questions.open(store),
    errands: await ErrandBook.open(store),
    tickets: await TicketStore.open(store),
    deeds: await DeedBook.open(store),
    claimTries: await ClaimTries.open(store),
    takeOvers: await TakeOvers.open(store),
    tasks: await TaskStore.open(store),
    taskRules: { settings: configuration.tasks, calendar: configuration.deadlines.calendar },
    gridWork: configuration.gridWork,
    insight: await openInsight(store, media, configuration.points),
    reminders: await Reminders.open(store, configuration.reminders, configuration.deadlines.calendar),
    outbox: await Outbox.open({ store, gateway, media, settings, network: 'local', clock, log }),
    channel: {
      presence: await Presence.open(store),
      gap: settings.gap,
      quietHours: settings.quietHours,
      noted: new Set(),
    },
    ticketChanged: () => {},
    ...extra,
  };
  const parts = { house, dangerOf, forgetMessage: async () => {}, ...(share ? { share } : {}) };
  return { house, keeper: new Keeper(parts), said };
}

let count = 0;

/** A message of a resident of 金桂苑6栋 in the building's group. */
export function message(text: string, more: Partial<IncomingMessage> = {}): IncomingMessage {
  count += 1;
  return {
    account: 'bot',
    id: `m-${count}`,
    at: 0,
    from: { id: 'r-jgy-6-1', name: '向日葵' },
    conversation: { kind: 'room', roomId: 'room-jgy-6' },
    topic: '金桂苑6栋楼群',
    text,
    mentionsBot: false,
    mentionedIds: [],
    ...more,
  };
}
