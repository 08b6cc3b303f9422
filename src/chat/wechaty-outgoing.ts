import { FileBox } from 'file-box';
import type { Contact, Message, Room, Wechaty } from 'wechaty';
import { Fault } from '../base/fault.js';
import type { Log } from '../base/log.js';
import type { OutgoingMessage } from './chat-gateway.js';

/**
 * Says a message through Wechaty: the text first, then the picture.
 *
 * @returns the network's id of the first of the two, if the network gives one
 */
export async function sayThrough(
  bot: Wechaty,
  outgoing: OutgoingMessage,
  log: Log,
): Promise<{ messageId?: string }> {
  const { conversation, text, picture } = outgoing;
  const ids: (string | undefined)[] = [];
  if (conversation.kind === 'room') {
    const room = await roomOrFault(bot, conversation.roomId);
    if (text)
      ids.push(idOf(await room.say(text, ...(await mentionable(bot, room, outgoing.mentionIds, log)))));
    if (picture) ids.push(idOf(await room.say(fileOf(picture))));
  } else {
    const contact = await contactOrFault(bot, conversation.contactId);
    if (text) ids.push(idOf(await contact.say(text)));
    if (picture) ids.push(idOf(await contact.say(fileOf(picture))));
  }
  const messageId = ids.find(id => id !== undefined);
  return messageId === undefined ? {} : { messageId };
}

/** Wechaty fails on mentions of people who have left the group; the others are still to hear it. */
async function mentionable(bot: Wechaty, room: Room, ids: readonly string[], log: Log): Promise<Contact[]> {
  const present: Contact[] = [];
  for (const id of ids) {
    const contact = await bot.Contact.find({ id });
    if (contact && (await room.has(contact))) present.push(contact);
    else log.warn({ room: room.id, contact: id }, 'somebody to be mentioned is not in the group');
  }
  return present;
}

async function roomOrFault(bot: Wechaty, id: string): Promise<Room> {
  const room = await bot.Room.find({ id });
  if (!room)
    throw new Fault('chat-unknown-room', `the bot is in no group with the id ${id}; was it removed?`);
  return room;
}

async function contactOrFault(bot: Wechaty, id: string): Promise<Contact> {
  const contact = await bot.Contact.find({ id });
  if (!contact) throw new Fault('chat-unknown-contact', `the bot knows no contact with the id ${id}`);
  return contact;
}

function fileOf(picture: {
  readonly bytes: Uint8Array;
  readonly fileName: string;
}): ReturnType<typeof FileBox.fromBuffer> {
  return FileBox.fromBuffer(Buffer.from(picture.bytes), picture.fileName);
}

function idOf(sent: Message | void): string | undefined {
  return sent ? sent.id : undefined;
}
