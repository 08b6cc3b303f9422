import type { Clock } from '../../../src/base/clock.js';
import type { TicketView } from '../../../src/api/ticket-view.js';
import type { Conversation } from '../../../src/chat/chat-gateway.js';
import type { LocalMessage } from '../../../src/chat/local-message.js';
import type { LocalNetwork } from '../../../src/chat/local-network.js';
import { inBuilding, inWorkers, smallTown, withSunflower } from './small-town.js';

const NUMBER = 'WG-20261121-0007';
type Line = TicketView['history'][number];

/** Answers a handful of words the way the bot would, and moves one ticket along: enough to play the page against. */
export class CannedBot {
  readonly listeners = new Set<(ticket: TicketView) => void>();
  readonly #tickets = new Map<string, TicketView>();

  constructor(
    private readonly network: LocalNetwork,
    private readonly clock: Clock,
  ) {}

  tickets(): TicketView[] {
    return [...this.#tickets.values()];
  }

  /** Puts a ticket among the others, and tells whoever follows them. */
  put(ticket: TicketView): void {
    this.#tickets.set(ticket.number, ticket);
    for (const listener of this.listeners) listener(ticket);
  }

  async hear({ id, from, text = '', conversation }: LocalMessage): Promise<void> {
    if (from.id === smallTown.bot.id) return;
    await this.network.handedOver(id);
    if (text.includes('下水道')) {
      this.put(this.#opened(from.id, text));
      await this.say(
        inBuilding,
        `收到，已登记 ${NUMBER}（社区服务·下水堵塞，当天办），网格员小陈跟进。也遇到的邻居回“附议”就行。`,
      );
      await this.say(inWorkers, `新单 ${NUMBER} 金桂苑6栋2单元下水冒水，当天办。请接单，联系方式在工单里。`, [
        'chen',
      ]);
    } else if (text.startsWith('接单')) this.#advance('handling', 'ticket-accepted', from.id);
    else if (text.startsWith('办结')) {
      this.#advance('handled', 'ticket-finished', from.id);
      await this.say(inWorkers, `收到 ${NUMBER} 的办结。请到现场核实，回“核实通过”或“核实不通过 原因”。`, [
        'zhao',
      ]);
    } else if (text.startsWith('核实通过')) {
      this.#advance('verified', 'verification-passed', from.id);
      await this.say(
        withSunflower,
        `${NUMBER}（下水堵塞）办好了，也有人去核实过。您看行不行？回 1 满意、2 基本满意、3 不满意。`,
      );
    } else if (text === '满意') {
      this.#advance('verified', 'result-rated', from.id);
      this.#advance('closed', 'ticket-closed', 'bot', { satisfaction: 'satisfied' });
      await this.say(conversation, `好嘞，谢谢您，话也带到了。${NUMBER} 就此办结。`);
    } else if (conversation.kind === 'direct') await this.say(conversation, '收到，房号只给上门的人看。');
  }

  async say(conversation: Conversation, text: string, mentionIds: readonly string[] = []): Promise<void> {
    const said = await this.network.post({ fromId: smallTown.bot.id, conversation, text, mentionIds });
    if (!said.done) throw new Error(said.why);
  }

  #line(type: Line['type'], by: string): Line {
    return { type, at: new Date(this.clock.now()).toISOString(), by };
  }

  #opened(by: string, summary: string): TicketView {
    return {
      number: NUMBER,
      state: 'offered',
      level: 'grid',
      category: '05',
      item: '05-03',
      urgency: 'urgent',
      unit: 'jgy-6',
      assignee: 'chen',
      supporters: [],
      satisfaction: null,
      history: [this.#line('ticket-opened', by), this.#line('ticket-offered', 'bot')],
      stateName: '待接单',
      categoryName: '社区服务',
      itemName: '下水堵塞',
      unitName: '金桂苑6栋2单元',
      assigneeName: '网格员小陈',
      summary,
      photos: [],
    };
  }

  #advance(state: TicketView['state'], type: Line['type'], by: string, also: Partial<TicketView> = {}): void {
    const ticket = this.#tickets.get(NUMBER);
    if (!ticket) return;
    this.put({ ...ticket, ...also, state, history: [...ticket.history, this.#line(type, by)] });
  }
}
