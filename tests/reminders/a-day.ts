import { dayOf } from '../../src/base/china-time.js';
import { MINUTE, MovableClock, type Moment } from '../../src/base/clock.js';
import type { Conversation, OutgoingMessage } from '../../src/chat/chat-gateway.js';
import type { House } from '../../src/flow/house.js';
import type { Deed, DeedKind } from '../../src/tasks/deed.js';
import type { Ticket } from '../../src/tickets/ticket.js';
import { message, playedHouse, type PlayedHouse } from '../support/house.js';
import { ticketIn } from '../tickets/a-ticket.js';

export function at(text: string): Moment {
  return Date.parse(`${text.replace(' ', 'T')}:00+08:00`);
}

export const toPerson = (contactId: string): string => `direct ${contactId}`;
export const JINGUI = 'room room-jingui-workers';
export const LIUYUAN = 'room room-liuyuan-workers';

/** A house whose clock is moved by hand, and what was said there, place by place. */
export class Day {
  readonly clock: MovableClock;
  #heard = 0;

  private constructor(
    private readonly played: PlayedHouse,
    clock: MovableClock,
  ) {
    this.clock = clock;
  }

  static async begin(begins: string, extra: Partial<House> = {}): Promise<Day> {
    const clock = new MovableClock({ now: () => at(begins) });
    const played = await playedHouse({ ...extra, clock });
    await played.keeper.step();
    return new Day(played, clock);
  }

  get house(): House {
    return this.played.house;
  }

  /** Goes on until a moment: a time of the same day, or a date. */
  async until(time: string): Promise<void> {
    const target = time.includes('-') ? at(time) : at(`${dayOf(this.clock.now())} ${time}`);
    await this.played.keeper.advance(this.clock, (target - this.clock.now()) / MINUTE, async () => {});
  }

  /** Everything said since the last look, as `place: text`, in order. */
  heard(): string[] {
    return this.messages().map(
      ({ conversation, text, picture }) =>
        `${placeOf(conversation)}: ${text ?? ''}${picture ? '[图片]' : ''}`,
    );
  }

  /** Everything said since the last look, with whom it mentions. */
  messages(): readonly OutgoingMessage[] {
    const fresh = this.played.said.slice(this.#heard);
    this.#heard = this.played.said.length;
    return fresh;
  }

  /** The same as texts, of one place. */
  heardAt(place: string): string[] {
    const start = `${place}: `;
    return this.heard()
      .filter(said => said.startsWith(start))
      .map(said => said.slice(start.length));
  }

  /** Somebody says something, in a group or to the bot alone, and is answered. */
  async says(personId: string, text: string, roomId?: string): Promise<void> {
    const { keeper, house } = this.played;
    const name = house.roster.book.person(personId)?.name ?? '';
    const conversation: Conversation =
      roomId === undefined ? { kind: 'direct', contactId: personId } : { kind: 'room', roomId };
    await keeper.messageArrived(message(text, { from: { id: personId, name }, conversation, topic: '' }));
    await keeper.settle();
  }

  /** A ticket that stands as given; nothing is said of how it came there. */
  async ticket(state: Parameters<typeof ticketIn>[0], given: Partial<Ticket>): Promise<Ticket> {
    const now = this.clock.now();
    const draft = ticketIn(state, { openedAt: now, ...given, id: `t${now}-${Math.random()}` });
    const { number: _number, ...rest } = draft;
    const last = rest.history.length;
    const settled = { ...rest, origin: `${rest.id}#0`, hasNews: false, reactedSeq: last, nextDueAt: null };
    return (await this.house.tickets.open(settled)).ticket;
  }

  async deed(personId: string, kind: DeedKind, more: Partial<Deed> = {}): Promise<void> {
    await this.house.deeds.note({
      id: `d-${Math.random()}`,
      kind,
      personId,
      gridId: 'jingui-1',
      unitId: 'jingui-1',
      at: this.clock.now(),
      place: '',
      text: '',
      mediaIds: [],
      hasLocation: false,
      isComplete: true,
      ...more,
    });
  }
}

function placeOf(conversation: Conversation): string {
  return conversation.kind === 'room' ? `room ${conversation.roomId}` : `direct ${conversation.contactId}`;
}
