import type { Need } from './api/health.js';
import type { ProcessRole } from './base/process-role.js';
import type { ChatGateway } from './chat/chat-gateway.js';
import type { House } from './flow/house.js';
import type { Keeper } from './flow/keeper.js';

/** What a running process cannot work without: its store, and with the role `bot` its account on the chat network. */
export function needsOf(
  roles: ReadonlySet<ProcessRole>,
  { house, gateway, keeper }: { house: Pick<House, 'tickets'>; gateway: ChatGateway; keeper: Keeper },
): readonly Need[] {
  const store: Need = {
    name: 'store',
    away: '数据库没有应答。',
    isThere: async () => (await house.tickets.get('nobody')) === undefined,
  };
  const chat: Need = {
    name: 'chat',
    away: '聊天账号不在线。',
    isThere: async () => keeper.isThere(gateway.account),
  };
  return roles.has('bot') ? [store, chat] : [store];
}
