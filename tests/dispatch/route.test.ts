import { describe, expect, test } from '@jest/globals';
import {
  emergencyOffer,
  firstOffer,
  offerAbove,
  offerAgain,
  offerBack,
  offerToDepartment,
  offerToPerson,
  supervisorFor,
  verifierFor,
} from '../../src/dispatch/route.js';
import { RosterBook } from '../../src/roster/roster-book.js';
import type { Ticket } from '../../src/tickets/ticket.js';
import { configuration, demoBook } from '../support/demo.js';
import { bodies, ticketIn } from '../tickets/a-ticket.js';
import { after } from '../tickets/happens.js';

const items = configuration.catalogue.categories.flatMap(category => category.items);
const everyday = items.find(item => item.admitted && item.urgency === 'normal');
const outOfScope = items.find(item => !item.admitted && item.place !== 'needed');

/** The demo community after some people have left. */
function without(...ids: string[]): RosterBook {
  return new RosterBook(
    demoBook.units,
    demoBook.people.filter(person => !ids.includes(person.id)),
    demoBook.rooms,
  );
}

function at(level: Ticket['level'], assigneeId: string | null): Ticket {
  return ticketIn('handling', { level, assigneeId });
}

describe('who is asked first', () => {
  test('the grid’s own worker, for what grids take on', () => {
    const offer = firstOffer('jgy-6', everyday?.code ?? '', demoBook, configuration.catalogue);
    expect(offer).toEqual({ level: 'grid', assigneeId: 'w-chen' });
  });

  test('the street’s operator, for what grids do not', () => {
    const offer = firstOffer('jgy-6', outOfScope?.code ?? '', demoBook, configuration.catalogue);
    expect(offer).toEqual({ level: 'street', assigneeId: 'o-meng' });
  });

  test('the nearest, when people are in danger', () => {
    expect(emergencyOffer('jgy-6', demoBook)).toEqual({ level: 'grid', assigneeId: 'w-chen' });
  });

  test('the next one above, where nobody answers', () => {
    const offer = firstOffer('jgy-6', everyday?.code ?? '', without('w-chen'), configuration.catalogue);
    expect(offer).toEqual({ level: 'community', assigneeId: 'p-he' });
  });

  test('nobody yet, in a unit that nobody answers for', () => {
    const offer = firstOffer('nowhere', everyday?.code ?? '', demoBook, configuration.catalogue);
    expect(offer.assigneeId).toBeNull();
  });
});

describe('up', () => {
  test.each([
    ['grid', 'w-chen', 'community', 'p-he'],
    ['community', 'p-he', 'street', 'o-meng'],
    ['street', 'o-meng', 'district', 'o-yan'],
    ['department', 'd-wuye-jg', 'street', 'o-meng'],
  ] as const)('from %s (%s) to %s (%s)', (level, from, above, to) => {
    expect(offerAbove(at(level, from), demoBook)).toEqual({ level: above, assigneeId: to });
  });

  test('there is nothing above the district', () => {
    expect(offerAbove(at('district', 'o-yan'), demoBook)).toBeUndefined();
  });

  test('a level without anybody is passed over', () => {
    expect(offerAbove(at('grid', 'w-chen'), without('p-he'))).toEqual({
      level: 'street',
      assigneeId: 'o-meng',
    });
  });
});

describe('back', () => {
  test('to whoever had it before', () => {
    const begun = ticketIn('triage', { assigneeId: null });
    const first = after(begun, { type: 'ticket-offered', level: 'grid', assigneeId: 'w-chen' });
    const up = after(first, bodies['ticket-escalated']);
    expect(offerBack(up, demoBook)).toEqual({ level: 'grid', assigneeId: 'w-chen' });
  });

  test('to the unit’s own worker, where nobody had it before', () => {
    expect(offerBack(at('community', 'p-he'), demoBook)).toEqual({ level: 'grid', assigneeId: 'w-chen' });
  });

  test('again to whoever had it last, with the department', () => {
    const ticket = ticketIn('verified', {
      level: 'department',
      assigneeId: 'd-wuye-jg',
      department: '物业公司',
    });
    expect(offerAgain(ticket, demoBook)).toEqual({
      level: 'department',
      assigneeId: 'd-wuye-jg',
      department: '物业公司',
    });
    expect(offerAgain(at('grid', null), demoBook)).toEqual({ level: 'grid', assigneeId: 'w-chen' });
  });
});

describe('to a department or a person', () => {
  test('the department that serves this very community comes first', () => {
    expect(offerToDepartment(at('grid', 'w-chen'), '物业公司', demoBook)?.assigneeId).toBe('d-wuye-jg');
    const inLiuyuan = ticketIn('handling', { unitId: 'lyl-7' });
    expect(offerToDepartment(inLiuyuan, '物业公司', demoBook)?.assigneeId).toBe('d-wuye-ly');
    expect(offerToDepartment(at('grid', 'w-chen'), '派出所', demoBook)?.assigneeId).toBe('d-paichusuo');
    expect(offerToDepartment(at('grid', 'w-chen'), '航天局', demoBook)).toBeUndefined();
  });

  test.each([
    ['w-zhao', { level: 'grid', assigneeId: 'w-zhao' }],
    ['p-he', { level: 'community', assigneeId: 'p-he' }],
    ['o-jin', { level: 'street', assigneeId: 'o-jin' }],
    ['d-wuye-jg', { level: 'department', assigneeId: 'd-wuye-jg', department: '物业公司' }],
    ['r-jgy-6-1', undefined],
    ['stranger', undefined],
  ])('%s is asked at the own level', (id, offer) => {
    expect(offerToPerson(id, demoBook)).toEqual(offer);
  });
});

describe('who checks', () => {
  test.each([
    ['what a department did, the grid’s worker', ['d-wuye-jg'], [], 'w-chen'],
    ['what the worker did, the grid’s leader', ['w-chen'], [], 'p-he'],
    ['what both did, a neighbouring worker', ['w-chen', 'p-he'], [], 'w-zhao'],
    ['what all of them did, an operator', ['w-chen', 'p-he', 'w-zhao'], [], 'o-meng'],
    ['when the leader did not come, the next', ['w-chen'], ['p-he'], 'w-zhao'],
  ])('%s', (_what, handlerIds, besides, verifier) => {
    expect(verifierFor(ticketIn('handled', { handlerIds }), demoBook, besides)).toBe(verifier);
  });

  test('nobody, when everybody took part', () => {
    const handlerIds = demoBook.people.map(person => person.id);
    expect(verifierFor(ticketIn('handled', { handlerIds }), demoBook)).toBeUndefined();
  });
});

test('the street’s second operator supervises, else the only one, else the district', () => {
  expect(supervisorFor(ticketIn('offered'), demoBook)).toBe('o-jin');
  expect(supervisorFor(ticketIn('offered'), without('o-jin'))).toBe('o-meng');
  expect(supervisorFor(ticketIn('offered'), without('o-jin', 'o-meng'))).toBe('o-yan');
});
