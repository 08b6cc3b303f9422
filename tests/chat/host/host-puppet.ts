import { FileBox, type FileBoxInterface } from 'file-box';
import { types, type payloads } from 'wechaty-puppet';
import type { LocalEntry } from '../../../src/chat/local-message.js';
import { LocalPuppet } from '../../../src/chat/local-puppet.js';

/** What the local network does not know: sent by somebody in a room, as the real network would hand it over. */
export interface OddMessage {
  readonly kind: 'voice' | 'video' | 'file' | 'location' | 'link' | 'mini-program' | 'card' | 'sticker';
  readonly id: string;
  readonly fromId: string;
  readonly roomId: string;
  readonly text?: string;
  /** In milliseconds, or in seconds as some networks have it. */
  readonly at: number;
}

const TYPES = {
  voice: types.Message.Audio,
  video: types.Message.Video,
  file: types.Message.Attachment,
  location: types.Message.Location,
  link: types.Message.Url,
  'mini-program': types.Message.MiniProgram,
  card: types.Message.Contact,
  sticker: types.Message.Emoticon,
} as const;

/** The local puppet with everything that residents may send on a real network. */
export class HostPuppet extends LocalPuppet {
  readonly odd = new Map<string, OddMessage>();
  readonly accepted: string[] = [];
  /** Names that people go by since; the network tells nobody that they changed. */
  readonly names = new Map<string, string>();
  /** Whether it logs in by itself, or shows a code and waits for somebody to scan it. */
  logsIn = true;
  /** Whether a ding is answered. */
  isDeaf = false;

  override async onStart(): Promise<void> {
    if (this.logsIn) return super.onStart();
    this.emit('scan', { qrcode: 'https://example.org/scan-me', status: types.ScanStatus.Waiting });
  }

  override ding(data?: string): void {
    if (!this.isDeaf) super.ding(data);
  }

  override async contactRawPayload(id: string): Promise<{ id: string; name: string }> {
    const known = await super.contactRawPayload(id);
    return { id, name: this.names.get(id) ?? known.name };
  }

  override async messageRawPayload(messageId: string): Promise<LocalEntry> {
    return (
      (this.odd.get(messageId) as unknown as LocalEntry | undefined) ?? super.messageRawPayload(messageId)
    );
  }

  override async messageRawPayloadParser(entry: LocalEntry): Promise<payloads.Message> {
    const odd = this.odd.get(entry.id);
    if (!odd) return super.messageRawPayloadParser(entry);
    const { id, fromId: talkerId, roomId, at: timestamp, text = '', kind } = odd;
    return { id, talkerId, roomId, timestamp, text, type: TYPES[kind], mentionIdList: [] };
  }

  override async messageFile(messageId: string): Promise<FileBoxInterface> {
    const odd = this.odd.get(messageId);
    if (!odd) return super.messageFile(messageId);
    return FileBox.fromBuffer(Buffer.from(`the bytes of a ${odd.kind}`), `${odd.kind}.bin`);
  }

  override async friendshipRawPayload(id: string): Promise<payloads.Friendship> {
    const [contactId = ''] = id.split(':');
    const type = types.Friendship.Receive;
    return { id, contactId, hello: '我是3号楼的', timestamp: 1, ticket: 'ticket', type };
  }

  override async friendshipRawPayloadParser(payload: payloads.Friendship): Promise<payloads.Friendship> {
    return payload;
  }

  override async friendshipAccept(id: string): Promise<void> {
    this.accepted.push(id);
  }
}
