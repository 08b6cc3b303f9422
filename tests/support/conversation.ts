import sharp from 'sharp';
import type { MessageView } from '../../src/api/local-chat-view.js';
import type { TicketView } from '../../src/api/ticket-view.js';
import { Program } from './program.js';

const API = '/local-chat/api';

interface World {
  readonly rooms: readonly { readonly id: string; readonly topic: string }[];
  readonly contacts: readonly { readonly id: string; readonly name: string; readonly isBot: boolean }[];
  readonly now: string;
}

/** What goes with the words. */
export interface Along {
  /** A photo; two different numbers are two different photos. */
  readonly photo?: true | number;
  /** True is the bot; otherwise people by name. */
  readonly mention?: true | readonly string[];
  /** The id of a message of the same conversation. */
  readonly quote?: string;
}

/** A message of the bot; `mentions` are names. */
export interface Heard {
  readonly id: string;
  readonly text: string;
  readonly mentions: readonly string[];
  /** Milliseconds since 1970. */
  readonly saidAt: number;
}

/** After which messages and moves of the clock the program is killed, counted from the first. */
export type Kills = 'never' | 'everywhere' | 'odd' | 'even';

interface Speaker {
  /** Says it in the group whose name begins so. @returns the message's id */
  inGroup(room: string, text: string, along?: Along): Promise<string>;
  /** Says it to the bot alone. @returns the message's id */
  inPrivate(text: string, along?: Along): Promise<string>;
}

/**
 * A conversation with the running program, played as people would: they say something, time passes, and what the bot said is
 * looked at place by place. The program is killed and started again where `kills` says so: in turn before and after it had
 * time to answer.
 */
export class Conversation {
  readonly #cursors = new Map<string, string>();
  #steps = 0;
  #killed = 0;

  constructor(
    readonly program: Program,
    private readonly world: World,
    private readonly kills: Kills,
  ) {}

