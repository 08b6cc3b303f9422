/**
 * The order in which a backup reads the collections of a store that shows no single moment: what causes something before
 * what it causes. Then a restored cause is at worst older than its effect; it is played again, and the effect's key, which is
 * there already, keeps it from being said or counted twice. The other way round a message or a ticket would be lost.
 */
const FIRST = [
  'localMessages',
  'journal',
  'drafts',
  'questions',
  'errands',
  'takeOvers',
  'rosterBeginnings',
  'rosterOrders',
  'meetings',
  'reminderCursors',
  'tickets',
  'pushedTasks',
];

/** What is only caused: counted, noted and said. Counters come after what they have numbered. */
const LAST = [
  'deeds',
  'ticketPhotos',
  'deedPhotos',
  'raisings',
  'taskReceivings',
  'merits',
  'purses',
  'rewardNumbers',
  'reminders',
  'outbox',
  'counters',
  'rewardCounters',
  'localMessageSeq',
];

/** Puts the names of collections in that order; what is in neither list comes between. */
export function causesFirst(names: readonly string[]): readonly string[] {
  return names.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function placeOf(name: string): number {
  return FIRST.includes(name) ? FIRST.indexOf(name) - FIRST.length : LAST.indexOf(name) + 1;
}
