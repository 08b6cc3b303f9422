import { expect, test } from '@jest/globals';
import { everybodyRated, satisfactionOf } from '../../src/tickets/satisfaction.js';
import type { Rating } from '../../src/tickets/ticket.js';
import { friday, ticketIn } from './a-ticket.js';

function rated(...ratings: (Rating | undefined)[]) {
  const raisers = ratings.map((rating, place) => ({
    personId: `r${place}`,
    conversation: { kind: 'direct', contactId: `r${place}` } as const,
    at: friday,
    ...(rating === undefined ? {} : { rating }),
  }));
  return { raisers };
}

test.each([
  [[undefined], 'unrated'],
  [['satisfied'], 'satisfied'],
  [['satisfied', undefined], 'satisfied'],
  [['satisfied', 'fair'], 'fair'],
  [['satisfied', 'fair', 'unsatisfied'], 'unsatisfied'],
] as const)('answers %j make %s: the worst counts, silence never as satisfied', (ratings, satisfaction) => {
  expect(satisfactionOf(ticketIn('closed', rated(...ratings)))).toBe(satisfaction);
});

test('while a ticket is open nothing is said of satisfaction', () => {
  expect(satisfactionOf(ticketIn('verified', rated('satisfied')))).toBeNull();
});

test('everybody has answered once the last one has', () => {
  expect(everybodyRated(ticketIn('verified', rated('satisfied', undefined)))).toBe(false);
  expect(everybodyRated(ticketIn('verified', rated('satisfied', 'unsatisfied')))).toBe(true);
});
