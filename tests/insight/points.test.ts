import { describe, expect, test } from '@jest/globals';
import { MINUTE } from '../../src/base/clock.js';
import { closedInMinutes, likeEarlier, monthEndBursts, samePhoto } from '../../src/insight/integrity.js';
import { MeritBook } from '../../src/insight/merit-book.js';
import { meritsOfDeeds, meritsOfTicket, type Merit } from '../../src/insight/merit.js';
import { scoreOf, starsOf } from '../../src/insight/score.js';
import type { Ticket } from '../../src/tickets/ticket.js';
import { configuration } from '../support/demo.js';
import { memoryStore } from '../support/memory-store.js';
import { after } from '../tickets/happens.js';
import { at, bodies, friday, ticketIn } from '../tickets/a-ticket.js';
import { judging } from './lives.js';

const settings = configuration.points;
const forever = { from: 0, below: Number.MAX_SAFE_INTEGER };

/** A ticket that somebody opened and somebody finished, checked by the leader and praised by the resident. */
function settled(
  opener: string,
  finisher: string,
  more: { id?: string; text?: string; minutes?: number } = {},
) {
  const { id = 't1', text = '楼道灯坏了', minutes = 120 } = more;
  let ticket = ticketIn('collecting', { id, text, assigneeId: null, handlerIds: [] });
  ticket = { ...ticket, history: ticket.history.map(event => ({ ...event, by: opener })) };
  const finishedAt = friday + minutes * MINUTE;
  ticket = after(ticket, { ...bodies['ticket-offered'], assigneeId: finisher });
  ticket = after(ticket, bodies['ticket-accepted'], { by: finisher });
  ticket = after(ticket, bodies['ticket-finished'], { by: finisher, at: finishedAt });
  ticket = after(ticket, bodies['verification-passed'], { by: 'p-he', at: finishedAt + 60 * MINUTE });
  return ticket;
}

function kindsOf(merits: readonly Merit[]): string[] {
  return merits.map(({ kind, personId }) => `${personId} ${kind}`);
}

const visit = (id: string, when: string, household?: string) => ({
  id: `bot|${id}`,
  kind: 'visit' as const,
  personId: 'w-chen',
  gridId: 'jingui-1',
  unitId: 'jgy-6',
  at: at(when),
  place: '6栋',
  text: '都好',
  mediaIds: [],
  hasLocation: false,
  isComplete: true,
  ...(household === undefined ? {} : { household }),
});

describe('points', () => {
  test('go to who reported, who settled it and who checked it, once it is checked', () => {
    const ticket = settled('xiaotang', 'w-chen');
    expect(kindsOf(meritsOfTicket(ticket, judging.isStaff, undefined))).toEqual([
      'p-he checked',
      'xiaotang useful-report',
      'w-chen handled',
    ]);
    const open = { ...ticket, history: ticket.history.slice(0, -1) };
    expect(meritsOfTicket(open, judging.isStaff, undefined)).toEqual([]);
  });

  test('for being satisfied come when it is closed, and only from who said so', () => {
    const verified = settled('xiaotang', 'w-chen');
    const silent = after(verified, bodies['ticket-closed']);
    expect(kindsOf(meritsOfTicket(silent, judging.isStaff, undefined))).not.toContain('w-chen satisfied');
    const praised = after(
      after(verified, bodies['result-rated'], { by: 'xiaotang' }),
      bodies['ticket-closed'],
    );
    expect(kindsOf(meritsOfTicket(praised, judging.isStaff, undefined))).toContain('w-chen satisfied');
  });

  test('are not given twice for doing the same ticket again', () => {
    let ticket = settled('xiaotang', 'w-chen');
    ticket = after(ticket, { ...bodies['redo-ordered'], assigneeId: 'w-chen' });
    ticket = after(ticket, bodies['ticket-accepted'], { by: 'w-chen' });
    ticket = after(ticket, bodies['ticket-finished'], { by: 'w-chen' });
    ticket = after(ticket, bodies['verification-passed'], { by: 'p-he' });
    const kinds = kindsOf(meritsOfTicket(ticket, judging.isStaff, undefined));
    expect(kinds.filter(kind => kind === 'w-chen handled')).toHaveLength(1);
    expect(kinds.filter(kind => kind === 'w-chen redone')).toHaveLength(1);
    expect(kinds.filter(kind => kind === 'p-he checked')).toHaveLength(2);
  });

  test('stand once, however often the ticket is looked at, and count after somebody has looked', async () => {
    const book = await MeritBook.open(memoryStore());
    const merits = meritsOfTicket(settled('w-chen', 'w-chen', { minutes: 3 }), judging.isStaff, {
      kind: 'closed-in-minutes',
      of: 'everybody',
    });
    await book.note(merits);
    await book.note(merits);
    const mine = await book.ofPerson('w-chen', forever);
    expect(mine).toHaveLength(2);
    expect(scoreOf(mine, forever, settings)).toMatchObject({ points: 0, doubted: 2 });
    expect(await book.clear('t1')).toBe(2);
    expect(scoreOf(await book.ofPerson('w-chen', forever), forever, settings)).toMatchObject({
      points: settings.events.handled.points + settings.events['found-matter'].points,
      doubted: 0,
    });
  });

  test('are withheld from whoever told nearly the same again, not from whoever settled it', () => {
    const ticket = settled('xiaotang', 'w-chen');
    const doubt = { kind: 'near-identical-text', of: 'opener' } as const;
    const doubted = meritsOfTicket(ticket, judging.isStaff, doubt).filter(merit => merit.doubt !== undefined);
    expect(kindsOf(doubted)).toEqual(['xiaotang useful-report']);
  });

  test('of one kind end at the most of a day, and begin again the next', () => {
    const patrols = [0, 1, 2, 3, 24].map((hours): Merit => ({
      id: `${hours}`,
      kind: 'patrol',
      personId: 'w-chen',
      at: at('2026-11-20 08:00') + hours * 60 * MINUTE,
      unitId: 'jingui-1',
    }));
    const { points, mostPerDay = 0 } = settings.events.patrol;
    expect(scoreOf(patrols, forever, settings).points).toBe(mostPerDay + points);
    const { from, below } = { from: at('2026-11-21 00:00'), below: at('2026-11-22 00:00') };
    expect(scoreOf(patrols, { from, below }, settings).points).toBe(points);
  });

  test('never fall below zero', () => {
    const redone: Merit = { id: 'r', kind: 'redone', personId: 'w-chen', at: friday, unitId: 'jingui-1' };
    expect(scoreOf([redone], forever, settings).points).toBe(0);
  });

  test('are given for a complete patrol, not for one that lacks its photo, and not for a leave', () => {
    const deed = {
      id: 'bot|m1',
      kind: 'patrol',
      personId: 'w-chen',
      gridId: 'jingui-1',
      unitId: 'jgy-6',
      at: friday,
      place: '6栋',
      text: '',
      mediaIds: [],
      hasLocation: true,
      isComplete: true,
    } as const;
    expect(kindsOf(meritsOfDeeds([deed]))).toEqual(['w-chen patrol']);
    expect(meritsOfDeeds([{ ...deed, isComplete: false }])).toEqual([]);
    expect(meritsOfDeeds([{ ...deed, kind: 'leave' }])).toEqual([]);
  });

  test('come once for a household on a day, however often the visit is told of', () => {
    const told = [
      visit('1', '2026-11-20 09:00', 'jgy-6|2-301'),
      visit('2', '2026-11-20 09:01', 'jgy-6|2-301'),
      visit('3', '2026-11-20 23:59', 'jgy-6|2-301'),
      visit('4', '2026-11-20 10:00', 'jgy-6|2-302'),
      visit('5', '2026-11-21 00:00', 'jgy-6|2-301'),
      visit('6', '2026-11-20 11:00'),
      visit('7', '2026-11-20 15:00'),
    ];
    const { byKind } = scoreOf(meritsOfDeeds(told), forever, settings);
    expect(byKind.visit).toEqual({ count: 7, points: 5 * settings.events.visit.points });
  });

  test('make stars, and say how far it is to the next one', () => {
    const [first = 0, second = 0] = settings.stars;
    expect(starsOf(first - 1, settings)).toEqual({ stars: 0, nextAt: first });
    expect(starsOf(first, settings)).toEqual({ stars: 1, nextAt: second });
    expect(starsOf(1_000_000, settings)).toEqual({ stars: 5 });
  });
});

