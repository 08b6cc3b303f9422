import { MINUTE, MovableClock } from '../../src/base/clock.js';
import { silentLog } from '../../src/base/log.js';
import { localChat } from '../../src/api/local-chat.js';
import { startServer, type RunningServer } from '../../src/api/server.js';
import type { TicketView } from '../../src/api/ticket-view.js';
import type { LocalNetwork } from '../../src/chat/local-network.js';
import { monday, nothingYet, openSmallNetwork } from '../support/small-world.js';

export const lampTicket: TicketView = {
  number: 'WG-20260302-0001',
  state: 'offered',
  level: 'grid',
  category: 'facilities',
  item: 'street-lamp',
  urgency: 'normal',
  unit: 'm3',
  assignee: 'li',
  supporters: [],
  satisfaction: null,
  history: [{ type: 'ticket-opened', at: '2026-03-02T00:00:00.000Z', by: 'zhang' }],
  stateName: '待接单',
  categoryName: '公共设施',
  itemName: '路灯不亮',
  unitName: '3号楼',
  assigneeName: '李网格员',
  summary: '3号楼路灯坏了',
  photos: [],
};

/** The local chat on a real server, with a house that only pretends: it takes every message and does nothing. */
export interface PlayedHouse {
  readonly network: LocalNetwork;
  readonly server: RunningServer;
  /** What the routes asked of the house, in order. */
  readonly asked: string[];
  readonly ticketListeners: Set<(ticket: TicketView) => void>;
  readonly url: (path: string) => string;
  readonly get: (path: string) => Promise<Answer>;
  readonly post: (path: string, body?: unknown) => Promise<Answer>;
}

/** Whatever came: the tests look for a value at a place and compare it. */
// eslint-disable-next-line typescript/no-explicit-any -- describing every answer would test nothing more
export type Json = any;

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Json;
}

const open: RunningServer[] = [];

export async function closeHouses(): Promise<void> {
  for (const server of open.splice(0)) await server.close();
}

export async function openPlayedHouse({ takesMessages = true } = {}): Promise<PlayedHouse> {
  const clock = new MovableClock({ now: () => monday });
  const network = await openSmallNetwork(nothingYet(), clock);
  const asked: string[] = [];
  const ticketListeners = new Set<(ticket: TicketView) => void>();
  network.subscribe(event => {
    if (takesMessages && event.type === 'message-posted') void network.handedOver(event.message.id);
    if (takesMessages && event.type === 'message-recalled') void network.handedOver(event.recall.id);
  });
  const part = localChat({
    network,
    clock: {
      async advance(minutes) {
        asked.push(`advance ${minutes}`);
        clock.moveTo(clock.now() + minutes * MINUTE);
        return clock.now();
      },
    },
    settle: async () => void asked.push('settle'),
    tickets: async () => [lampTicket],
    now: () => clock.now(),
    subscribeTickets(listener) {
      ticketListeners.add(listener);
      return () => ticketListeners.delete(listener);
    },
  });
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    ready: () => true,
    parts: [part],
    log: silentLog,
  });
  open.push(server);
  const url = (path: string) => `http://127.0.0.1:${server.port}${path}`;
  return {
    network,
    server,
    asked,
    ticketListeners,
    url,
    get: async path => answerOf(await fetch(url(path))),
    post: async (path, body) =>
      answerOf(
        await fetch(url(path), {
          method: 'POST',
          ...(body === undefined
            ? {}
            : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
        }),
      ),
  };
}

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body: JSON.parse(text),
  };
}
