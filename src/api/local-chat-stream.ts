import type { Context } from 'koa';
import type { Moment } from '../base/clock.js';
import type { LocalEntry } from '../chat/local-message.js';
import type { LocalNetwork } from '../chat/local-network.js';
import type { EventStreams, StreamedEvent } from './event-stream.js';
import { isoOf, viewConversation, viewMessage } from './local-chat-view.js';
import type { TicketView } from './ticket-view.js';

/** Who missed more than that reads the rooms anew. */
const MOST_REPLAYED = 1_000;

interface StreamHouse {
  readonly network: LocalNetwork;
  subscribeTickets(listener: (ticket: TicketView) => void): () => void;
}

/**
 * Everything that happens, as it happens: `message`, `recall`, `ticket`, `clock`, and `world` when groups or members
 * changed. A reader that comes back with `Last-Event-ID` gets what was said in between first.
 */
export function streamLocalChat(
  ctx: Context,
  house: StreamHouse,
  streams: EventStreams,
  clockListeners: Set<(now: Moment) => void>,
): void {
  const { network } = house;
  const missedSince = lastSeen(ctx);
  streams.open(ctx, send => {
    const sendNow = (event: string, payload: unknown) => send({ event, id: network.lastSeq, payload });
    if (missedSince !== undefined) {
      for (const entry of network.entriesAfter(missedSince).slice(-MOST_REPLAYED))
        send(eventOf(entry, network));
    }
    const onClock = (now: Moment) => sendNow('clock', { now: isoOf(now) });
    clockListeners.add(onClock);
    const leaveTickets = house.subscribeTickets(ticket => sendNow('ticket', ticket));
    const leaveNetwork = network.subscribe(event => {
      switch (event.type) {
        case 'message-posted':
          return send(eventOf(event.message, network));
        case 'message-recalled':
          return send(eventOf(event.recall, network));
        case 'people-joined':
        case 'people-left':
        case 'topic-changed':
          return sendNow('world', { roomId: event.roomId });
        default:
          event satisfies never;
      }
    });
    return () => {
      clockListeners.delete(onClock);
      leaveTickets();
      leaveNetwork();
    };
  });
}

function eventOf(entry: LocalEntry, { world }: LocalNetwork): StreamedEvent {
  const where = viewConversation(entry.conversation);
  if (entry.kind === 'recall')
    return { event: 'recall', id: entry.seq, payload: { ...where, id: entry.messageId } };
  return {
    event: 'message',
    id: entry.seq,
    payload: { ...where, message: viewMessage(entry, world.bot.id) },
  };
}

function lastSeen(ctx: Context): number | undefined {
  const id = ctx.get('Last-Event-ID');
  return /^\d{1,15}$/u.test(id) ? Number(id) : undefined;
}
