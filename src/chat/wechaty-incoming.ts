import type { Contact as WechatyContact, Message, Room, Wechaty, types } from 'wechaty';
import type { Moment } from '../base/clock.js';
import type { Log } from '../base/log.js';
import type { Attachment, Contact, Conversation, IncomingMessage } from './chat-gateway.js';
import { takeOutMention } from './mention.js';
import { readQuote } from './quote.js';
import { networkLine } from './wechaty-affairs.js';

/** What is needed to read Wechaty's messages; `kinds` is Wechaty's list of message types, imported when it starts. */
export interface Reading {
  readonly bot: Wechaty;
  readonly kinds: typeof types.Message;
  /** See NetworkWitness; false for every real network. */
  readonly photosCarryText: boolean;
  readonly log: Log;
  /** Looks a room or a person up anew when what is known of them may be old. */
  readonly freshen: (known: Room | WechatyContact) => Promise<void>;
}

/** What came under the id of a message: words of somebody, a recall, a line of the network itself, or our own words. */
export type Came =
  | { readonly kind: 'message'; readonly message: IncomingMessage }
  | { readonly kind: 'recall'; readonly account: string; readonly messageId: string; readonly at: Moment }
  | {
      readonly kind: 'line';
      readonly account: string;
      readonly conversation: Conversation;
      readonly text: string;
    }
  | { readonly kind: 'own' };

/** Looks up what the network has announced. Rejects when it does not know the message or its room any more. */
export async function readWhatCame(id: string, reading: Reading): Promise<Came> {
  const { bot, kinds } = reading;
  const message = (bot.Message as unknown as { load(id: string): Message & { ready(): Promise<void> } }).load(
    id,
  );
  await message.ready();
  const account = bot.puppet.currentUserId;
  const line = networkLine(message, kinds);
  if (line) return { kind: 'line', account, ...line };
  const talker = message.talker();
  if (talker.id === account) return { kind: 'own' };
  if (message.type() === kinds.Recalled)
    return { kind: 'recall', account, messageId: recalledId(message.text()), at: message.date().getTime() };
  const room = message.room();
  if (room) await reading.freshen(room);
  await reading.freshen(talker);
  return { kind: 'message', message: await readMessage(message, reading) };
}

/** The id of what was taken back; some networks wrap it in the line that they show. */
export function recalledId(text: string): string {
  return /<newmsgid>\s*([^<\s]+)/u.exec(text)?.[1] ?? text;
}

async function readMessage(message: Message, reading: Reading): Promise<IncomingMessage> {
  const room = message.room();
  const talker = message.talker();
  const attachment = attachmentOf(message, reading.kinds);
  const carriesText = attachment === undefined || (attachment === 'photo' && reading.photosCarryText);
  const mentioned = await mentionedContacts(message, reading);
  const account = reading.bot.puppet.currentUserId;
  const { quote, text: said } = readQuote(carriesText ? message.text() : '');
  const { text, isMentioned } = takeOutMention(
    said,
    await botNames(room, reading),
    mentioned.flatMap(({ id, name }) => (id === account ? [] : [name])),
  );
  const readFile = async (): Promise<Uint8Array> => (await message.toFileBox()).toBuffer();
  const conversation: Conversation = room
    ? { kind: 'room', roomId: room.id }
    : { kind: 'direct', contactId: talker.id };
  return {
    account,
    id: message.id,
    at: message.date().getTime(),
    from: await contactIn(room, talker, reading.log),
    conversation,
    topic: room ? await room.topic() : '',
    text,
    ...(attachment ? { attachment } : {}),
    ...(attachment === 'photo' ? { readPhoto: readFile } : {}),
    ...(attachment === 'voice' ? { readVoice: readFile } : {}),
    mentionsBot: isMentioned || mentioned.some(({ id }) => id === account),
    mentionedIds: mentioned.flatMap(({ id }) => (id === account ? [] : [id])),
    ...(quote ? { quote } : {}),
  };
}

/** A person as the group knows them: by their alias there, else by their own name. */
export async function contactIn(room: Room | undefined, contact: WechatyContact, log: Log): Promise<Contact> {
  const alias = room && (await aliasIn(room, contact, log));
  return { id: contact.id, name: alias || contact.name() };
}

async function aliasIn(room: Room, contact: WechatyContact, log: Log): Promise<string | undefined> {
  try {
    return await room.alias(contact);
  } catch (thrown) {
    // Whoever has left meanwhile has no alias any more; the own name will do.
    log.debug({ err: thrown, room: room.id, contact: contact.id }, 'no alias in the group');
    return undefined;
  }
}

async function botNames(room: Room | undefined, { bot, log }: Reading): Promise<string[]> {
  const self = bot.currentUser;
  // Messages may come before Wechaty has looked up the account itself.
  await self.ready();
  const alias = room && (await aliasIn(room, self, log));
  return [self.name(), ...(alias ? [alias] : [])];
}

/** Wechaty tells mentions of texts only; a photo with words has them in its payload. */
async function mentionedContacts(message: Message, { bot, kinds, log }: Reading): Promise<Contact[]> {
  const room = message.room();
  if (!room) return [];
  if (message.type() === kinds.Text) {
    const contacts = await message.mentionList();
    return Promise.all(contacts.map(contact => contactIn(room, contact, log)));
  }
  const payload = await bot.puppet.messagePayload(message.id);
  const ids = 'mentionIdList' in payload ? (payload.mentionIdList ?? []) : [];
  const contacts = await Promise.all(ids.map(id => bot.Contact.find({ id })));
  return Promise.all(
    contacts.filter(contact => contact !== undefined).map(contact => contactIn(room, contact, log)),
  );
}

function attachmentOf(message: Message, kinds: typeof types.Message): Attachment | undefined {
  const type = message.type();
  if (type === kinds.Text) return undefined;
  const known = new Map<types.Message, Attachment>([
    [kinds.Image, 'photo'],
    [kinds.Audio, 'voice'],
    [kinds.Video, 'video'],
    [kinds.Location, 'location'],
    [kinds.Attachment, 'file'],
    [kinds.Url, 'link'],
    [kinds.MiniProgram, 'link'],
  ]);
  return known.get(type) ?? 'other';
}
