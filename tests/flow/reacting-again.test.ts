import { expect, test } from '@jest/globals';
import { MovableClock } from '../../src/base/clock.js';
import { message, playedHouse } from '../support/house.js';

test('an event that is reacted to once more, after the ticket went on, is told to nobody else', async () => {
  const clock = new MovableClock({ now: () => Date.parse('2026-11-23T10:00:00+08:00') });
  const { house, keeper, said } = await playedHouse({ clock });
  await keeper.messageArrived(message('6栋3单元一楼楼道堆满了纸箱，路都挡住了', { at: clock.now() }));
  await keeper.settle();
  await keeper.advance(clock, 6 * 60, async () => {});
  const [ticket] = await house.tickets.all();
  expect(ticket?.history.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['step-overdue', 'ticket-escalated']),
  );
  const before = said.map(({ text }) => text);
  await house.tickets.change(ticket?.id ?? '', ({ reactedSeq: _all, ...rest }) => ({
    ...rest,
    reactedSeq: 0,
    hasNews: true,
  }));
  await keeper.settle();
  expect(said.map(({ text }) => text)).toEqual(before);
});
