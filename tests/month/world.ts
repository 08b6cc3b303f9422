import { Buffer } from 'node:buffer';
import { pino } from 'pino';
import sharp from 'sharp';
import { HOUR, MINUTE, MovableClock, SECOND, type Moment } from '../../src/base/clock.js';
import { dayOf, daysLater, startOf, timeOfDay } from '../../src/base/china-time.js';
import type { Log } from '../../src/base/log.js';
import type {
  ChatGateway,
  Conversation,
  IncomingMessage,
  OutgoingMessage,
} from '../../src/chat/chat-gateway.js';
import type { House } from '../../src/flow/house.js';
import type { Keeper } from '../../src/flow/keeper.js';
import { nextDueMoment } from '../../src/flow/on-clock.js';
import { Outbox } from '../../src/outbox/outbox.js';
import { RosterStore } from '../../src/roster/roster-store.js';
import { openFolderMediaStore } from '../../src/store/folder-media-store.js';
import { openSqliteStore } from '../../src/store/sqlite-store.js';
import type { Store } from '../../src/store/store.js';
import { configuration } from '../support/demo.js';
import { playedHouse } from '../support/house.js';
import { Reads } from '../support/counted-reads.js';
import type { Chance } from './random.js';
import type { Town } from './town.js';

/** What the bot said. */
export interface Said {
  readonly at: Moment;
  readonly where: Conversation;
  readonly text: string;
  readonly mentionIds: readonly string[];
  readonly hasPicture: boolean;
}

/** What goes with the words. */
export interface Along {
  readonly photo?: true;
  readonly location?: true;
  readonly calls?: boolean;
  readonly mentions?: readonly string[];
  readonly quote?: string;
}

interface Planned {
  readonly at: Moment;
  readonly order: number;
  readonly act: () => Promise<unknown> | void;
}

/** A house on a store of its own in a folder, people who do things at their time, and a network that tells them what was said. */
export class World {
  readonly clock: MovableClock;
  readonly said: Said[] = [];
  /** What the log had to say above a note. */
  readonly complaints: string[] = [];
  /** What the program read from its store. */
  readonly reads = new Reads();
  /** Told of everything the bot says. */
  listener: (said: Said) => void = () => {};
  messages = 0;
  steps = 0;
  #planned: Planned[] = [];
  #order = 0;
  #open: { store: Store; house: House; keeper: Keeper } | undefined;

  constructor(
    readonly town: Town,
    readonly chance: Chance,
    begins: Moment,
    private readonly folder: string,
  ) {
    this.clock = new MovableClock({ now: () => begins });
  }

