import { clockText, dayOf, startOf } from '../base/china-time.js';
import type { Moment } from '../base/clock.js';
import type { FieldDeed } from '../tasks/complete-deed.js';
import { isLate, missingOf } from '../tasks/grid-work.js';
import * as words from '../words/deeds.js';
import { say, type House } from './house.js';
import { reply } from './reply.js';
import type { Spoken } from './spoken.js';

/** What is said of a check-in, a patrol or a visit at the moment: that it counts, or what it lacks. */
export function sayDeed(house: House, deed: FieldDeed, who: string, at: Moment): string {
  const { gridWork } = house;
  const missing = missingOf(deed, gridWork);
  const time = clockText(at);
  switch (deed.kind) {
    case 'check-in': {
      if (missing.length > 0) return words.checkInLacks(missing);
      const latest = clockText(startOf(dayOf(at)) + gridWork.checkIn.latest);
      return words.checkedIn(who, time, deed.place, isLate(deed.at, gridWork) ? latest : undefined);
    }
    case 'patrol':
      return missing.length > 0 ? words.patrolLacks(missing) : words.patrolled(who, time, deed.place);
    case 'visit':
      return missing.length > 0 ? words.visitLacks(missing) : words.added();
    default:
      return deed.kind satisfies never;
  }
}

/** What is said to whoever did it, and whether anything is asked of them. */
export interface DeedAnswer {
  /** `who` is '' where nobody needs to be named. */
  readonly says: (who: string) => string;
  readonly isAsking: boolean;
}

/** Answers where it was told. In a group whoever is asked for something is mentioned; otherwise the name is enough. */
export async function answerDeed(
  house: House,
  spoken: Spoken,
  { says, isAsking }: DeedAnswer,
): Promise<void> {
  const { speaker, heard } = spoken;
  if (speaker.isPrivate || isAsking) return reply(house, spoken, 'deed', says(''));
  await say(house, {
    key: `${heard.account}|${heard.messageId}:deed`,
    conversation: heard.conversation,
    account: heard.account,
    text: says((speaker.person?.name ?? '').replace(/^网格员/u, '')),
    weight: 'reply',
  });
}
