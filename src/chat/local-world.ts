import type { RoomKind } from '../roster/unit.js';
import type { Contact } from './chat-gateway.js';

/** A person on the pretended network; `role` is a word of the glossary, shown on the page only. */
export interface LocalContact extends Contact {
  readonly role: string;
}

/** A group on the pretended network. `unit` is the code of the grid unit it belongs to. */
export interface LocalRoom {
  readonly id: string;
  readonly topic: string;
  readonly kind: RoomKind;
  readonly unit: string;
  readonly unitName: string;
  readonly memberIds: readonly string[];
}

/** Who and what there is at the start. The bot is a member of every room, whether listed or not. */
export interface LocalWorldPlan {
  readonly rooms: readonly LocalRoom[];
  readonly contacts: readonly LocalContact[];
  readonly bot: Contact;
}

/** Rooms and contacts as they are now; it begins as planned whenever the process starts. */
export class LocalWorld {
  readonly bot: LocalContact;
  readonly #contacts = new Map<string, LocalContact>();
  readonly #rooms = new Map<string, LocalRoom>();

  constructor(plan: LocalWorldPlan) {
    this.bot = { ...plan.bot, role: 'bot' };
    for (const contact of [this.bot, ...plan.contacts]) this.#contacts.set(contact.id, contact);
    for (const room of plan.rooms) {
      this.#rooms.set(room.id, { ...room, memberIds: [...new Set([this.bot.id, ...room.memberIds])] });
    }
  }

  rooms(): LocalRoom[] {
    return [...this.#rooms.values()];
  }

  /** Everybody, the bot first. */
  contacts(): LocalContact[] {
    return [...this.#contacts.values()];
  }

  room(id: string): LocalRoom | undefined {
    return this.#rooms.get(id);
  }

  contact(id: string): LocalContact | undefined {
    return this.#contacts.get(id);
  }

  isMember(roomId: string, contactId: string): boolean {
    return this.#rooms.get(roomId)?.memberIds.includes(contactId) ?? false;
  }

  /** A new neighbour, or a new name for a known one. */
  meet(contact: LocalContact): void {
    this.#contacts.set(contact.id, contact);
  }

  /** Puts a room beside the others, or in the place of the one with its id. */
  open(room: LocalRoom): void {
    this.#rooms.set(room.id, room);
  }
}
