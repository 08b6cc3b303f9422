import type { Message, types } from 'wechaty';
import type { ChatListener, Conversation } from './chat-gateway.js';
import { isConnectionLost } from './network-fault.js';
import type { AnyPuppet } from './open-puppet.js';
import { refusalIn } from './refusal.js';

/** How what befalls the account and its groups is told. */
export interface AffairsParts {
  readonly listener: ChatListener;
  /** The account's id, once it is known. */
  readonly account: () => string | undefined;
  /** Whether the gateway leaves the network by itself. */
  readonly isLeaving: () => boolean;
  /** Whether what was said while the account was away may never come. */
  readonly mayHaveMissed: () => boolean;
  /** Tells in the order of the calls; what fails is logged. */
  readonly tell: (about: object, work: () => Promise<void> | undefined) => void;
}

/**
 * Hears what befalls the account and its groups besides messages. It listens to the puppet, not to Wechaty, because Wechaty
 * first looks up the group, which a network does not know any more once the account was removed from it.
 */
export function hearAffairs(
  puppet: AnyPuppet,
  { listener, account, isLeaving, mayHaveMissed, tell }: AffairsParts,
): void {
  puppet.on('room-leave', ({ roomId, removeeIdList }) => {
    const own = account();
    if (own === undefined || !removeeIdList.includes(own)) return;
    tell({ room: roomId }, () => listener.removedFromRoom?.({ account: own, roomId }));
  });
  puppet.on('room-topic', ({ roomId, newTopic: topic }) => {
    const own = account();
    if (own !== undefined)
      tell({ room: roomId }, () => listener.topicChanged?.({ account: own, roomId, topic }));
  });
  puppet.on('login', ({ contactId }) =>
    tell({ account: contactId }, () =>
      listener.connected?.({ account: contactId, mayHaveMissed: mayHaveMissed() }),
    ),
  );
  const lost = (): void => {
    const own = account();
    const isMeant = isLeaving();
    if (own !== undefined) tell({ account: own }, () => listener.disconnected?.({ account: own, isMeant }));
  };
  puppet.on('logout', lost);
  puppet.on('error', ({ gerror }) => {
    if (isConnectionLost(new Error(gerror))) lost();
  });
}

/**
 * What the network itself says in a conversation about a message of ours, such as 操作过于频繁; undefined for everything that
 * people say, even in the same words.
 */
export function networkLine(
  message: Message,
  kinds: typeof types.Message,
): { conversation: Conversation; text: string } | undefined {
  if (![kinds.Unknown, kinds.GroupNote].includes(message.type())) return undefined;
  const text = message.text();
  if (refusalIn(text) === undefined) return undefined;
  const room = message.room();
  if (room) return { conversation: { kind: 'room', roomId: room.id }, text };
  const other = message.self() ? message.listener() : message.talker();
  return other && { conversation: { kind: 'direct', contactId: other.id }, text };
}
