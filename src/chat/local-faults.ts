import { newId } from '../base/ids.js';
import type { Moment } from '../base/clock.js';
import type { Contact, Conversation } from './chat-gateway.js';
import { conversationKey } from './conversation-key.js';
import type { LocalEntry, LocalMessage } from './local-message.js';

/** What may go wrong when the bot says something on the pretended network. `…-late`: taken first, refused by a line that follows. */
export const sayFaults = [
  'throttled',
  'failed',
  'barred',
  'removed',
  'hangs',
  'cut-before',
  'cut-after',
  'dies-before',
  'dies-after',
  'throttled-late',
  'barred-late',
] as const;
export type SayFault = (typeof sayFaults)[number];

interface Planned {
  readonly fault: SayFault;
  times: number;
  /** Anywhere when absent. */
  readonly where?: Conversation;
}

const TOO_OFTEN = '操作过于频繁，请稍后再试。';
const NOT_TAKEN = '消息已发出，但被对方拒收了。';

/** What the puppet of the pretended network does when a fault asks for it. */
export interface FaultyPuppet {
  showNotice(id: string): void;
  /** Hands over what the bot has not taken yet. */
  handOverAgain(entries: readonly LocalEntry[]): void;
  leaveNetwork(): Promise<void>;
  returnToNetwork(): void;
}

/**
 * Lets the pretended network fail as real ones do, for tests. It exists only when LOCAL_FAULTS asks for it, and only with the
 * local chat.
 */
export class LocalFaults {
  #planned: Planned[] = [];
  readonly #notices = new Map<string, LocalMessage>();
  #puppet: FaultyPuppet | undefined;
  /** What is said to the bot waits until it is released. */
  isHolding = false;
  /** What is said to the bot never reaches it. */
  isLosing = false;
  /** The last time the bot was away something may have been lost. */
  hasLost = false;

  constructor(
    private readonly bot: Contact,
    private readonly now: () => Moment,
  ) {}

  /** The puppet that is running now. */
  attach(puppet: FaultyPuppet): void {
    this.#puppet = puppet;
  }

  get puppet(): FaultyPuppet | undefined {
    return this.#puppet;
  }

  /** The next so many messages of the bot (there) fail in this way. */
  plan(fault: SayFault, times: number, where?: Conversation): void {
    this.#planned.push({ fault, times, ...(where ? { where } : {}) });
  }

  /** Nothing fails any more. */
  mend(): void {
    this.#planned = [];
  }

  /** A line of the network itself, as real networks write them into a conversation. */
  notice(id: string): LocalMessage | undefined {
    return this.#notices.get(id);
  }

  /** The network itself says something in a conversation. */
  say(conversation: Conversation, text: string): void {
    const notice: LocalMessage = {
      kind: 'message',
      id: newId(),
      seq: 0,
      at: this.now(),
      from: this.bot,
      conversation,
      text,
      mentionIds: [],
      isRecalled: false,
    };
    this.#notices.set(notice.id, notice);
    this.#puppet?.showNotice(notice.id);
  }

  /** Takes a message of the bot, or fails on it as planned. */
  async saying(conversation: Conversation, take: () => Promise<string>): Promise<string> {
    switch (this.#next(conversation)) {
      case undefined:
        return take();
      case 'throttled':
        throw new Error(TOO_OFTEN);
      case 'failed':
        throw new Error('发送失败');
      case 'barred':
        throw new Error(NOT_TAKEN);
      case 'removed':
        throw new Error('无法在已退出的群聊中发送消息');
      case 'hangs':
        return new Promise(() => {});
      case 'cut-after':
        await take();
        throw new Error('14 UNAVAILABLE: Connection dropped');
      case 'cut-before':
        throw new Error('14 UNAVAILABLE: Connection dropped');
      case 'dies-before':
        return die();
      case 'dies-after':
        await take();
        return die();
      case 'throttled-late':
        this.say(conversation, TOO_OFTEN);
        return newId();
      case 'barred-late':
        this.say(conversation, NOT_TAKEN);
        return newId();
    }
  }

  #next(conversation: Conversation): SayFault | undefined {
    const here = conversationKey(conversation);
    const planned = this.#planned.find(
      ({ times, where }) => times > 0 && (!where || conversationKey(where) === here),
    );
    if (planned) planned.times -= 1;
    return planned?.fault;
  }
}

/** As a power cut would. */
async function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}
