import { silentLog, type Log } from '../../src/base/log.js';
import type { ChatGateway, ChatListener, IncomingMessage } from '../../src/chat/chat-gateway.js';
import type { LocalDraft } from '../../src/chat/local-draft.js';
import type { LocalMessage } from '../../src/chat/local-message.js';
import type { LocalNetwork } from '../../src/chat/local-network.js';
import { openPuppet, type AnyPuppet } from '../../src/chat/open-puppet.js';
import { wechatyChat } from '../../src/chat/wechaty-chat.js';
import { inBuilding, openSmallNetwork } from '../support/small-world.js';

type Heard<Name extends keyof ChatListener> = Parameters<Required<ChatListener>[Name]>[0][];

/** A listener that writes down what it hears; `next` waits until so many of a kind have come. */
export class Ears implements ChatListener {
  readonly messages: IncomingMessage[] = [];
  readonly recalls: Heard<'messageRecalled'> = [];
  readonly joins: Heard<'peopleJoined'> = [];
  readonly leaves: Heard<'peopleLeft'> = [];
  #changed: (() => void)[] = [];

  async messageArrived(message: IncomingMessage) {
    this.#note(this.messages, message);
  }
  async messageRecalled(recall: Heard<'messageRecalled'>[number]) {
    this.#note(this.recalls, recall);
  }
  async peopleJoined(join: Heard<'peopleJoined'>[number]) {
    this.#note(this.joins, join);
  }
  async peopleLeft(leave: Heard<'peopleLeft'>[number]) {
    this.#note(this.leaves, leave);
  }

  async until(isHeard: () => boolean): Promise<void> {
    while (!isHeard()) await new Promise<void>(resolve => this.#changed.push(resolve));
  }

  #note<T>(list: T[], heard: T): void {
    list.push(heard);
    for (const resume of this.#changed.splice(0)) resume();
  }
}

const running: ChatGateway[] = [];
/** Stops whatever was started; call it after each test. */
export async function stopChats(): Promise<void> {
  for (const chat of running.splice(0)) await chat.stop();
}

/** The house's side of the network, as it is after a start of the process. */
export async function startChat(
  network: LocalNetwork,
  listener: ChatListener,
  puppet?: AnyPuppet,
  log: Log = silentLog,
): Promise<ChatGateway> {
  const chat = wechatyChat({
    openPuppet: async () => puppet ?? openPuppet('local', { network }),
    log,
    witness: network,
  });
  running.push(chat);
  await chat.start(listener);
  return chat;
}

/** A network with somebody who listens to it through Wechaty. */
export async function openHouse() {
  const network = await openSmallNetwork();
  const ears = new Ears();
  const chat = await startChat(network, ears);
  return { network, ears, chat };
}

/** Somebody says something, in the building's group unless told otherwise. */
export async function say(
  network: LocalNetwork,
  draft: Partial<LocalDraft> & { fromId: string },
): Promise<LocalMessage> {
  const posted = await network.post({ conversation: inBuilding, mentionIds: [], ...draft });
  if (!posted.done) throw new Error(posted.why);
  return posted.message;
}
