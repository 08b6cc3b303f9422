import { FileBox } from 'file-box';
import type { Contact, Room, Wechaty } from 'wechaty';
import { Fault, reasonOf } from '../base/fault.js';
import type { Log } from '../base/log.js';
import type { OutgoingMessage, Said } from './chat-gateway.js';

/**
 * Says a message through Wechaty: the text first, then the picture.
 *
 * @returns the network's id of the first of the two, if the network gives one. Rejects with the Fault `chat-half-said` when
 *   the text was taken and the picture was not
 */
export async function sayThrough(bot: Wechaty, outgoing: OutgoingMessage, log: Log): Promise<Said> {
  const { conversation, text, picture, mentionIds } = outgoing;
  const room = conversation.kind === 'room' ? await roomOrFault(bot, conversation.roomId) : undefined;
  const to = conversation.kind === 'room' ? room : await contactOrFault(bot, conversation.contactId);
  const { present, absentIds } = room ? await mentionable(bot, room, mentionIds, log) : nobody;
  const first = text && (room ? await room.say(text, ...present) : await to?.say(text));
  const second = picture && (await afterText(text, async () => to?.say(fileOf(picture))));
  const messageId = (first || second || undefined)?.id;
  return {
    ...(messageId === undefined ? {} : { messageId }),
    ...(absentIds.length === 0 ? {} : { absentIds }),
  };
}

/** A picture that fails after its text has been said must not have the text said again. */
async function afterText<T>(text: string | undefined, sayPicture: () => Promise<T>): Promise<T> {
  try {
    return await sayPicture();
  } catch (cause) {
    if (!text) throw cause;
    throw new Fault('chat-half-said', reasonOf(cause), { cause });
  }
}

const nobody = { present: [], absentIds: [] };

/** Wechaty fails on mentions of people who have left the group; the others are still to hear it. */
async function mentionable(
  bot: Wechaty,
  room: Room,
  ids: readonly string[],
  log: Log,
): Promise<{ present: readonly Contact[]; absentIds: readonly string[] }> {
  const present: Contact[] = [];
  const absentIds: string[] = [];
  for (const id of ids) {
    const contact = await bot.Contact.find({ id });
    if (contact && (await room.has(contact))) present.push(contact);
    else absentIds.push(id);
  }
  if (absentIds.length > 0)
    log.warn({ room: room.id, contacts: absentIds }, 'somebody to be mentioned is not in the group');
  return { present, absentIds };
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
