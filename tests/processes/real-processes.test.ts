import { afterAll, expect, jest, test } from '@jest/globals';
import { conversationKey } from '../../src/chat/conversation-key.js';
import type { Ticket, TicketState } from '../../src/tickets/ticket.js';
import { killHosts } from '../chat/host/start-host.js';
import { describeOnServer } from '../support/test-database.js';
import { EAST, WEST } from '../support/two-accounts.js';
import { Street } from './a-street.js';

// Only ends what hangs.
jest.setTimeout(900_000);
afterAll(killHosts);

/** By how much what was said differs from what was to be said; what was in doubt may differ by one, as documented. */
async function differences(street: Street, account: string): Promise<string[]> {
  const entries = (await street.entries()).filter(entry => entry.account === account);
  const wrong: string[] = [];
  for (const conversation of await street.conversationsOf(account)) {
    const place = conversationKey(conversation);
    const said = await street.saidIn(account, conversation);
    const owed = entries.filter(({ saying }) => conversationKey(saying.conversation) === place);
    const texts = new Set(owed.map(({ saying }) => saying.text));
    // The network puts the names of whoever is mentioned before the text.
    const strange = said.filter(text => ![...texts].some(known => text.endsWith(known)));
    wrong.push(...strange.map(text => `${place}: nobody was to say ${text}`));
    for (const text of texts) {
      const same = owed.filter(({ saying }) => saying.text === text);
      const doubts = same.filter(({ id }) => street.inDoubt.has(id)).length;
      const times = said.filter(shown => shown.endsWith(text)).length;
      if (Math.abs(times - same.length) > doubts) wrong.push(`${place}: ${times} times ${text}`);
    }
  }
  return wrong;
}

function numberIn(tickets: readonly Ticket[], unitId: string): string {
  return tickets.find(ticket => ticket.unitId === unitId)?.number ?? '';
}

const UNITS = ['jgy-6', 'jgy-8', 'lyl-7'];

function allAre(state: TicketState): (tickets: readonly Ticket[]) => boolean {
  return tickets =>
    tickets.length === UNITS.length &&
    tickets.every(ticket => ticket.state === state && UNITS.includes(ticket.unitId));
}

describeOnServer('a street of two bots and two workers', newDatabase => {
  test('says everything once and loses nothing, whoever is killed', async () => {
    const street = await Street.open(newDatabase());
    try {
      const [east, west, clerk, worker] = await Promise.all([
        street.start('bot', EAST),
        street.start('bot', WEST),
        street.start('worker,web'),
        street.start('worker'),
      ]);

      // Reports in groups of both accounts; before anything is said a bot and a worker are killed.
      await street.say(EAST, 'r-jgy-6-1', 'room-jgy-6', '6栋3单元一楼楼道堆满了纸箱，路都挡住了');
      await street.say(WEST, 'r-lyl-7-1', 'room-lyl-7', '7栋2单元一楼楼道堆满了纸箱，路都挡住了');
      await Promise.all([west.kill9(), worker.kill9()]);
      await street.say(EAST, 'r-jgy-8-1', 'room-jgy-8', '8栋2单元二楼楼道堆满了旧家具，路都挡住了');
      await Promise.all([west.restart(), worker.restart()]);
      await street.untilTickets('three tickets are offered', allAre('offered'));

      const tickets = await street.tickets.all();
      const [first, second, third] = UNITS.map(unit => numberIn(tickets, unit));
      const workers = 'room-jingui-workers';
      await street.say(EAST, 'w-chen', workers, `接单 ${first}`);
      await street.say(EAST, 'w-chen', workers, `接单 ${second}`);
      await Promise.all([east.kill9(), clerk.kill9()]);
      await street.say(WEST, 'w-zhou', 'room-liuyuan-workers', `接单 ${third}`);
      await Promise.all([east.restart(), clerk.restart()]);
      await street.untilTickets('three tickets are accepted', allAre('handling'));

      await street.say(EAST, 'w-chen', workers, `办结 ${first} 已经清理干净`);
      await street.say(WEST, 'w-zhou', 'room-liuyuan-workers', `办结 ${third} 已经清理干净`);
      await worker.kill9();
      await street.say(EAST, 'w-chen', workers, `办结 ${second} 已经清运`);
      await worker.restart();
      await street.untilTickets('three tickets are handled', allAre('handled'));

      await street.say(EAST, 'p-he', undefined, `核实通过 ${first} 去看过了`);
      await street.say(EAST, 'p-he', undefined, `核实通过 ${second} 去看过了`);
      await street.say(WEST, 'p-tian', undefined, `核实通过 ${third} 去看过了`);
      await street.untilTickets('three tickets are verified', allAre('verified'));

      for (const who of ['r-jgy-6-1', 'r-jgy-8-1']) await street.say(EAST, who, undefined, '满意');
      await street.say(WEST, 'r-lyl-7-1', undefined, '满意');
      await street.untilTickets('three tickets are closed', allAre('closed'));

      for (const account of [EAST, WEST]) expect(await differences(street, account)).toEqual([]);
      const said = await street.entries();
      expect(said.filter(({ account }) => account === EAST).length).toBeGreaterThan(10);
      expect(said.filter(({ account }) => account === WEST).length).toBeGreaterThan(5);
      for (const program of [east, west, clerk, worker])
        expect((await fetch(`${program.url}/readyz`)).status).toBe(200);
      expect(street.errors).toEqual([]);
    } finally {
      await street.close();
    }
  });
});