  get house(): House {
    if (!this.#open) throw new Error('the house is closed');
    return this.#open.house;
  }

  get store(): Store {
    if (!this.#open) throw new Error('the house is closed');
    return this.#open.store;
  }

  /** Starts the program; again on the same folder after `stop`. */
  async start(): Promise<void> {
    const { clock } = this;
    const store = this.reads.over(await openSqliteStore(this.folder));
    const media = await openFolderMediaStore(this.folder);
    const roster = await RosterStore.open(store);
    if (await roster.isEmpty()) {
      const { units, people, rooms } = this.town.community;
      await roster.add({ units, people, rooms });
    }
    roster.goBy(clock);
    const log = this.#log();
    const outbox = await Outbox.open({
      store,
      gateway: this.#network(),
      media,
      settings: configuration.outbox,
      network: 'local',
      clock,
      log,
    });
    const { house, keeper } = await playedHouse({ store, media, clock, roster, outbox, log });
    this.#open = { store, house, keeper };
    await keeper.recover();
    await keeper.begin();
  }

  async stop(): Promise<void> {
    await this.#open?.store.close();
    this.#open = undefined;
  }

  /** Somebody does something then. What lies in the past happens now. */
  plan(at: Moment, act: Planned['act']): void {
    this.#order += 1;
    const planned = { at, order: this.#order, act };
    // The next one stands last.
    let from = 0;
    let to = this.#planned.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      const other = this.#planned[middle];
      if (other && (other.at > at || (other.at === at && other.order < planned.order))) from = middle + 1;
      else to = middle;
    }
    this.#planned.splice(from, 0, planned);
  }

  /** In so many minutes, but not while people sleep. */
  planAwake(least: number, most: number, act: Planned['act']): void {
    const at = this.clock.now() + this.chance.whole(least * 60, most * 60) * SECOND;
    const time = timeOfDay(at);
    const isNight = time < 8 * HOUR || time > 21 * HOUR;
    const morning = startOf(time < 8 * HOUR ? dayOf(at) : daysLater(dayOf(at), 1)) + 8 * HOUR;
    this.plan(isNight ? morning + this.chance.whole(1, 90) * MINUTE : at, act);
  }

  /** Everything happens until then, each at its time. */
  async until(moment: Moment): Promise<void> {
    for (let next = this.#planned.at(-1); next && next.at <= moment; next = this.#planned.at(-1)) {
      await this.#pass(next.at);
      this.#planned.pop();
      await next.act();
    }
    await this.#pass(moment);
  }

  /** Somebody says it, in a group or to the bot alone. @returns the message's id */
  async says(who: string, roomId: string | undefined, text: string, along: Along = {}): Promise<string> {
    this.messages += 1;
    const id = `m-${this.messages}`;
    const { photo, location, calls, mentions = [], quote } = along;
    const bytes = photo ? await this.#picture() : undefined;
    const message: IncomingMessage = {
      account: 'bot',
      id,
      at: this.clock.now(),
      from: { id: who, name: this.town.names.get(who) ?? who },
      conversation: roomId === undefined ? { kind: 'direct', contactId: who } : { kind: 'room', roomId },
      topic: roomId ?? '',
      text,
      mentionsBot: calls === true,
      mentionedIds: mentions,
      ...(bytes ? { attachment: 'photo' as const, readPhoto: async () => bytes } : {}),
      ...(location ? { attachment: 'location' as const } : {}),
      ...(quote === undefined ? {} : { quote: { name: '小格', text: quote } }),
    };
    const keeper = this.#open?.keeper;
    await keeper?.messageArrived(message);
    await keeper?.step();
    return id;
  }

  async #pass(moment: Moment): Promise<void> {
    let pause = SECOND;
    for (let last = 0; ;) {
      const next = await nextDueMoment(this.house);
      if (next === undefined || next >= moment) break;
      // What stays due, like texts that are erased twice a minute, is looked at again ever later.
      pause = next > last ? SECOND : pause * 2;
      this.clock.moveTo(Math.max(next, Math.min(moment, last + pause)));
      last = this.clock.now();
      await this.#open?.keeper.step();
      this.steps += 1;
      if (last >= moment) break;
    }
    this.clock.moveTo(moment);
    await this.#open?.keeper.step();
  }

  /** No two alike: squares of chance. */
  async #picture(): Promise<Uint8Array> {
    const side = 12;
    const raw = Buffer.from(Array.from({ length: side * side * 3 }, () => this.chance.whole(0, 255)));
    const image = sharp(raw, { raw: { width: side, height: side, channels: 3 } });
    return image.resize(48, 48, { kernel: 'nearest' }).jpeg().toBuffer();
  }

  #network(): ChatGateway {
    return {
      account: 'bot',
      start: async () => {},
      stop: async () => {},
      hasSaid: async () => undefined,
      say: async (message: OutgoingMessage) => {
        const { conversation: where, text = '', mentionIds, picture } = message;
        const said = { at: this.clock.now(), where, text, mentionIds, hasPicture: picture !== undefined };
        this.said.push(said);
        this.listener(said);
        return {};
      },
    };
  }

  #log(): Log {
    return pino(
      { level: 'warn', base: null },
      { write: (line: string) => this.complaints.push(line.trim()) },
    );
  }
}
