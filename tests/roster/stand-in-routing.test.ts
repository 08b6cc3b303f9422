import { describe, expect, test } from '@jest/globals';
import { firstOffer, offerAgain, offerBack, verifierFor } from '../../src/dispatch/route.js';
import { RosterBook } from '../../src/roster/roster-book.js';
import { leads, superiorOf } from '../../src/roster/superior.js';
import type { Person } from '../../src/roster/unit.js';
import { standingsOf } from '../../src/tickets/standing.js';
import { configuration, demoBook } from '../support/demo.js';
import { bodies, ticketIn } from '../tickets/a-ticket.js';
import { after } from '../tickets/happens.js';
import { away, monday } from './a-town.js';

const { catalogue } = configuration;
const everyday =
  catalogue.categories.flatMap(({ items }) => items).find(item => item.admitted && item.urgency === 'normal')
    ?.code ?? '';

/** The demo community on Monday, with some people on leave: who, and who stands in. */
function onLeave(leaves: Readonly<Record<string, string | undefined>>): RosterBook {
  const people = demoBook.people.map((person): Person =>
    person.id in leaves ? { ...person, away: away(3, leaves[person.id]) } : person,
  );
  return new RosterBook(demoBook.units, people, demoBook.rooms, monday);
}

describe('new work', () => {
  test.each([
    [
      'goes to the stand-in, at the same level',
      { 'w-chen': 'w-zhao' },
      { level: 'grid', assigneeId: 'w-zhao' },
    ],
    [
      'goes a level up when nobody stands in',
      { 'w-chen': undefined },
      { level: 'community', assigneeId: 'p-he' },
    ],
    [
      'passes over everybody who is away',
      { 'w-chen': undefined, 'p-he': undefined },
      { level: 'street', assigneeId: 'o-meng' },
    ],
    [
      'goes to the second operator when the first is away',
      { 'w-chen': undefined, 'p-he': undefined, 'o-meng': undefined },
      { level: 'street', assigneeId: 'o-jin' },
    ],
    [
      'goes to the grid’s own worker when the whole tower is away, rather than to nobody',
      { 'w-chen': undefined, 'p-he': undefined, 'o-meng': undefined, 'o-jin': undefined, 'o-yan': undefined },
      { level: 'grid', assigneeId: 'w-chen' },
    ],
  ] as const)('%s', (_what, leaves, offer) => {
    expect(firstOffer('jgy-6', everyday, onLeave(leaves), catalogue)).toEqual(offer);
  });

  test('that comes back, or is to be done again, finds the stand-in, too', () => {
    const book = onLeave({ 'w-chen': 'w-zhao' });
    const begun = after(ticketIn('triage', { assigneeId: null }), {
      type: 'ticket-offered',
      level: 'grid',
      assigneeId: 'w-chen',
    });
    const up = after(begun, bodies['ticket-escalated']);
    expect(offerBack(up, book).assigneeId).toBe('w-zhao');
    expect(offerAgain(ticketIn('verified', { assigneeId: 'w-chen' }), book).assigneeId).toBe('w-zhao');
    expect(
      offerAgain(ticketIn('verified', { assigneeId: 'w-chen' }), onLeave({ 'w-chen': undefined })).assigneeId,
    ).toBe('w-chen');
  });

  test('is never checked by whoever did it, not even as a stand-in', () => {
    const book = onLeave({ 'p-he': 'w-chen' });
    expect(verifierFor(ticketIn('handled', { handlerIds: ['w-chen'] }), book)).toBe('w-zhao');
  });
});

test('a stand-in of a leader may decide what the leader may, and only while it lasts', () => {
  const book = onLeave({ 'p-he': 'w-zhao' });
  expect(standingsOf(ticketIn('handling'), 'w-zhao', book)).toContain('officer');
  expect(standingsOf(ticketIn('handling'), 'w-zhao', book.at())).not.toContain('officer');
});

describe('who hears of somebody’s leave', () => {
  test.each([
    ['c-jgy-6', 'w-chen'],
    ['w-chen', 'p-he'],
    ['p-he', 'o-meng'],
    ['d-ranqi', 'o-meng'],
    ['s-ranqi', 'o-meng'],
    ['o-meng', 'o-jin'],
    ['o-yan', undefined],
    ['r-jgy-6-1', undefined],
  ])('of %s: %s', (id, above) => {
    const person = demoBook.person(id);
    expect(person && superiorOf(person, demoBook)?.id).toBe(above);
  });

  test('the next above, where the leader is away', () => {
    const book = onLeave({ 'p-he': undefined });
    const chen = book.person('w-chen');
    expect(chen && superiorOf(chen, book)?.id).toBe('o-meng');
  });

  test('and nobody of another community', () => {
    const chen = demoBook.person('w-chen');
    expect(
      chen &&
        ['p-he', 'p-tian', 'o-jin', 'o-yan', 'w-chen', 'w-zhao'].filter(id => leads(id, chen, demoBook)),
    ).toEqual(['p-he', 'o-jin', 'o-yan']);
  });
});
