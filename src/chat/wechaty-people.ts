import type { Room, Contact as WechatyContact } from 'wechaty';
import type { ChatListener, Contact } from './chat-gateway.js';
import type { Turn } from './in-turn.js';
import { contactIn, type Reading } from './wechaty-incoming.js';

/** Hears who joins and leaves the groups of the bot. */
export function hearPeople(
  { bot, log }: Reading,
  listener: ChatListener,
  account: () => string,
  add: <T>(turn: Turn<T>) => void,
): void {
  const namesOf = async (room: Room, people: WechatyContact[]): Promise<Contact[]> =>
    Promise.all(people.map(person => contactIn(room, person, log)));
  bot.on('room-join', (room, joined) =>
    add({
      about: { room: room.id },
      read: async () => ({ topic: await room.topic(), people: await namesOf(room, joined) }),
      tell: async what => listener.peopleJoined({ account: account(), roomId: room.id, ...what }),
    }),
  );
  bot.on('room-leave', (room, left) =>
    add({
      about: { room: room.id },
      read: async () => namesOf(room, left),
      tell: async people => listener.peopleLeft({ account: account(), roomId: room.id, people }),
    }),
  );
}

/**
 * Accepts who wants to be a contact of the bot, so that residents can speak with it in private, and notes invitations into
 * groups: whether a bot belongs into a group is a person's decision.
 */
export function hearRequests(
  { bot, log }: Reading,
  acceptsFriends: boolean,
  add: <T>(turn: Turn<T>) => void,
): void {
  bot.on('friendship', friendship => {
    if (friendship.type() !== bot.Friendship.Type.Receive) return;
    const contact = friendship.contact().id;
    if (!acceptsFriends) return log.info({ contact }, 'somebody wants to be a contact of the bot');
    add({
      about: { contact },
      read: () => friendship.accept(),
      tell: async () => log.info({ contact }, 'the bot has a new contact'),
    });
  });
  bot.on('room-invite', invitation =>
    log.info({ invitation: invitation.id }, 'the bot is invited into a group; accept it on the phone'),
  );
}
