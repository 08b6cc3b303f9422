import { setImmediate as nextTurn } from 'node:timers/promises';
import { FileBox, type FileBoxInterface } from 'file-box';
import { payloads, Puppet, types } from 'wechaty-puppet';
import { SECOND } from '../base/clock.js';
import { Fault } from '../base/fault.js';
import type { Conversation } from './chat-gateway.js';
import type { LocalEvent } from './local-event.js';
import type { FaultyPuppet } from './local-faults.js';
import type { LocalEntry, LocalMessage } from './local-message.js';
import type { LocalNetwork } from './local-network.js';
import { addressOf, networkText, photoFileName } from './local-payload.js';
import type { LocalRoom } from './local-world.js';

/** A puppet whose heart has not beaten for a minute is reset by its watchdog. */
const HEARTBEAT_MS = 15 * SECOND;

interface NamedId {
  readonly id: string;
  readonly name: string;
}

/**
 * Wechaty's side of the pretended network: the bot's account as a puppet. What it cannot do (red packets, mini programs,
 * friend requests …) is left to the base class and fails when called.
 */
export class LocalPuppet extends Puppet implements FaultyPuppet {
  /** Not `selfId`: the base class has a method of that name. */
  private readonly botId: string;
  private readonly waiting: (() => void)[] = [];
  private isEmitting = false;
  private unsubscribe: (() => void) | undefined;
  private heart: NodeJS.Timeout | undefined;

  constructor(private readonly network: LocalNetwork) {
    super();
    this.botId = network.world.bot.id;
  }

  override name(): string {
    return 'local';
  }

  /** Logs in at once and hands over what was said while nobody listened. */
  override async onStart(): Promise<void> {
    const beat = () => this.emit('heartbeat', { data: 'local' });
    this.heart = setInterval(beat, HEARTBEAT_MS).unref();
    this.unsubscribe = this.network.subscribe(event => this.hear(event));
    this.network.faults?.attach(this);
    this.returnToNetwork();
  }

  returnToNetwork(): void {
    this.login(this.botId);
    this.emit('ready', { data: 'local' });
    this.handOverAgain(this.network.undelivered());
  }

  async leaveNetwork(): Promise<void> {
    await this.logout('the network is away');
  }

  showNotice(messageId: string): void {
    this.emitInTurn(() => this.emit('message', { messageId }));
  }

  handOverAgain(entries: readonly LocalEntry[]): void {
    for (const { id: messageId } of entries) this.emitInTurn(() => this.emit('message', { messageId }));
  }

  override async onStop(): Promise<void> {
    clearInterval(this.heart);
    this.unsubscribe?.();
    this.waiting.length = 0;
  }

  override ding(data?: string): void {
    this.emit('dong', { data: data ?? '' });
  }

  override async contactList(): Promise<string[]> {
    return this.network.world.contacts().map(({ id }) => id);
  }

  /** Wechaty asks for a contact with the id of a room whenever the room's members change; that is answered, too. */
  override async contactRawPayload(id: string): Promise<NamedId> {
    const contact = this.network.world.contact(id);
    if (contact) return { id, name: contact.name };
    return { id, name: this.roomOrFault(id).topic };
  }

  override async contactRawPayloadParser({ id, name }: NamedId): Promise<payloads.Contact> {
    const gender = types.ContactGender.Unknown;
    return { id, name, gender, type: types.Contact.Individual, avatar: '', phone: [], friend: true };
  }

  override async roomList(): Promise<string[]> {
    const { world } = this.network;
    return world.rooms().flatMap(({ id }) => (world.isMember(id, this.botId) ? [id] : []));
  }

  override async roomRawPayload(roomId: string): Promise<LocalRoom> {
    return this.roomOrFault(roomId);
  }

  override async roomRawPayloadParser({ id, topic, memberIds }: LocalRoom): Promise<payloads.Room> {
    return { id, topic, memberIdList: [...memberIds], adminIdList: [] };
  }

  override async roomMemberList(roomId: string): Promise<string[]> {
    return [...this.roomOrFault(roomId).memberIds];
  }

  override async roomMemberRawPayload(roomId: string, contactId: string): Promise<NamedId | undefined> {
    const { world } = this.network;
    return world.isMember(roomId, contactId) ? world.contact(contactId) : undefined;
  }

  override async roomMemberRawPayloadParser({ id, name }: NamedId): Promise<payloads.RoomMember> {
    return { id, name, avatar: '' };
  }

  override async roomAdd(roomId: string, contactIds: string | string[]): Promise<void> {
    this.network.join(roomId, [contactIds].flat(), this.botId);
  }

  override async roomDel(roomId: string, contactIds: string | string[]): Promise<void> {
    this.network.leave(roomId, [contactIds].flat(), this.botId);
  }

  override async roomQuit(roomId: string): Promise<void> {
    this.network.leave(roomId, [this.botId], this.botId);
  }

  override async roomTopic(roomId: string): Promise<string>;
  override async roomTopic(roomId: string, topic: string): Promise<void>;
  override async roomTopic(roomId: string, topic?: string): Promise<string | void> {
    if (topic === undefined) return this.roomOrFault(roomId).topic;
    this.network.changeTopic(roomId, topic, this.botId);
  }

