import { MovableClock, SECOND } from '../../src/base/clock.js';
import { silentLog } from '../../src/base/log.js';
import type { ChatGateway, IncomingMessage, OutgoingMessage } from '../../src/chat/chat-gateway.js';
import { whereNow } from '../../src/flow/speaker.js';
import { Outbox } from '../../src/outbox/outbox.js';
import { configuration } from '../support/demo.js';
import { message, playedHouse, type PlayedHouse } from '../support/house.js';
import { memoryMedia } from '../support/memory-media.js';
import { memoryStore, type MemoryDisk } from '../support/memory-store.js';
import { mortalStore, ProcessDead, type MortalStore } from '../support/mortal-store.js';

/** Somebody says something to the bot alone, or in a group; or time passes. */
export type Step =
  | {
      readonly who: string;
      readonly text: string;
      readonly room?: string;
      readonly quote?: string;
      readonly mentions?: readonly string[];
      readonly toBot?: true;
      /** What the network calls them; without it, their id. */
      readonly called?: string;
      readonly topic?: string;
    }
  | { readonly minutes: number };

/** The house at a desk: people speak one after the other, and what the bot says is looked at place by place. */
export class Desk {
  readonly said: OutgoingMessage[] = [];
  readonly clock: MovableClock;
  readonly #disk: MemoryDisk = new Map();
  #played: PlayedHouse | undefined;
  #mortal: MortalStore = mortalStore(memoryStore());
  #heard = 0;

  private constructor(begins: string) {
    const at = Date.parse(begins);
    this.clock = new MovableClock({ now: () => at });
  }

  /** @param writes the process dies with the last of so many writes; then everything starts again */
  static async open(begins = '2026-11-23T09:00:00+08:00', writes = Infinity): Promise<Desk> {
    const desk = new Desk(begins);
    await desk.#begin(Infinity);
    if (writes !== Infinity) await desk.#beginMortal(writes);
    return desk;
  }

  get house(): PlayedHouse['house'] {
    if (!this.#played) throw new Error('the desk is not open');
    return this.#played.house;
  }

  /** Starts everything again on what was kept. */
  async restart(): Promise<void> {
    await this.#begin(Infinity);
  }

  /** How many writes were made since everything started last. */
  get writes(): number {
    return this.#mortal.writes();
  }

  /** @returns what the bot said to the speaker where they spoke, since the last look at anything */
  async says(
    who: string,
    text: string,
    more: Partial<Extract<Step, { who: string }>> = {},
  ): Promise<string[]> {
    await this.take({ who, text, ...more });
    return this.heard(more.room ?? who);
  }

  /** Plays a step; when the process dies in it, the house starts again and the network delivers once more. */
  async take(step: Step): Promise<void> {
    if ('minutes' in step) {
      await this.#living(keeper => keeper.advance(this.clock, step.minutes, async () => {}));
      return;
    }
    this.clock.moveTo(this.clock.now() + SECOND);
    const arriving = messageOf(step);
    await this.#living(async keeper => {
      await keeper.messageArrived(arriving);
      await keeper.settle();
    });
  }

  /** What the bot has said there since the last look at any place; `who` is a person's or a room's id. */
  heard(place: string): string[] {
    const fresh = this.said.slice(this.#heard);
    this.#heard = this.said.length;
    return fresh
      .filter(
        ({ conversation }) =>
          (conversation.kind === 'room' ? conversation.roomId : conversation.contactId) === place,
      )
      .map(({ text }) => text ?? '');
  }

  /** Everything the bot has said since the last look, each with where. */
  heardAnywhere(): string[] {
    const fresh = this.said.slice(this.#heard);
    this.#heard = this.said.length;
    return fresh.map(
      ({ conversation, text }) =>
        `${conversation.kind === 'room' ? conversation.roomId : conversation.contactId}: ${text ?? ''}`,
    );
  }

  async #living(work: (keeper: PlayedHouse['keeper']) => Promise<unknown>): Promise<void> {
    for (let tried = 0; tried < 3; tried += 1) {
      try {
        if (this.#played) await work(this.#played.keeper);
      } catch (error) {
        if (!(error instanceof ProcessDead)) throw error;
      }
      if (!this.#mortal.isDead()) return;
      await this.#begin(Infinity);
    }
  }

  /** It may die while it starts, too. */
  async #beginMortal(writes: number): Promise<void> {
    try {
      await this.#begin(writes);
    } catch (error) {
      if (!(error instanceof ProcessDead)) throw error;
      await this.#begin(Infinity);
    }
  }

  async #begin(diesAfter: number): Promise<void> {
    this.#mortal = mortalStore(memoryStore(this.#disk), diesAfter);
    const { store } = this.#mortal;
    const said = this.said;
    const gateway: ChatGateway = {
      account: 'bot',
      start: async () => {},
      stop: async () => {},
      async say(saying) {
        said.push(saying);
        return {};
      },
      hasSaid: async saying => said.some(known => JSON.stringify(known) === JSON.stringify(saying)),
    };
    const media = memoryMedia();
    const { clock } = this;
    const outbox = await Outbox.open({
      store,
      gateway,
      media,
      settings: configuration.outbox,
      network: 'local',
      clock,
      log: silentLog,
      whereNow: conversation => whereNow(conversation, this.house.roster.book),
    });
    this.#played = await playedHouse({ store, media, clock, outbox });
    const { keeper } = this.#played;
    await keeper.recover();
    await keeper.begin();
  }
}

let count = 0;

function messageOf({
  who,
  text,
  room,
  quote,
  mentions = [],
  toBot,
  called = who,
  topic = room ?? '',
}: Extract<Step, { who: string }>): IncomingMessage {
  count += 1;
  return message(text, {
    id: `d-${count}`,
    from: { id: who, name: called },
    conversation: room === undefined ? { kind: 'direct', contactId: who } : { kind: 'room', roomId: room },
    topic,
    mentionsBot: toBot ?? false,
    mentionedIds: mentions,
    ...(quote === undefined ? {} : { quote: { name: '小格', text: quote } }),
  });
}