  static async begin(
    begins: string,
    kills: Kills = 'never',
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Conversation> {
    const program = await Program.start({ begins, environment });
    const world = (await ask(program, '/world')) as World;
    return new Conversation(program, world, kills);
  }

  says(name: string): Speaker {
    const from = this.#contactId(name);
    const say = async (where: string, text: string, along: Along = {}): Promise<string> => {
      const { photo, mention, quote } = along;
      const { id } = (await ask(this.program, `${where}/messages`, {
        from,
        text,
        ...(photo === undefined ? {} : { imageBase64: await picture(Number(photo)) }),
        ...(mention === undefined
          ? {}
          : { mention: mention === true || mention.map(who => this.#contactId(who)) }),
        ...(quote === undefined ? {} : { quote }),
      })) as { id: string };
      await this.#settle();
      return id;
    };
    return {
      inGroup: (room, text, along) => say(`/rooms/${this.#roomId(room)}`, text, along),
      inPrivate: (text, along) => say(`/direct/${from}`, text, along),
    };
  }

  /** The clock moves; everything due on the way happens. */
  async minutesLater(minutes: number): Promise<void> {
    await ask(this.program, '/clock', { advanceMinutes: minutes });
    await this.#settle();
  }

  async hoursLater(hours: number): Promise<void> {
    await this.minutesLater(hours * 60);
  }

  /** Moves the clock to the next such time of day in China: `16:05`. */
  async untilTime(time: string): Promise<void> {
    const { now } = (await ask(this.program, '/world')) as World;
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    const sinceMidnight = (Date.parse(now) / 60_000 + 8 * 60) % 1440;
    const wait = (hour * 60 + minute - sinceMidnight + 1440) % 1440;
    await this.minutesLater(wait === 0 ? 1440 : wait);
  }

  /** A person takes a message back. */
  async recalls(name: string, messageId: string): Promise<void> {
    await ask(this.program, `/messages/${messageId}/recall`, { from: this.#contactId(name) });
    await this.#settle();
  }

  /** What the bot said in the group since the last look. */
  async heardInGroup(room: string): Promise<string[]> {
    return (await this.messagesInGroup(room)).map(({ text }) => text);
  }

  /** What the bot said to the person alone since the last look. */
  async heardInPrivate(name: string): Promise<string[]> {
    return (await this.messagesInPrivate(name)).map(({ text }) => text);
  }

  /** The same with ids and mentions. */
  async messagesInGroup(room: string): Promise<Heard[]> {
    return this.#heard(`/rooms/${this.#roomId(room)}`);
  }

  /** The same with ids and mentions. */
  async messagesInPrivate(name: string): Promise<Heard[]> {
    return this.#heard(`/direct/${this.#contactId(name)}`);
  }

  /** Everything the bot said anywhere since the last look there, each with where: nobody else was disturbed if it is empty. */
  async heardElsewhere(): Promise<string[]> {
    const places = [
      ...this.world.rooms.map(room => ({ name: room.topic, at: `/rooms/${room.id}` })),
      ...this.world.contacts
        .filter(contact => !contact.isBot)
        .map(contact => ({ name: contact.name, at: `/direct/${contact.id}` })),
    ];
    const all: string[] = [];
    for (const place of places) {
      for (const { text } of await this.#heard(place.at)) all.push(`${place.name}: ${text}`);
    }
    return all;
  }

  /** Nobody has to answer for what was said so far any more. */
  async overlook(): Promise<void> {
    await this.heardElsewhere();
  }

  /** The n-th ticket in the order of opening, from 1. */
  async ticket(nth: number): Promise<TicketView> {
    const ticket = (await this.tickets())[nth - 1];
    if (!ticket) throw new Error(`there is no ticket ${nth}`);
    return ticket;
  }

  async tickets(): Promise<readonly TicketView[]> {
    return ((await ask(this.program, '/tickets')) as { tickets: readonly TicketView[] }).tickets;
  }

  /** The kinds of events in a ticket's history, in order. */
  async historyOf(nth: number): Promise<string[]> {
    return (await this.ticket(nth)).history.map(({ type }) => type);
  }

  /** The name of whoever has this contact id. */
  nameOf(contactId: string | null): string {
    return this.world.contacts.find(({ id }) => id === contactId)?.name ?? String(contactId);
  }

  async #heard(at: string): Promise<Heard[]> {
    const page = (await ask(this.program, `${at}/messages?after=${this.#cursors.get(at) ?? ''}`)) as {
      messages: readonly MessageView[];
      cursor: string;
    };
    this.#cursors.set(at, page.cursor);
    return page.messages
      .filter(({ from }) => from.isBot)
      .map(({ id, text, at, mentions }) => ({
        saidAt: Date.parse(at),
        id,
        text: text ?? '[图片]',
        mentions: mentions.map(contactId => this.nameOf(contactId)),
      }));
  }

  async #settle(): Promise<void> {
    this.#steps += 1;
    if (!this.#isKilledHere()) return void (await ask(this.program, '/settle', {}));
    this.#killed += 1;
    if (this.#killed % 2 === 0) await ask(this.program, '/settle', {});
    await this.program.kill9();
    await this.program.restart();
    await ask(this.program, '/settle', {});
  }

  #isKilledHere(): boolean {
    if (this.kills === 'never' || this.kills === 'everywhere') return this.kills === 'everywhere';
    return (this.#steps % 2 === 1) === (this.kills === 'odd');
  }

  #contactId(name: string): string {
    const found = this.world.contacts.find(contact => contact.name === name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found.id;
  }

  #roomId(room: string): string {
    const [found, another] = this.world.rooms.filter(({ topic }) => topic.startsWith(room));
    if (!found || another) throw new Error(`${found ? 'several groups are' : 'no group is'} called ${room}`);
    return found.id;
  }
}

async function ask(program: Program, where: string, body?: object): Promise<unknown> {
  const response = await fetch(`${program.url}${API}${where}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${where} answered ${response.status}: ${answer}`);
  return JSON.parse(answer);
}

async function picture(seed: number): Promise<string> {
  const background = { r: (seed * 67) % 256, g: (seed * 131) % 256, b: (seed * 29) % 256 };
  const image = sharp({ create: { width: 64, height: 48, channels: 3, background } });
  return (await image.jpeg().toBuffer()).toString('base64');
}
