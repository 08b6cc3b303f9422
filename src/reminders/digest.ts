import type { Moment } from '../base/clock.js';
import { groupDigest, nothingToday, ownDigest } from '../words/reminders.js';
import { inHandOf, inOrderOfTime, mostSupported, namedDuty, type Bearer, type Duty } from './duty.js';

/** The morning's message to a group: who has what in hand. Undefined when nobody has anything, unless that is wanted. */
export function digestOfGroup(
  people: readonly Bearer[],
  now: Moment,
  evenIfNothing: boolean,
): string | undefined {
  if (people.every(({ duties }) => duties.length === 0)) return evenIfNothing ? nothingToday() : undefined;
  const shown = people.filter(({ standIn, duties }) => standIn === undefined || duties.length > 0);
  const loudest = mostSupported(people.flatMap(({ duties }) => duties));
  return groupDigest(
    shown.map(person => inHandOf(person, now)),
    loudest && { ticket: namedDuty(loudest, now, {}), raisers: loudest.raisers },
  );
}

/** What one person has to do. */
export interface OwnDuties {
  readonly inHand: readonly Duty[];
  readonly toVerify: readonly Duty[];
  /** Reports in doubt that wait for their decision. */
  readonly toDecide: readonly Duty[];
  /** Those on leave for whom they stand in. */
  readonly insteadOf: readonly Bearer[];
}

/** The morning's message to one person. Undefined when there is nothing, unless that is wanted. */
export function digestOfPerson(own: OwnDuties, now: Moment, evenIfNothing: boolean): string | undefined {
  const insteadOf = own.insteadOf.filter(({ duties }) => duties.length > 0);
  const lists = [own.inHand, own.toVerify, own.toDecide, insteadOf];
  if (lists.every(list => list.length === 0)) return evenIfNothing ? nothingToday() : undefined;
  return ownDigest({
    inHand: inHandOf({ name: '', duties: own.inHand }, now),
    toVerify: inOrderOfTime(own.toVerify).map(duty => namedDuty(duty, now, { due: true })),
    toDecide: own.toDecide.map(duty => namedDuty(duty, now, {})),
    insteadOf: insteadOf.map(absent => inHandOf(absent, now)),
  });
}