  override async messageRawPayload(messageId: string): Promise<LocalEntry> {
    const entry = this.network.entry(messageId) ?? this.network.faults?.notice(messageId);
    if (!entry)
      throw new Fault('local-unknown-message', `the local network does not know message ${messageId}`);
    return entry;
  }

  override async messageRawPayloadParser(entry: LocalEntry): Promise<payloads.Message> {
    const { id, at: timestamp } = entry;
    const common = { id, talkerId: entry.from.id, timestamp, ...addressOf(entry, this.network.world.bot) };
    if (entry.kind === 'recall') return { ...common, type: types.Message.Recalled, text: entry.messageId };
    if (this.network.faults?.notice(id))
      return { ...common, type: types.Message.Unknown, text: entry.text ?? '' };
    const text = networkText(entry, contactId => this.network.world.contact(contactId)?.name ?? contactId);
    const type = entry.photo ? types.Message.Image : types.Message.Text;
    return { ...common, type, text, mentionIdList: [...entry.mentionIds] };
  }

  override async messageFile(messageId: string): Promise<FileBoxInterface> {
    const message = this.messageOrFault(messageId);
    const media = message.photo && (await this.network.photo(message.photo.id));
    if (!media) throw new Fault('local-no-photo', `message ${messageId} has no photo (any more)`);
    return FileBox.fromBuffer(Buffer.from(media.bytes), photoFileName(message));
  }

  override async messageImage(messageId: string): Promise<FileBoxInterface> {
    return this.messageFile(messageId);
  }

  override async messageSendText(to: string, text: string, mentionIds: string[] = []): Promise<string> {
    return this.post(to, { text, mentionIds });
  }

  override async messageSendFile(to: string, file: FileBoxInterface): Promise<string> {
    return this.post(to, { photo: await file.toBuffer(), mentionIds: [] });
  }

  override async messageRecall(messageId: string): Promise<boolean> {
    return (await this.network.recall(messageId, this.botId)).done;
  }

  private async post(
    to: string,
    said: { text?: string; photo?: Uint8Array; mentionIds: readonly string[] },
  ): Promise<string> {
    const conversation: Conversation = this.network.world.room(to)
      ? { kind: 'room', roomId: to }
      : { kind: 'direct', contactId: to };
    const take = async (): Promise<string> => {
      const posted = await this.network.post({ fromId: this.botId, conversation, ...said });
      if (posted.done) return posted.message.id;
      throw new Fault('local-not-said', `the local network did not take the message: ${posted.why}`);
    };
    const { faults } = this.network;
    return faults ? faults.saying(conversation, take) : take();
  }

  private hear(event: LocalEvent): void {
    switch (event.type) {
      case 'message-posted':
        return this.handOver(event.message);
      case 'message-recalled':
        return this.handOver(event.recall);
      case 'people-joined':
        return this.emitInTurn(() => {
          const { roomId, byId: inviterId, at: timestamp } = event;
          this.emit('room-join', { roomId, inviterId, timestamp, inviteeIdList: [...event.contactIds] });
        });
      case 'people-left':
        return this.emitInTurn(() => {
          const { roomId, byId: removerId, at: timestamp } = event;
          this.emit('room-leave', { roomId, removerId, timestamp, removeeIdList: [...event.contactIds] });
        });
      case 'topic-changed':
        return this.emitInTurn(() => {
          const { roomId, byId: changerId, at: timestamp, topic: newTopic, before: oldTopic } = event;
          this.emit('room-topic', { roomId, changerId, timestamp, newTopic, oldTopic });
        });
      default:
        event satisfies never;
    }
  }

  private handOver(entry: LocalEntry): void {
    if (!this.network.isUndelivered(entry.id)) return;
    const { faults } = this.network;
    // Nobody is to wait for what does not come now.
    if (faults?.isLosing) return void this.network.handedOver(entry.id);
    if (faults?.isHolding) return this.network.notHandedOver(entry.id);
    this.handOverAgain([entry]);
  }

  /**
   * One event per turn of the loop: Wechaty looks up room and talker before it passes an event on, and two at once could
   * overtake each other.
   */
  private emitInTurn(emit: () => void): void {
    this.waiting.push(emit);
    if (!this.isEmitting) this.wrapAsync(this.emitWaiting());
  }

  private async emitWaiting(): Promise<void> {
    this.isEmitting = true;
    for (let emit = this.waiting.shift(); emit; emit = this.waiting.shift()) {
      try {
        emit();
      } catch (thrown) {
        this.emit('error', thrown);
      }
      await nextTurn();
    }
    this.isEmitting = false;
  }

  private roomOrFault(id: string): LocalRoom {
    const room = this.network.world.room(id);
    if (!room)
      throw new Fault('local-unknown-id', `nobody and no room on the local network has the id ${id}`);
    return room;
  }

  private messageOrFault(id: string): LocalMessage {
    const entry = this.network.entry(id);
    if (entry?.kind === 'message') return entry;
    throw new Fault('local-unknown-message', `the local network does not know message ${id}`);
  }
}