function found(day: number, id: string): Ticket {
  const openedAt = at(`2026-11-${String(day).padStart(2, '0')} 10:00`);
  return { ...settled('w-chen', 'w-chen', { id }), openedAt };
}

describe('what may be made up', () => {
  const rules = settings.integrity;

  test('is seen when somebody reports and settles it alone within minutes', () => {
    expect(closedInMinutes(settled('w-chen', 'w-chen', { minutes: 5 }), rules)).toMatchObject({
      kind: 'closed-in-minutes',
      personId: 'w-chen',
    });
    expect(closedInMinutes(settled('w-chen', 'w-chen', { minutes: 60 }), rules)).toBeUndefined();
    expect(closedInMinutes(settled('xiaotang', 'w-chen', { minutes: 5 }), rules)).toBeUndefined();
  });

  test('is seen when the same person tells nearly the same of the same place days later', () => {
    const first = {
      ...settled('w-chen', 'w-chen', { id: 'a', text: '6栋楼道堆放纸箱两处，已当场清走' }),
      number: 'WG-1',
    };
    const again = {
      ...settled('w-chen', 'w-chen', { id: 'b', text: '6栋楼道堆放纸箱两处，当场清走' }),
      number: 'WG-2',
    };
    expect(likeEarlier(again, [first, again], rules)).toMatchObject({
      kind: 'near-identical-text',
      ticketIds: ['b', 'a'],
    });
    expect(likeEarlier(first, [first, again], rules)).toBeUndefined();
    expect(likeEarlier({ ...again, unitId: 'jgy-3' }, [first], rules)).toBeUndefined();
    expect(likeEarlier({ ...again, text: '路灯不亮，晚上看不见路' }, [first], rules)).toBeUndefined();
  });

  test('is seen when a month’s finds come on its last days', () => {
    const even = Array.from({ length: 12 }, (_, nth) => found(nth + 3, `e${nth}`));
    const burst = Array.from({ length: 12 }, (_, nth) => found(nth < 4 ? 10 : 29, `b${nth}`));
    expect(monthEndBursts(even, judging.isStaff, rules)).toEqual([]);
    const [signal] = monthEndBursts(burst, judging.isStaff, rules);
    expect(signal).toMatchObject({ kind: 'month-end-burst', personId: 'w-chen' });
    expect(signal?.ticketIds).toHaveLength(8);
  });

  test('is seen when a photo was in an earlier ticket, not in a later one', () => {
    const one = { ...settled('w-chen', 'w-chen', { id: 'a' }), number: 'WG-1' };
    const other = { ...settled('w-chen', 'w-chen', { id: 'b' }), number: 'WG-2' };
    expect(samePhoto(other, [one])).toMatchObject({ kind: 'same-photo', ticketIds: ['b', 'a'] });
    expect(samePhoto(one, [other])).toBeUndefined();
  });
});
